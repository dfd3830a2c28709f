"""The tables that the grammar reads: marks of currencies, magnitudes, number words, hedges."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

DOLLAR = "$"
"""Stands for the currency of a bare "$", which only the settings can tell."""


class Mark(NamedTuple):
    """A sign, code or word that makes a number a sum."""

    currency: str
    """An ISO 4217 code, or the name of a row in `namesakes()`."""
    form: str
    divisor: int = 1
    """How many of it make one major unit."""
    before: bool = True
    """May stand before the number."""
    after: bool = True
    """May stand after the number."""
    weak: bool = False
    """Is also something else, so that it takes more than a bare number to believe it."""


class Namesake(NamedTuple):
    """A mark shared by several currencies."""

    default: str | None
    context: str
    """What in the article decides: `yes` (places), `sums` (its other sums) or `no`."""
    divisor: int
    members: tuple[str, ...]


class Magnitude(NamedTuple):
    """A multiplier after a number."""

    value: Decimal
    kind: str
    """`word`, `short` or `letter`: how it may be attached to the number."""


def rows(name: str) -> list[list[str]]:
    """Return the cells of a tab-separated table, without its comments and header."""
    return [line.split("\t") for line in _lines(name)[1:]]


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def _alternatives(cell: str) -> list[str]:
    return cell.split("|") if cell else []


@cache
def namesakes() -> dict[str, Namesake]:
    """Return the marks that several currencies share, by name."""
    return {
        name: Namesake(default or None, context, int(divisor), tuple(members.split()))
        for name, default, context, divisor, members, _, _ in rows("namesakes.tsv")
    }


@cache
def signs() -> dict[str, Mark]:
    """Return signs and codes, by the exact form in which they are written."""
    weak = frozenset(_lines("weak.txt"))
    found: dict[str, Mark] = {}

    def add(form: str, currency: str, divisor: int = 1) -> None:
        single_letter = len(form) == 1 and form.isascii() and form.isalpha()
        minor = divisor > 1
        after = minor or not single_letter
        found[form] = Mark(currency, form, divisor, not minor, after, form in weak)

    for name, _, _, divisor, _, symbols, _ in rows("namesakes.tsv"):
        for form in _alternatives(symbols):
            add(form, name, int(divisor))
    for code, symbols, _, _ in rows("currencies.tsv"):
        for form in (code, *_alternatives(symbols)):
            add(form, code)
    for code in _lines("codes.txt"):
        add(code, code)
    return found


@cache
def words() -> dict[str, Mark]:
    """Return words for currencies and minor units, in lower case."""
    weak = frozenset(_lines("weak.txt"))
    found: dict[str, Mark] = {}
    for name, _, _, divisor, _, _, forms in rows("namesakes.tsv"):
        for form in _alternatives(forms):
            # "Rupees 500" is Indian English; no other word goes before its number.
            before = name == "rupee"
            found[form] = Mark(name, form, int(divisor), before, weak=form in weak)
    for code, _, forms, _ in rows("currencies.tsv"):
        for form in _alternatives(forms):
            found[form] = Mark(code, form, before=False, weak=form in weak)
    return found


@cache
def places() -> dict[str, str]:
    """Return which currency a place or an adjective belongs to, as in a dateline, too."""
    return {
        form: code
        for code, _, _, names in rows("currencies.tsv")
        for place in _alternatives(names)
        for form in (place, place.upper())
    }


@cache
def evidence() -> re.Pattern[str]:
    """Return the pattern that finds places in an article."""
    names = sorted(places(), key=len, reverse=True)
    first = "".join({re.escape(name[0]) for name in names})
    # Few words begin like a place: the hundreds of names are tried at those only.
    return re.compile(rf"\b(?=[{first}])(?:{'|'.join(map(re.escape, names))})\b")


@cache
def magnitudes() -> dict[str, Magnitude]:
    """Return multipliers by lower-case form."""
    return {form: Magnitude(Decimal(value), kind) for form, value, kind in rows("magnitudes.tsv")}


@cache
def cardinals() -> dict[str, int]:
    """Return number words below one hundred."""
    return {word: int(value) for word, value in rows("cardinals.tsv")}


@cache
def hedges(side: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases, as tuples of tokens, that hedge a sum on that side."""
    return frozenset(tuple(phrase.split()) for phrase, where in rows("hedges.tsv") if where == side)


@cache
def changes(kind: str) -> frozenset[str]:
    """Return the words before "X to Y" that make it a `change`, or a `range` all the same."""
    return frozenset(dict(rows("changes.tsv"))[kind].split())


@cache
def per_units() -> frozenset[str]:
    """Return what may follow a number at once without changing it, as in "£750pcm"."""
    return frozenset(_lines("per.txt"))


@cache
def lookalikes(side: str) -> dict[str, frozenset[str]]:
    """Return, by mark, what on that `side` (see the table) makes it another thing."""
    return {
        form: frozenset(near.split())
        for form, where, near in rows("lookalikes.tsv")
        if where == side
    }


@cache
def openers(role: str) -> frozenset[str]:
    """Return the words that play that role at the border of a clause."""
    return frozenset(dict(rows("openers.tsv"))[role].split())
