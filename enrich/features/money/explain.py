"""Why a text is a sum of that amount in that currency."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from enrich.features.money import Extract
from enrich.features.money.context import Evidence
from enrich.features.money.grammar import settle
from enrich.features.money.ranges import Range, read_range
from enrich.features.money.tables import DOLLAR, Mark, namesakes
from enrich.features.money.terms import Term, read_term
from enrich.features.money.tokens import tokenize
from enrich.markdown.places import Place, Places
from enrich.records import Money, Prose, Span
from enrich.settings.schema import MoneySettings


class SumReason(Struct, frozen=True):
    """One distinct sum, and how it was read."""

    money: Money
    amount: str
    """How the amount follows from the text."""
    currency: str
    """What told the currency."""
    places: tuple[Place, ...]
    """Every place where it stands, repetitions included."""
    written: bool = True
    """False where `money.max` leaves it out."""


class _Reading(Struct, frozen=True):
    first: Term
    joined: Range | None
    mark: Mark

    @property
    def code(self) -> str | None:
        second = self.joined.second.code if self.joined else None
        return self.first.code or second


def explain(
    extract: Extract, prose: Prose, places: Places, settings: MoneySettings
) -> tuple[SumReason, ...]:
    """Return the distinct sums of an article, in order, each with the reasons for its reading.

    The grammar reads the places of the sums once more; it does not look for others.
    """
    same: dict[tuple[Decimal, Decimal | None, str | None], list[Money]] = {}
    for found in extract.sums:
        key = settle(found, settings.dollar)
        same.setdefault((key.amount, key.upper, key.currency), []).append(found)
    readings = _readings(extract, prose.text)
    most = settings.max or len(same)
    return tuple(
        SumReason(
            money=settle(found[0], settings.dollar),
            amount=_amount(found[0], readings.get(found[0].start)),
            currency=_currency(found[0], readings.get(found[0].start), prose.text, settings.dollar),
            places=tuple(places.of(Span(one.start, one.end)) for one in found),
            written=index < most,
        )
        for index, found in enumerate(same.values())
    )


def _readings(extract: Extract, text: str) -> dict[int, _Reading]:
    """Read each sum again, by where it starts."""
    starts = {money.start for money in extract.sums}
    tokens = tokenize(text) if starts else []
    readings = {}
    for at, token in enumerate(tokens):
        first = read_term(tokens, at) if token.start in starts else None
        if first is None:
            continue
        joined = read_range(tokens, first)
        mark = joined.mark if joined else first.mark
        if mark is not None:
            readings[token.start] = _Reading(first, joined, mark)
    return readings


def _amount(money: Money, reading: _Reading | None) -> str:
    if reading is None:
        return "as written"
    terms = [reading.first, *([reading.joined.second] if reading.joined else [])]
    ends = [_number(term) for term in terms]
    divisor = reading.mark.divisor
    parts = [" to ".join(ends)]
    if divisor > 1:
        parts.append(f"{divisor} to a major unit")
    if money.approximate:
        parts.append("approximate by the words beside it")
    return "; ".join(parts)


def _number(term: Term) -> str:
    number = term.number
    return f"{number.value:,}" if number.scale == 1 else f"{number.value:,} x {number.scale:,}"


def _currency(money: Money, reading: _Reading | None, text: str, dollar: str) -> str:
    if money.currency == DOLLAR:
        return f"nothing tells which dollar, and `money.dollar` is {dollar}"
    if reading is None:
        return "as written"
    mark = reading.mark
    if reading.code:
        return f'"{money.text}" says so itself'
    shared = namesakes().get(mark.currency)
    if shared is None:
        return f'"{mark.form}" is the mark of {money.currency} alone'
    choices = ", ".join(shared.members)
    if money.currency is None:
        return f'"{mark.form}" may be {choices}; the article does not tell which'
    if shared.context == "no":
        return f'"{mark.form}" is {money.currency} unless a word beside it says otherwise'
    named = Evidence(text, ()).places[money.currency]
    if shared.context == "yes" and named:
        times = "once" if named == 1 else f"{named} times"
        return (
            f'"{mark.form}" may be {choices}; the article names places of {money.currency} {times}'
        )
    if money.currency == shared.default:
        return f'"{mark.form}" is {money.currency} unless the article tells otherwise'
    return f'"{mark.form}" may be {choices}; other sums of the article are in {money.currency}'
