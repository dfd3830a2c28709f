"""The seeds of the fuzzer, whole and damaged; and the fuzzer itself, shortly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.laws import check

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "tests" / "golden" / "frontmatter").rglob("*.md"))
DAMAGE = (b"\n", b"---\n", b"'", b"[", b"#", b"\r", b"\xff", b"\t", b"&a ", b"{{", b",", b"=")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_laws_hold_of_damaged_files(path):
    data = path.read_bytes()
    check(data)
    for number, place in enumerate(range(0, len(data), max(1, len(data) // 40))):
        damage = DAMAGE[number % len(DAMAGE)]
        check(data[:place] + damage + data[place:])
        check(data[:place] + data[place + 1 :])


def test_a_short_run_of_the_fuzzer():
    pytest.importorskip("atheris")
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "-runs=3000", "-seed=4"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
