"""Speed and memory of `enrich run`, beside the bare model on the same texts, in one run."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.children import Taken, environment, measure, python
from benchmarks.data import DATA, table
from enrich import nlp
from enrich.nlp import component, pipeline

BARE = """
import sys
from enrich import markdown
from enrich.corpus import read
from pathlib import Path
paths = sorted(Path(sys.argv[1]).rglob("*.md"))
articles = [read.parse(path.read_bytes(), path.name) for path in paths]
texts = [markdown.prose(article).text for article in articles if article]
import time
from benchmarks.speed import bare
language = bare(sys.argv[2])
started = time.perf_counter()
words = sum(len(doc) for doc in language.pipe(texts, batch_size=32))
print(time.perf_counter() - started)
"""


MODELS = ("small", "md", "accurate")
"""The default first: everything is measured against it."""
STEPS = {
    "enrich run, cold, one process, nothing written": ["--no-cache", "--check", "--jobs", "1"],
    "enrich run, cold, all cores, all written": [],
    "enrich run, nothing changed": [],
    "enrich run, everything from the store": ["--check", "--skip", "related"],
}


def bare(model: str) -> Any:
    """Return the spaCy pipeline of a model, and nothing of it that does not find names."""
    card = nlp.describe(model)
    if card.kind == "onnx":
        return component.pipeline(Path(card.path))
    return pipeline.load(model, card).language


def report(corpus: str) -> str:
    """Return wall time and peak memory of bare models and of cold and warm runs over a corpus."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "articles")
        shutil.copytree(DATA / "articles" / corpus, folder)
        count = sum(1 for _ in folder.rglob("*.md"))
        env = environment(ENRICH_CACHE_DIR=str(Path(scratch, "cache")))
        lines, seconds = [], {}
        for model in MODELS:
            bare = measure(python("-c", BARE, str(folder), model), env)
            seconds[model] = float(bare.said.split()[-1])
            name = f"bare `nlp.pipe` of {model}, one process, without loading it"
            lines.append(_line(name, count, seconds[model], seconds[MODELS[0]], bare))
        for name, options in STEPS.items():
            done = measure(python("-m", "enrich", "run", *options, str(folder)), env)
            lines.append(_line(name, count, done.wall, seconds[MODELS[0]], done))
    heading = [f"{corpus}, {count} articles", "wall s", "articles/s", "x bare model", "peak MB"]
    return table(heading, lines)


def _line(name: str, count: int, seconds: float, model: float, done: Taken) -> list[str]:
    peak = f"{done.peak:.0f}"
    return [name, f"{seconds:.1f}", f"{count / seconds:.0f}", f"{seconds / model:.2f}", peak]
