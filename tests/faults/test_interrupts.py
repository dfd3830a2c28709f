"""Interrupt `enrich run` at random moments, many times, and look at what is left.

    python tests/faults/test_interrupts.py [TIMES] [SEED]

After each: the exit code is 130 (0 if the run was faster), no process is left, every file is as it
was or as it shall be, no temporary file lies about, and the next run analyses what the store lacks
and nothing else, rewrites no file, and ends with the bytes of a run that nobody disturbed.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from unittest import mock

import psutil

import enrich
from enrich import engine

ARTICLES = 300
BODY_WORDS = 350
COMMAND = ("-m", "enrich", "run", "--only", "related", "--engine", "processes", "--jobs", "2", "-q")
WORDS = ("harbour", "pump", "valve", "glass", "river", "market", "signal", "cobalt", "ferry")
SAID = b"enrich: interrupted; finished files are kept"
NOT_STARTED = (-signal.SIGINT, -signal.SIGTERM)
"""Exit codes of an interpreter that had not got as far as our code."""


class Fault(Exception):  # noqa: N818  it is the finding
    """Something that must not be after an interrupt."""


def write_corpus(folder: Path, articles: int, seed: int) -> None:
    """Write articles of random words, enough for several batches."""
    source = random.Random(seed)
    vocabulary = [a + b for a in WORDS for b in WORDS]
    folder.mkdir(parents=True)
    for number in range(articles):
        topic = source.sample(vocabulary, 25)
        body = " ".join(source.choice(topic) for _ in range(BODY_WORDS))
        (folder / f"{number}.md").write_text(f"---\ntitle: {topic[0]} {number}\n---\n\n{body}.\n")


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything in a folder, temporary files included."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stored(cache: Path) -> set[str]:
    """Return which articles the store has the extract of, by content."""
    files = list(cache.glob("store-*.sqlite3"))
    if not files:
        return set()
    with contextlib.closing(sqlite3.connect(files[0])) as connection:
        return {row[0] for row in connection.execute("SELECT content FROM extracts")}


def interrupted(folder: Path, cache: Path, delay: float, number: int) -> int:
    """Run, interrupt after `delay` seconds, and return the exit code; raises Fault."""
    process = subprocess.Popen(
        [sys.executable, *COMMAND, str(folder)],
        env={**os.environ, "ENRICH_CACHE_DIR": str(cache)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(delay)
    if process.poll() is None:
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does: the workers get it too
        else:
            process.send_signal(number)
    _, said = process.communicate(timeout=60)
    if process.returncode == 130 and said.strip() != SAID:
        raise Fault(f"said {said.decode()}")
    if process.returncode not in (0, 130, *NOT_STARTED):
        raise Fault(f"exit code {process.returncode}: {said.decode()}")
    deadline = time.monotonic() + 3
    while left := [one.pid for one in psutil.process_iter() if _session(one) == process.pid]:
        if time.monotonic() > deadline:
            raise Fault(f"processes are left: {left}")
        time.sleep(0.05)
    return process.returncode


def resumed(folder: Path, cache: Path) -> int:
    """Run again, undisturbed, in this process; return how many articles were analysed."""
    analysed = []

    def counted(items, *rest):
        return whole(_noted(items, analysed), *rest)

    whole = engine.analyse
    with (
        mock.patch.dict(os.environ, {"ENRICH_CACHE_DIR": str(cache)}),
        mock.patch.object(engine, "analyse", counted),
    ):
        enrich.run(folder, only=["related"], settings={"engine": "inline"})
    return len(analysed)


def trial(
    place: Path, before: dict[str, bytes], after: dict[str, bytes], delay: float, number: int
) -> str:
    """Interrupt once and look at everything; return how it ended."""
    folder, cache = place / "corpus", place / "cache"
    shutil.copytree(place.parent / "before", folder)
    code = interrupted(folder, cache, delay, number)
    found = content(folder)
    for name, data in found.items():
        if data not in (before.get(name), after.get(name)):
            raise Fault(f"{name} is neither as it was nor as it shall be")
    written = {name for name in found if found[name] != before[name]}
    times = {name: (folder / name).stat().st_mtime_ns for name in written}
    kept = len(stored(cache))
    analysed = resumed(folder, cache)
    if analysed not in (len(before) - kept, 0 if code == 0 else len(before) - kept):
        raise Fault(f"{kept} were stored, and {analysed} of {len(before)} analysed again")
    if content(folder) != after:
        raise Fault("the next run ended with other bytes")
    if any((folder / name).stat().st_mtime_ns != moment for name, moment in times.items()):
        raise Fault("a finished file was written again")
    if code == 130:
        return "while writing" if written else "while analysing" if kept else "before the first"
    return "finished" if code == 0 else "not started"


def trials(times: int, seed: int, articles: int = ARTICLES) -> Counter[str]:
    """Interrupt `times` runs; return how often each kind of moment was hit. Raises Fault."""
    source = random.Random(seed)
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        write_corpus(place / "before", articles, seed)
        shutil.copytree(place / "before", place / "whole" / "corpus")
        started = time.monotonic()
        interrupted(place / "whole" / "corpus", place / "whole" / "cache", 600, signal.SIGINT)
        seconds = time.monotonic() - started
        before, after = content(place / "before"), content(place / "whole" / "corpus")
        for count in range(times):
            here = place / str(count)
            here.mkdir()
            number = (signal.SIGINT, signal.SIGTERM)[count % 2]
            ends[trial(here, before, after, source.uniform(0.02, 1) * seconds, number)] += 1
            shutil.rmtree(here)
    return ends


def _noted(items, analysed):
    for item in items:
        analysed.append(item[0].path)
        yield item


def _session(process: psutil.Process) -> int:
    try:
        return 0 if process.status() == psutil.STATUS_ZOMBIE else os.getsid(process.pid)
    except (ProcessLookupError, psutil.NoSuchProcess):
        return 0


def test_an_interrupt_at_any_moment_keeps_what_is_finished():
    assert sum(trials(3, seed=5, articles=100).values()) == 3


if __name__ == "__main__":
    times, seed = (*map(int, sys.argv[1:]), *(50, 1)[len(sys.argv) - 1 :])
    for name, count in sorted(trials(times, seed).items()):
        sys.stdout.write(f"{count:4} {name}\n")
