"""Scores a model folder on gold spans: `python -m training.score FOLDER FILE…`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from enrich.recogniser import Network, load
from training.gold import Document, read

ORGANIZATIONS = ("COMPANY", "ORG")


def f1(network: Network, documents: Sequence[Document], *, pooled: bool) -> dict[str, float]:
    """Return the exact F1 of each label, in points; `pooled` takes companies for organizations."""
    right: Counter[str] = Counter()
    both: Counter[str] = Counter()
    found = network([document.text for document in documents])
    name: Callable[[str], str] = (
        (lambda label: "ORG" if label in ORGANIZATIONS else label) if pooled else str
    )
    for document, spans in zip(documents, found, strict=True):
        gold = {(start, end, name(label)) for start, end, label in document.spans}
        given = {(one.start, one.end, name(one.label)) for one in spans}
        _count(right, gold & given)
        _count(both, gold)
        _count(both, given)
    return {label: round(200 * right[label] / both[label], 1) for label in sorted(both)}


def held_out(network: Network, files: Iterable[Path]) -> dict[str, float]:
    """Return the exact F1 of each label on the passages of our own that training does not see."""
    scores = f1(network, [one for path in files for one in read(path, held=True)], pooled=False)
    return {label: score for label, score in scores.items() if label != "MONEY"}


def _count(tally: Counter[str], spans: Iterable[tuple[int, int, str]]) -> None:
    tally.update(label for _, _, label in spans)


def main(folder: str, *files: str) -> None:
    """Print the scores of a model on each file; our own files count by what is held out."""
    network = load(Path(folder))
    for path in map(Path, files):
        own = path.stem.startswith("own-")
        scores = f1(network, read(path, held=own), pooled=not own)
        sys.stdout.write(f"{path.stem}\t{scores}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
