"""How many files change when one article in a hundred is new: links written, then again.

A copy of the study's blogs is enriched without some articles, which are then added. Files that
were there before change only where a new link is clearly better than the one it replaces.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.data import DATA, table
from enrich import store
from enrich.features.related import ranking
from enrich.features.related.choice import MARGIN
from enrich.features.related.neighbours import UNIT
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.run import read_corpus, run
from enrich.pipeline.select import select
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, RelatedSettings, Settings

SHARE = 0.01
SEEDS = (1, 2, 3)

Lists = dict[str, dict[str, float]]
"""By path: the articles it links to, with their scores."""


def report() -> str:
    """Return how many files changed, and whether each changed list gained a better link."""
    with store.connect(None, warn=print) as known:
        lines = [_line(seed, known) for seed in SEEDS]
    heading = [
        "seed",
        "old files",
        "new files",
        "old files changed",
        "share",
        "gained a better link",
    ]
    return table(heading, lines)


def _line(seed: int, known: store.Store) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "blogs"
        shutil.copytree(DATA / "articles" / "blogs", root, copy_function=shutil.copyfile)
        files = sorted(path for path in root.rglob("*") if path.is_file())
        added = random.Random(seed).sample(files, round(SHARE * len(files)))
        contents = {path: path.read_bytes() for path in added}
        for path in added:
            path.unlink()
        settings = Resolved(Settings(), Lexicon(), {})
        _enrich(root, settings, known)
        before = _lists(_read(root, settings, known))
        old = {path: path.read_bytes() for path in files if path not in contents}
        for path, data in contents.items():
            path.write_bytes(data)
        read = _read(root, settings, known)
        after, now = _lists(read), {path: _scores(read, path, before[path]) for path in before}
        _enrich(root, settings, known)
        changed = [path for path, data in old.items() if path.read_bytes() != data]
        names = [path.relative_to(root).as_posix() for path in changed]
        better = sum(_gained(before[name], after[name], now[name]) for name in names)
    share = f"{len(changed) / len(old):.1%}"
    return [str(seed), str(len(old)), str(len(added)), str(len(changed)), share, str(better)]


def _enrich(root: Path, settings: Resolved, known: store.Store) -> None:
    run(select([root], settings.settings, features=["related"]), settings, known)


def _read(root: Path, settings: Resolved, known: store.Store) -> Corpus:
    return read_corpus(select([root], settings.settings, features=["related"]), settings, known)


def _lists(corpus: Corpus) -> Lists:
    return {
        path: {link.path: link.score for link in enrichment.related}
        for path, enrichment in corpus.items()
    }


def _scores(corpus: Corpus, path: str, others: Iterable[str]) -> dict[str, float]:
    """Return the scores that articles have now in the list of another."""
    model, extract = corpus.model("related"), corpus.extracts("related")[path]
    rows = [model.rows[other] for other in others]
    found = ranking.ranked(path, extract, model, RelatedSettings(), rows).scores
    return {model.paths[row]: found[row] / UNIT for row in rows}


def _gained(before: dict[str, float], after: dict[str, float], now: dict[str, float]) -> bool:
    """Tell whether a list has a new link, each better by the margin than what it replaced.

    `now` are the scores that the links before have with the new articles.
    """
    new = sorted((score for path, score in after.items() if path not in before), reverse=True)
    lost = sorted((now[path] for path in before if path not in after), reverse=True)
    return bool(new) and all(
        score > other * (1 + MARGIN) for score, other in zip(new, lost, strict=False)
    )
