"""`python -m tests.faults [SCENARIO …]`: break runs in every way, and count what is lost.

Each scenario builds a corpus, disturbs `enrich run` on it, and compares every byte: a file is the
author's original or the finished article, never anything else, and the next run finishes the work.
The articles are in memory where they can be: a kill takes nothing from the system's cache, and
flushing thousands of files to a disk takes hours. The full disk needs a small tmpfs (root) and is
left out, with a word, where none can be mounted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import scenarios

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="SCENARIO", help=", ".join(scenarios.ALL))
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=200)
    given = parser.parse_args()
    if unknown := set(given.names) - set(scenarios.ALL):
        names = ", ".join(scenarios.ALL)
        parser.error(f"no scenario {', '.join(sorted(unknown))}; there are {names}")
    failed = 0
    for name in given.names or scenarios.ALL:
        scenario = scenarios.ALL[name]
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="enrich-faults-", dir=MEMORY) as folder:
            try:
                said = scenario(Path(folder), files=given.files, kills=given.kills)
            except AssertionError as error:
                said, failed = f"FAILED: {error}", failed + 1
        sys.stdout.write(f"{name}: {said} ({time.monotonic() - started:.0f} s)\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
