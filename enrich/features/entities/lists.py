"""Reads the word lists of this feature and the gazetteers that ship in `models/entities`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from enrich import shipped


@cache
def words(name: str) -> frozenset[str]:
    """Return the lines of the list `name`.txt beside this module."""
    return frozenset(_lines(files(__package__).joinpath(f"{name}.txt").read_text("utf-8")))


@cache
def gazetteer(name: str) -> frozenset[str]:
    """Return the lines of the list `name`.txt in `models/entities`."""
    return frozenset(_lines((shipped.folder() / "entities" / f"{name}.txt").read_text("utf-8")))


@cache
def companies() -> frozenset[str]:
    """Return all listed companies, those that are also words among them."""
    return gazetteer("companies") | gazetteer("companies-also-words")


@cache
def heads() -> dict[str, str]:
    """Return the lower-case words that end a name, each with the type that it tells."""
    return _table((shipped.folder() / "entities" / "heads.tsv").read_text("utf-8"))


@cache
def legal_forms() -> dict[str, str]:
    """Return the legal forms of companies: `Corp` an `abbreviation`, `Corporation` a `word`."""
    return _table(files(__package__).joinpath("legal-forms.tsv").read_text("utf-8"))


@cache
def acronyms() -> dict[str, str]:
    """Return well-known acronyms, each with what it stands for."""
    return _table((shipped.folder() / "entities" / "acronyms.tsv").read_text("utf-8"))


def alternatives(names: frozenset[str] | list[str]) -> str:
    """Return a pattern for any of the names, longest first, whatever its white space.

    Names with one first letter are tried together, so that most words are refused at once.
    """
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        groups.setdefault(name[0], []).append(name[1:])
    return "|".join(
        f"{re.escape(first)}(?:{_flexible(rests)})" for first, rests in sorted(groups.items())
    )


def _flexible(ordered: list[str]) -> str:
    spaced = (re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in ordered)  # noqa: RUF001
    return "|".join(spaced)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def _table(text: str) -> dict[str, str]:
    return dict(line.split("\t", 1) for line in _lines(text))
