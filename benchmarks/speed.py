"""Speed and memory of `enrich run`, beside the bare model on the same texts, in one run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

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


class Measured(NamedTuple):
    """One command, run once."""

    seconds: float
    peak_megabytes: float
    said: str


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
        environment = {**os.environ, "ENRICH_CACHE_DIR": str(Path(scratch, "cache"))}
        lines, seconds = [], {}
        for model in MODELS:
            bare = _measure([sys.executable, "-c", BARE, str(folder), model], environment)
            seconds[model] = float(bare.said.split()[-1])
            name = f"bare `nlp.pipe` of {model}, one process, without loading it"
            lines.append(_line(name, count, seconds[model], seconds[MODELS[0]], bare))
        for name, options in STEPS.items():
            command = [sys.executable, "-m", "enrich", "run", *options, str(folder)]
            done = _measure(command, environment)
            lines.append(_line(name, count, done.seconds, seconds[MODELS[0]], done))
    heading = [f"{corpus}, {count} articles", "wall s", "articles/s", "x bare model", "peak MB"]
    return table(heading, lines)


def _line(name: str, count: int, seconds: float, model: float, done: Measured) -> list[str]:
    peak = f"{done.peak_megabytes:.0f}"
    return [name, f"{seconds:.1f}", f"{count / seconds:.0f}", f"{seconds / model:.2f}", peak]


def _measure(command: list[str], environment: dict[str, str]) -> Measured:
    with tempfile.TemporaryFile("w+") as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        out.seek(0)
        said = out.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} failed: {said}")
    return Measured(seconds, usage.ru_maxrss / 1024, said)
