"""Ranges of the grammar: two terms and what joins them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from enrich.features.money.context import Evidence
from enrich.features.money.tables import Mark, changes
from enrich.features.money.terms import Term, read_term
from enrich.features.money.tokens import APART, DASH, GLUED, Token, words_before

_THOUSAND = 1000


class Range(NamedTuple):
    """What follows the first term of a range, and both amounts, the lower one first."""

    second: Term
    mark: Mark
    lower: Decimal
    upper: Decimal


def read_range(tokens: Sequence[Token], first: Term) -> Range | None:
    """Read the connector and the second term after `first`; None where they make no range."""
    here, connector = _connector(tokens, first.end)
    if not connector or here >= len(tokens) or tokens[here].gap == APART:
        return None
    second = read_term(tokens, here)
    if second is None or not _same_currency(first, second):
        return None
    mark = first.mark or second.mark
    ends = _ends(first, second)
    if mark is None or ends is None or not _joins(tokens, first, second, connector):
        return None
    return Range(second, mark, *ends)


def _connector(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """Return where the second term would begin, and what joins it: "" where nothing does."""
    if at >= len(tokens) or tokens[at].gap == APART:
        return at, ""
    token = tokens[at]
    if token.kind == DASH:
        tight = at + 1 < len(tokens) and token.gap == GLUED == tokens[at + 1].gap
        return at + 1, "tight dash" if tight else "loose dash"
    word = token.text.lower()
    return at + 1, word if word in ("to", "and", "or") else ""


def _same_currency(first: Term, second: Term) -> bool:
    if first.mark is None or second.mark is None:
        return True
    if first.mark.divisor != second.mark.divisor or (second.code and first.code != second.code):
        return False
    # "US$5m to $10m": what the first end has told, the second need not repeat.
    return Evidence.member(second.mark.currency, first.code or first.mark.currency)


def _joins(tokens: Sequence[Token], first: Term, second: Term, connector: str) -> bool:
    """Return whether the connector makes a range of two terms rather than a list or a change."""
    before = words_before(tokens, first.start, 3)
    both = first.mark is not None and second.mark is not None
    # "$5m to 10 companies", "$50 - 12 of them": a bare number after a sum is no end of a range.
    bare_end = second.mark is None and second.number.scale == 1
    if connector == "tight dash":
        return not (bare_end and first.number.scale > 1)
    if connector == "loose dash":
        return both and tokens[first.end].text != "\N{EM DASH}"
    if connector == "and":
        return "between" in before
    if connector == "or":
        return first.mark is None
    return not bare_end and (not both or _spans(before))


def _spans(before: Sequence[str]) -> bool:
    """Return whether "X to Y" after those words is a range, not a rise, a fall or a gift."""
    if "by" in before:
        return False  # "costs rose by $3m to $12m"
    return not changes("range").isdisjoint(before) or changes("change").isdisjoint(before)


def _ends(first: Term, second: Term) -> tuple[Decimal, Decimal] | None:
    """Return both ends, the lower one with the magnitude that it shares with the upper."""
    low, high = first.number, second.number
    lower, upper = low.amount, high.amount
    if low.scale == 1 and high.scale > 1 and low.value < high.value:
        lower = low.value * high.scale
    elif (
        low.scale == 1
        and high.grouped
        and low.value <= high.value / _THOUSAND
        and not second.before
    ):
        lower = low.value * _THOUSAND  # "$5-8,000"
    elif first.mark is None and low.scale != high.scale:
        return None
    return (lower, upper) if lower < upper else None
