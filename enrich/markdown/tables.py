"""The word lists beside this package, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of `<name>.txt`, one a line; lines that start with # are comments."""
    table = resources.files("enrich.markdown").joinpath(f"{name}.txt")
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
