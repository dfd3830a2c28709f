"""`kill -9` at random moments: of the writing of files, and of whole runs.

A run on a thousand articles is prepared once, up to its first write, and forked there: each fork
goes on and writes, and is killed. That spends the time on the moments that matter.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from enrich import cli
from enrich.corpus import write
from tests.faults.articles import Corpus

FORK = multiprocessing.get_context("fork")  # it spares each run the start of Python
WHOLE = 10
"""One kill in so many is of a run, or a `clean`, from its start; the others are of the writing."""


def killed(folder: Path, *, files: int, kills: int) -> str:
    """Kill runs, look at every file after each, and let the last one finish."""
    corpus = Corpus(folder, files)
    moments = random.Random(4)
    ends = [
        *while_writing(corpus, kills - kills // WHOLE, moments),
        *from_the_start(corpus, kills // WHOLE, moments),
    ]
    corpus.must("run")
    corpus.must_be(corpus.after, "the next run finished")
    midway, strays = ends.count("midway"), ends.count("stray")
    return (
        f"{kills} kills of runs on {files} files, {midway + strays} of them while files were "
        f"written, {strays} left a temporary file; none lost"
    )


def while_writing(corpus: Corpus, kills: int, moments: random.Random) -> Iterator[str]:
    with prepared(corpus) as write_until:
        seconds = timed(lambda: write_until(None))
        corpus.must_be(corpus.after, "the run finished")
        for _ in range(kills):
            corpus.restore()
            moment = moments.uniform(0, seconds)
            yield looked_at(corpus, lambda moment=moment: write_until(moment))


def from_the_start(corpus: Corpus, kills: int, moments: random.Random) -> Iterator[str]:
    """Kill `clean` and `run` by turns, each on what the one before has left."""
    if not kills:
        return
    lengths = {one: timed(lambda one=one: run(one, corpus, None)) for one in ("clean", "run")}
    for number in range(kills):
        command = "run" if number % 2 else "clean"
        moment = moments.uniform(0, lengths[command])
        yield looked_at(corpus, lambda one=command, at=moment: run(one, corpus, at))


def looked_at(corpus: Corpus, disturbed: Callable[[], None]) -> str:
    """Return when the kill came: "idle" (nothing begun, or all done), "midway" or "stray"."""
    earlier, strays = corpus.whole(), corpus.must_be_whole()
    disturbed()
    if corpus.must_be_whole() > strays:
        return "stray"
    return "idle" if corpus.whole() in (earlier, corpus.before, corpus.after) else "midway"


def timed(action: Callable[[], None]) -> float:
    started = time.monotonic()
    action()
    return time.monotonic() - started


def run(command: str, corpus: Corpus, seconds: float | None) -> None:
    """Start a command, and kill it after so many seconds."""
    running = FORK.Process(target=in_this_process, args=(command, corpus))
    running.start()
    running.join(seconds)
    running.kill()
    running.join()


def in_this_process(command: str, corpus: Corpus, *options: str) -> None:
    os.environ["ENRICH_CACHE_DIR"] = str(corpus.cache)
    raise SystemExit(cli.status([command, "-q", *options, str(corpus.folder)]))


@contextmanager
def prepared(corpus: Corpus) -> Iterator[Callable[[float | None], None]]:
    """Prepare a run; give what lets a fork of it write, and kills that after so many seconds."""
    ours, theirs = FORK.Pipe()
    running = FORK.Process(target=stand, args=(corpus, theirs))
    running.start()
    theirs.close()  # so that its end is noticed here

    def write_until(seconds: float | None) -> None:
        ours.send(seconds)
        ours.recv()

    try:
        ours.recv()
        yield write_until
    finally:
        running.kill()
        running.join()


def stand(corpus: Corpus, pipe: Connection) -> None:
    """Go as far as the first write; forks go on from there, and end with the last."""
    replace, left = write.replace, len(corpus.before)

    def counted(*args, **options):
        nonlocal left
        if left == len(corpus.before):
            fork(pipe)
        status = replace(*args, **options)
        left -= 1
        if left == 0:
            os._exit(0)  # the store belongs to the process that opened it
        return status

    write.replace = counted
    in_this_process("run", corpus, "--engine", "inline")  # other processes would write unforked


def fork(pipe: Connection) -> None:
    """Make a fork whenever asked, and kill it in time; returns in the forks only."""
    pipe.send("ready")
    while True:
        seconds = pipe.recv()
        pid = os.fork()
        if pid == 0:
            return
        if seconds is not None:
            time.sleep(seconds)
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        pipe.send("ended")
