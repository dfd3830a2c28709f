"""Speed and memory of `enrich run`, beside the bare model on the same texts, in one run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.data import DATA, table

BARE = """
import sys
from enrich import markdown, nlp
from enrich.corpus import read
from pathlib import Path
paths = sorted(Path(sys.argv[1]).rglob("*.md"))
articles = [read.parse(path.read_bytes(), path.name) for path in paths]
texts = [markdown.prose(article).text for article in articles if article]
import time
recogniser = nlp.load("md")
started = time.perf_counter()
words = sum(len(doc) for doc in recogniser.nlp.pipe(texts, batch_size=32))
print(time.perf_counter() - started)
"""


class Measured(NamedTuple):
    """One command, run once."""

    seconds: float
    peak_megabytes: float
    said: str


def report(corpus: str) -> str:
    """Return wall time and peak memory of cold and warm runs over one of the corpora."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "articles")
        shutil.copytree(DATA / "articles" / corpus, folder)
        count = sum(1 for _ in folder.rglob("*.md"))
        environment = {**os.environ, "ENRICH_CACHE_DIR": str(Path(scratch, "cache"))}
        bare = _measure([sys.executable, "-c", BARE, str(folder)], environment)
        model = float(bare.said.split()[-1])
        run = [sys.executable, "-m", "enrich", "run"]
        steps = {
            "cold, one process": [*run, "--no-cache", "--check", "--jobs", "1", str(folder)],
            "cold, all cores, written": [*run, str(folder)],
            "warm, nothing changed": [*run, str(folder)],
            "from the store, `--no-cache` aside": [
                *run,
                "--check",
                "--skip",
                "related",
                str(folder),
            ],
        }
        lines = [
            ["bare `nlp.pipe`, one process", f"{model:.1f}", f"{count / model:.0f}", "1.00", ""]
        ]
        for name, command in steps.items():
            done = _measure(command, environment)
            rate, ratio = count / done.seconds, done.seconds / model
            memory = f"{done.peak_megabytes:.0f}"
            lines.append([name, f"{done.seconds:.1f}", f"{rate:.0f}", f"{ratio:.2f}", memory])
    heading = [f"{corpus}, {count} articles", "wall s", "articles/s", "x bare model", "peak MB"]
    return table(heading, lines)


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
