"""What an article costs in bytes and in CPU time, by which `docs/scale.md` counts.

    python -m benchmarks.cost [FOLDER | COUNT]

For a folder of articles, or for COUNT generated ones. CPU time, not wall time: it means the same on
a machine that others use too.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import generate
from benchmarks.data import table
from enrich import engine, features
from enrich.corpus import read
from enrich.corpus.find import find
from enrich.engine.batches import cut
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.run import DEFAULT, read_corpus, run
from enrich.pipeline.select import select
from enrich.settings.load import resolve
from enrich.store import connect

COUNT = 300


class Article(NamedTuple):
    """Means per article."""

    file_bytes: float
    sent_bytes: float
    returned_bytes: float
    by_feature: dict[str, float]
    read_seconds: float
    extract_seconds: float


def measure(folder: Path) -> Article:
    """Read and analyse every article below a folder in this process."""
    started = time.process_time()
    sources = find([folder], root=folder)
    articles = [read.parse(read.load(source.path), source.name) for source in sources]
    known = [article for article in articles if article is not None]
    reading = time.process_time() - started
    wanted = tuple(features.FEATURES)
    batches = list(cut((article, wanted) for article in known))
    sent = sum(len(pickle.dumps(batch.items)) for batch in batches)
    engine.recogniser("small")
    started = time.process_time()
    done = [engine.analyse_batch(batch.items, "small") for batch in batches]
    extracting = time.process_time() - started
    found = [one for many in done for one in many]
    sizes = {
        name: sum(len(one.extracts.get(name, b"")) for one in found) / len(known) for name in wanted
    }
    return Article(
        file_bytes=sum(source.path.stat().st_size for source in sources) / len(known),
        sent_bytes=sent / len(known),
        returned_bytes=sum(len(pickle.dumps(many)) for many in done) / len(known),
        by_feature=sizes,
        read_seconds=reading / len(known),
        extract_seconds=extracting / len(known),
    )


def whole_run(folder: Path) -> dict[str, float]:
    """Return CPU seconds per article of each stage, and bytes of the store, of a run inline."""
    resolved = resolve(folder, flags=["engine=inline"])
    with tempfile.TemporaryDirectory() as cache:
        with connect(Path(cache), warn=print) as known:
            selection = select([folder], resolved.settings)
            started = time.process_time()
            corpus = read_corpus(selection, resolved, known)
            cold = time.process_time() - started
            started = time.process_time()
            Corpus(corpus._catalog, resolved)
            fitting = time.process_time() - started
            started = time.process_time()
            run(selection, resolved, known, DEFAULT)
            again = time.process_time() - started
        stored = sum(path.stat().st_size for path in Path(cache).iterdir())
    count = len(corpus)
    return {
        "cold, without writing": cold / count,
        "fit": fitting / count,
        "from the store, fit, apply, write": again / count,
        "store bytes": stored / count,
    }


def report(folder: Path) -> str:
    """Return the table of both."""
    one, run = measure(folder), whole_run(folder)
    lines = [[name.replace("_", " "), f"{value:,.4g}"] for name, value in one._asdict().items()
             if isinstance(value, float)]  # fmt: skip
    lines += [[f"JSON of {name}, bytes", f"{size:,.0f}"] for name, size in one.by_feature.items()]
    lines += [[name, f"{value:,.4g}"] for name, value in run.items()]
    return table(["per article", "mean"], lines)


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else str(COUNT)
    with tempfile.TemporaryDirectory() as scratch:
        if given.isdigit():
            generate.write(Path(scratch), int(given))
        print(report(Path(scratch) if given.isdigit() else Path(given)))
