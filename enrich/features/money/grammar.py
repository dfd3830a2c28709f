"""A grammar for sums of money in English prose.

    sum     = term | range
    range   = term connector term        "$5m to $10m", "£400-500", "between 2 and 3 dollars"
    term    = sign number [sign]         "US$5m", "Rs 500 crore", "$5 million dollars", "$30 AUD"
            | number [adjective] mark    "5m USD", "20 million Australian dollars", "50p"
    number  = (figures | words) magnitude*

Marks of currencies, magnitudes and hedges are tables beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from enrich.features.money.context import Evidence, resolve
from enrich.features.money.ranges import read_range
from enrich.features.money.tables import DOLLAR, Mark, hedges
from enrich.features.money.terms import Term, needs_evidence, plausible, read_term, starters
from enrich.features.money.tokens import NUMERAL, Token, tokenize, words_after, words_before
from enrich.records import Money


class Sum(NamedTuple):
    """One or two terms that make a sum, before its currency is resolved."""

    start: int
    end: int
    lower: Decimal
    upper: Decimal | None
    mark: Mark
    code: str | None
    weak: bool


def find(text: str, *, dollar: str = "USD") -> tuple[Money, ...]:
    """Return the sums of money in a text, in order of appearance.

    `dollar` is the ISO 4217 code that a bare "$" stands for. Offsets count in `text`; hedges
    ("about", "up to") set `approximate` and are outside the span. Sums without an amount
    ("millions of dollars") are left out.
    """
    return tuple(settle(money, dollar) for money in read(text))


def settle(money: Money, dollar: str) -> Money:
    """Return the sum with the dollar told, where its currency is a bare "$"."""
    return replace(money, currency=dollar) if money.currency == DOLLAR else money


def read(text: str) -> tuple[Money, ...]:
    """Return what `find` does, with the currency of a bare "$" left as `DOLLAR`."""
    tokens = tokenize(text)
    sums = list(_scan(tokens))
    if not sums:
        return ()
    evidence = Evidence(text, [(found.mark, found.code) for found in sums if not found.weak])
    return tuple(
        _money(text, tokens, found, evidence)
        for found in sums
        if not found.weak or evidence.supports(found.mark)
    )


def _money(text: str, tokens: Sequence[Token], found: Sum, evidence: Evidence) -> Money:
    start, end = tokens[found.start].start, tokens[found.end - 1].end
    return Money(
        text=re.sub(r"\s+", " ", text[start:end]),
        amount=_plain(found.lower / found.mark.divisor),
        currency=found.code or resolve(found.mark, evidence),
        upper=None if found.upper is None else _plain(found.upper / found.mark.divisor),
        approximate=_hedged(tokens, found.start, found.end),
        start=start,
        end=end,
    )


def _plain(amount: Decimal) -> Decimal:
    """Drop trailing zeros without falling into exponents (1E+9)."""
    return Decimal(int(amount)) if amount == int(amount) else amount.normalize()


def _scan(tokens: Sequence[Token]) -> Iterator[Sum]:
    at = 0
    beginnings = starters()
    while at < len(tokens):
        token = tokens[at]
        begins = token.kind == NUMERAL or not beginnings.isdisjoint(
            (token.text, token.text.lower())
        )
        first = read_term(tokens, at) if begins else None
        if first is None:
            at += 1
            continue
        found = _sum(tokens, first)
        if found is not None:
            yield found
        at = found.end if found is not None else max(first.number.end, at + 1)


def _sum(tokens: Sequence[Token], first: Term) -> Sum | None:
    joined = read_range(tokens, first)
    terms = (first, joined.second) if joined else (first,)
    mark = joined.mark if joined else first.mark
    if mark is None or not all(plausible(tokens, term, mark) for term in terms):
        return None
    return Sum(
        start=first.start,
        end=terms[-1].end,
        lower=joined.lower if joined else first.number.amount,
        upper=joined.upper if joined else None,
        mark=mark,
        code=next((term.code for term in terms if term.code), None),
        weak=all(needs_evidence(tokens, term, mark) for term in terms),
    )


def _hedged(tokens: Sequence[Token], start: int, end: int) -> bool:
    before = words_before(tokens, start, 4)
    after = words_after(tokens, end, 3)
    phrases = {tuple(before[-size:]) for size in range(1, len(before) + 1)}
    trailing = {tuple(after[:size]) for size in range(1, len(after) + 1)}
    return not (phrases.isdisjoint(hedges("before")) and trailing.isdisjoint(hedges("after")))
