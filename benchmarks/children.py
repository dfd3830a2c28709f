"""Commands run as processes of their own, with what they took."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Taken(NamedTuple):
    """What one command took, its own children included but for memory."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all its processes."""
    peak: float
    """Megabytes of the largest of its processes."""
    said: str


def environment(**more: str) -> dict[str, str]:
    """Return this environment as users have it: Python keeps what it compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def measure(command: Sequence[str], env: Mapping[str, str], fine: Sequence[int] = (0, 1)) -> Taken:
    """Run a command to its end; raises RuntimeError unless its exit code is among `fine`."""
    with tempfile.TemporaryFile("w+") as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        out.seek(0)
        said = out.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise RuntimeError(f"{command} failed: {said}")
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def python(*arguments: str) -> list[str]:
    """Return a command for this very interpreter."""
    return [sys.executable, *arguments]


def interleaved(
    ways: Mapping[str, Callable[[], Taken]], rounds: int
) -> dict[str, tuple[float, float, float]]:
    """Run every way once per round; return the medians of wall, CPU and peak of each."""
    taken: dict[str, list[Taken]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
            one = taken[name][-1]
            said = f"round {number + 1}: {name}: {one.wall:.2f} s, CPU {one.cpu:.2f} s"
            print(said, file=sys.stderr, flush=True)
    return {
        name: (
            statistics.median(one.wall for one in each),
            statistics.median(one.cpu for one in each),
            statistics.median(one.peak for one in each),
        )
        for name, each in taken.items()
    }
