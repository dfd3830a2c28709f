"""Articles for every engine, and what analysing them in this process gives."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from importlib.util import find_spec

import psutil
import pytest

from enrich import engine
from enrich.engine import batches
from enrich.features import FEATURES
from enrich.records import Article
from enrich.settings.schema import Settings

# Ray is large, and no part of [dev]: `make cluster` installs it and runs its test.
collect_ignore = [] if find_spec("ray") else ["test_ray.py"]

BODY = "Halden Instruments of Lund paid ${} million for valves. Ines Duarte was there. " * 6
ARTICLES = [
    Article(f"{n}.md", f"Halden raises fund {n}", "", {"date": n}, BODY.replace("{}", str(n)), 0)
    for n in range(1, 31)
]
PLAIN = ("money", "related")
"""Features that need no model, so that starting a worker is quick."""


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    """Cut a handful of articles into as many batches as a corpus has."""
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 1000)


@pytest.fixture(scope="session")
def analysed():
    """Analyse the articles under some settings; `after` is called once, when the first are done."""

    def analyse(after=lambda: None, wanted=PLAIN, **settings):
        found = {}
        items = ((article, wanted) for article in ARTICLES)
        with contextlib.closing(engine.analyse(items, Settings(**settings))) as batches:
            for batch in batches:
                found |= {one.path: one for one in batch}
                after()
                after = lambda: None  # noqa: E731
        assert len(found) == len(ARTICLES)
        return found

    return analyse


@pytest.fixture(scope="session")
def inline(analysed):
    return analysed(engine="inline")


@pytest.fixture(scope="session")
def inline_everything(analysed):
    return analysed(wanted=tuple(FEATURES), engine="inline")


@pytest.fixture(scope="session")
def started():
    """Start programs of Python's, each a process group that is killed at the end."""
    running = []

    def start(*arguments, **environment):
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield start
    everything = [
        one for process in running for one in psutil.Process(process.pid).children(recursive=True)
    ]
    for process in (*running, *everything):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    for process in running:
        process.wait()
