"""What one more article costs the process that drives a run, in memory.

    python -m benchmarks.memory [FEATURE,…]

Peaks of fresh processes over generated corpora of two sizes; the slope between them is per article.
`catalog` is a run's articles and extracts without any fit; `run` is all of it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import generate
from benchmarks.data import table

SIZES = (2000, 12_000)
CHILD = """
import resource, sys
from pathlib import Path
from enrich import store
from enrich.pipeline import run
from enrich.pipeline.analysis import gather
from enrich.pipeline.select import select
from enrich.settings.load import resolve
folder, names, stage = Path(sys.argv[1]), tuple(sys.argv[2].split(",")), sys.argv[3]
resolved = resolve(folder, flags=["engine=processes", "jobs=2"])
selection = select([folder], resolved.settings, features=names)
with store.connect(folder / ".cache", warn=print) as known:
    if stage == "catalog":
        kept = gather(selection.sources, names, settings=resolved.settings, known=known)
    else:
        run.run(selection, resolved, known, run.Options(dry=True))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def peak(folder: Path, names: str, stage: str) -> int:
    """Return the peak of a fresh process, in bytes; its workers are not counted."""
    command = [sys.executable, "-c", CHILD, str(folder), names, stage]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def report(names: str) -> str:
    """Return the table for some features."""
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch, str(size)) for size in SIZES]
        for folder, size in zip(folders, SIZES, strict=True):
            generate.write(folder, size)
        for stage in ("catalog", "run"):
            small, large = (peak(folder, names, stage) for folder in folders)
            slope = (large - small) / (SIZES[1] - SIZES[0])
            lines.append([stage, f"{small / 1e6:.0f}", f"{large / 1e6:.0f}", f"{slope / 1e3:.1f}"])
    heading = [f"driver, {names}", *(f"{size:,} articles, MB" for size in SIZES), "KB per article"]
    return table(heading, lines)


if __name__ == "__main__":
    print(report(sys.argv[1] if len(sys.argv) > 1 else "related"))
