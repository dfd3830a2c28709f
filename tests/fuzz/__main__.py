"""`python -m tests.fuzz [libFuzzer options] [CORPUS]`: look for bytes that break the laws.

Coverage-guided, by atheris; the golden files are where it starts. `-max_total_time=600` runs for
ten minutes, `-runs=5000` for so many inputs.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["enrich.frontmatter"]):
    from tests.fuzz.laws import check

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "frontmatter"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="enrich-fuzz-") as folder:
        for path in sorted(GOLDEN.rglob("*.md")):
            shutil.copy(path, Path(folder) / f"{path.parent.name}-{path.name}")
        atheris.Setup([*sys.argv, "-timeout=20", "-rss_limit_mb=2048", folder], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
