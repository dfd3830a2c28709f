"""The study's data, where it lies beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA = SHARED / "data"


def rows(path: Path) -> list[dict]:
    """Read a JSON lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def table(heading: list[str], lines: list[list[str]]) -> str:
    """Return a Markdown table."""
    parts = [heading, ["---"] * len(heading), *lines]
    return "\n".join("| " + " | ".join(parts_of) + " |" for parts_of in parts)
