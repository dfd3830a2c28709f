"""Set the last weights of the sentence ranker, for `ranker.json`.

Run in an environment with enrich and its `dev` extra, on the study's data:

    python models/summary/train.py PATH/TO/data

Most weights are set by hand (`SET`). Five are not: each combination of their values in `TRIED` is
measured by the ROUGE of the three bullets that `enrich` would choose against bullets that people
wrote, so that the whole selection is inside the objective, as in F. J. Och, "Minimum Error Rate
Training in Statistical Machine Translation", ACL 2003. The best one ships. Nothing is drawn at
random: the same data give the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from rouge_score.tokenizers import DefaultTokenizer

from enrich import markdown
from enrich.features.summary.candidates import BODY, hear
from enrich.features.summary.guards import defects, repeats, speakers
from enrich.features.summary.ranker import Ranker
from enrich.features.summary.words import terms

TARGET = Path(__file__).with_name("ranker.json")
SET = {
    "position": -0.02, "central": 1.05, "topics": 0.2, "title": 0.15, "brief": -0.53, "long": -0.12,
    "lengthy": -0.85, "wordy": -0.1, "item": -0.6, "quotation": -0.5, "speaker": -0.5,
    "narrator": -0.5, "person": -0.1, "pointing": -0.2, "partitive": -0.2, "unnamed": -0.15,
    "example": -0.3, "instruction": -0.4, "exclamation": -0.4, "clause": -0.5,
    "unattributed": -0.15, "biography": -0.6,
}  # fmt: skip
"""The weights that are set by hand; the model card says on what they were tried."""
TRIED = {
    "first": (1.25, 1.3), "centroid": (0.1, 0.2), "numbers": (0.02, 0.05), "anaphor": (-0.05, -0.2),
    "coverage": (0.1, 0.15),
}  # fmt: skip
"""The values that are compared, for four more weights and for the gain by new keywords."""
FILES = (("cnndm.dev.jsonl", 1.0), ("writers.dev.jsonl", 0.5))
"""The sets, and what each counts: the second is small."""
BULLETS, MAX_WORDS, ENOUGH = 3, 40, 2

Array = NDArray[np.float64]
Grams = tuple[Counter[str], Counter[tuple[str, str]]]
_TOKENIZER = DefaultTokenizer(use_stemmer=True)


class Example(NamedTuple):
    """The candidates of one article, and what people wrote about it."""

    features: list[dict[str, float]]
    against: Array
    """How many defects each has."""
    covers: Array
    """What each weighs by keyword, 0 where it lacks it."""
    words: list[list[str]]
    tokens: list[list[str]]
    references: list[Grams]
    known: dict[tuple[int, ...], float]
    """The ROUGE of sets that were chosen before."""


def example(text: str, references: Sequence[str]) -> Example:
    """Return an article as it is measured."""
    hearing = hear(markdown.plain(text), "", BODY, None)
    heard = [one for one in hearing.sentences if one.barred is None]
    turns = speakers(one.sentence.text for one in hearing.sentences)
    words = [terms(one.sentence.text) for one in heard]
    many = np.array([len(each) > MAX_WORDS for each in words], dtype=float)
    covers = [[share * (term in each) for term, share in hearing.keywords] for each in words]
    return Example(
        features=[one.features for one in heard],
        against=np.array([len(defects(one.sentence.text, turns)) for one in heard]) + many,
        covers=np.array(covers).reshape(len(heard), -1),
        words=words,
        tokens=[_TOKENIZER.tokenize(one.sentence.text) for one in heard],
        references=[grams(_TOKENIZER.tokenize(one)) for one in references],
        known={},
    )


def chosen(one: Example, ranker: Ranker) -> tuple[int, ...]:
    """Return the bullets that `enrich.features.summary.selection` would choose."""
    scores = np.array(
        [
            sum(weight * each[name] for name, weight in ranker.weights.items())
            for each in one.features
        ]
    )
    scores = scores - 100.0 * one.against
    missing = np.ones(one.covers.shape[1])
    found: list[int] = []
    for _ in range(len(scores)):
        best = int(np.argmax(scores + ranker.coverage * (one.covers @ missing)))
        if len(found) == BULLETS or (one.against[best] and len(found) >= ENOUGH):
            break
        scores[best] = -np.inf
        if not any(repeats(one.words[best], one.words[other]) for other in found):
            found.append(best)
            missing *= one.covers[best] == 0
    return tuple(sorted(found))


def grams(tokens: Sequence[str]) -> Grams:
    """Return the words and the pairs of words."""
    return Counter(tokens), Counter(pairwise(tokens))


def rouge(one: Example, bullets: tuple[int, ...]) -> float:
    """Return ROUGE-1 plus ROUGE-2 (F1, times 100) of a set of bullets, by the best reference."""
    if bullets not in one.known:
        ours = grams([token for index in bullets for token in one.tokens[index]])
        one.known[bullets] = sum(
            max(_f1(mine, reference[size]) for reference in one.references)
            for size, mine in enumerate(ours)
        )
    return one.known[bullets]


def _f1(one: Counter, other: Counter) -> float:
    return 200 * (one & other).total() / max(1, one.total() + other.total())


def rankers() -> Iterator[Ranker]:
    """Yield a ranker for each combination of the values to compare."""
    for values in product(*TRIED.values()):
        tried = dict(zip(TRIED, values, strict=True))
        coverage = tried.pop("coverage")
        yield Ranker(SET | tried, coverage)


def read(path: Path) -> list[Example]:
    """Return the articles of a file with the summaries that people wrote for each."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [example(row["text"], row.get("refs") or ["\n".join(row["summary"])]) for row in rows]


def main(data: Path) -> None:
    """Compare the combinations and write the best."""
    sets = [(read(data / "summaries" / name), share) for name, share in FILES]

    def value(ranker: Ranker) -> float:
        return sum(
            share * sum(rouge(one, chosen(one, ranker)) for one in examples) / len(examples)
            for examples, share in sets
        )

    best = max(rankers(), key=value)
    sys.stderr.write(f"{value(best):.2f}\n")
    TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(best)) + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
