"""How names are written in lists, and in what order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

OWN = Path(__file__).parent / "own"


def order(name: str) -> tuple[str, str]:
    """Return what names are sorted by: the same letters together, capitals first."""
    return name.casefold(), name


def written(name: str) -> str:
    """Return a name as lists have it: composed letters, single spaces, straight apostrophes."""
    plain = unicodedata.normalize("NFC", name).replace("’", "'")  # noqa: RUF001
    return " ".join(plain.split())


def own(name: str) -> frozenset[str]:
    """Return the names of a list kept by hand."""
    lines = (OWN / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(written(line) for line in lines if line.strip())


def own_table(name: str) -> dict[str, str]:
    """Return a table kept by hand; raises ValueError where a key stands twice."""
    lines = (OWN / f"{name}.tsv").read_text("utf-8").splitlines()
    cells = (line.split("\t", 1) for line in lines if line.strip())
    rows = [(written(key), written(told)) for key, told in cells]
    table = dict(rows)
    if len(table) < len(rows):
        keys = [key for key, _ in rows]
        raise ValueError(f"{name}.tsv says twice what is meant by {_twice(keys)}")
    return table


def _twice(keys: Iterable[str]) -> str:
    listed = list(keys)
    return ", ".join(sorted({key for key in listed if listed.count(key) > 1}))
