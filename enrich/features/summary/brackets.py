"""Brackets that mean nothing away from the page, or say a number a second time.

Few kinds are cut: where somebody stands in a picture, the sign under which a share trades, and a
sum or size in another unit than the one before it. Others stay: by reading, every second one says
something that the sentence needs.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from enrich.features.summary.words import lines

CONVERSION = "conversion"

_BRACKET = re.compile(r" \(([^()]{2,60})\)")
_PARTS = re.compile(r"[;,] ")
_REACH = 40
"""What stands before a bracket is looked at so far back."""
_NUMBER = r"\d[\d,.]*(?:[ -]?(?:thousand|million|billion|trillion|bn|tn|m|k)\b)?"
_HEDGE = (
    r"(?:(?:about|around|approximately|roughly|nearly|almost|some|over|or|equal to|more than"
    r"|at least) )?"
)


class Cut(NamedTuple):
    """A sentence without such brackets, and the names of those that were cut, each once."""

    text: str
    names: tuple[str, ...]


def cut(sentence: str) -> Cut:
    """Return the sentence without the brackets that say nothing."""
    kept, names, done = [], dict[str, None](), 0
    for bracket in _BRACKET.finditer(sentence):
        before = sentence[max(done, bracket.start() - _REACH) : bracket.start()]
        name = _name(before, bracket.group(1))
        if name is not None:
            kept.append(sentence[done : bracket.start()])
            names[name] = None
            done = bracket.end()
    return Cut("".join((*kept, sentence[done:])), tuple(names))


def _name(before: str, inside: str) -> str | None:
    """Return the name of the cut for what is `inside` a bracket, or None where it stays."""
    for name, ahead, pattern in _kinds():
        if pattern.fullmatch(inside) and ahead.search(before):
            return name
    converted = all(_converts(before, part) for part in _PARTS.split(inside))
    return CONVERSION if converted else None


def _converts(before: str, inside: str) -> bool:
    """Return whether the bracket gives in another unit what the words before it measure."""
    ending, whole = _quantities()
    first, second = ending.search(before), whole.fullmatch(inside)
    if first is None or second is None:
        return False
    one, other = _units_of(first), _units_of(second)
    return one.isdisjoint(other) and not {kind for kind, _ in one}.isdisjoint(
        kind for kind, _ in other
    )


def _units_of(quantity: re.Match[str]) -> frozenset[tuple[str, str]]:
    return _units()[quantity["sign"] or quantity["unit"]]


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in lines("brackets.tsv"))
    return tuple((name, re.compile(ahead), re.compile(inside)) for name, ahead, inside in rows)


@cache
def _quantities() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a quantity at the end of a text, and what takes a text for one."""
    signs, words = (_either(column) for column in (2, 3))
    quantity = rf"(?:(?P<sign>{signs}) ?{_NUMBER}|{_NUMBER}[ -]?(?P<unit>{words}))"
    return re.compile(rf"(?<![\w.,$]){quantity}$"), re.compile(_HEDGE + quantity)


def _either(column: int) -> str:
    """Return a pattern for the ways in which units are written, the longest first."""
    ways = {way for row in _rows() for way in row[column].split("|") if way}
    return "|".join(map(re.escape, sorted(ways, key=lambda way: (-len(way), way))))


@cache
def _units() -> dict[str, frozenset[tuple[str, str]]]:
    """Return, by how it is written, what a unit may be: what it measures, and its name."""
    found: dict[str, set[tuple[str, str]]] = {}
    for kind, unit, *ways in _rows():
        for way in "|".join(ways).split("|"):
            found.setdefault(way, set()).add((kind, unit))
    return {way: frozenset(units) for way, units in found.items()}


@cache
def _rows() -> tuple[list[str], ...]:
    return tuple(line.split("\t") for line in lines("units.tsv"))
