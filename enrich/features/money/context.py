"""Which currency a shared mark means: an adjective beside it, or what else the article says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from enrich.features.money.tables import DOLLAR, Mark, evidence, namesakes, places
from enrich.features.money.tokens import APART, DASH, WORD, Token

AT_HOME = 2
"""As often an article names places of a country whose dollar its bare "$" is."""


class Evidence:
    """What an article tells about its currencies."""

    def __init__(self, text: str, marks: Iterable[tuple[Mark, str | None]]) -> None:
        """Keep the text and the marks, with codes where they are told, of its certain sums."""
        self._text = text
        self._marks = tuple(marks)

    @cached_property
    def places(self) -> Counter[str]:
        """How often places of each currency are named."""
        known = places()
        return Counter(known[match.group()] for match in evidence().finditer(self._text))

    @cached_property
    def currencies(self) -> Counter[str]:
        """How many certain sums are in each currency; the bare dollar counts as `DOLLAR`."""
        return Counter(
            code or _default(mark) or mark.currency
            for mark, code in self._marks
            if mark.currency != "cent" or code
        )

    @cached_property
    def told(self) -> Counter[str]:
        """How many certain sums say themselves which currency they are in."""
        marks = ((mark, code) for mark, code in self._marks if code or _told(mark))
        return Counter(code or mark.currency for mark, code in marks)

    def uses(self, code: str) -> int:
        """Return how often the article names places or certain sums of that currency."""
        return self.places[code] + self.told[code]

    def supports(self, mark: Mark) -> bool:
        """Return whether the article speaks of a currency that the mark may mean."""
        if any(mark.currency == other.currency for other, _ in self._marks):
            return True
        shared = namesakes().get(mark.currency)
        members = shared.members if shared else (mark.currency,)
        return any(self.uses(code) for code in members)

    @staticmethod
    def member(name: str, code: str) -> bool:
        """Return whether the shared mark of that name may mean that currency."""
        shared = namesakes().get(name)
        return name == code or (shared is not None and code in shared.members)


def _default(mark: Mark) -> str | None:
    shared = namesakes().get(mark.currency)
    return shared.default if shared else mark.currency


def _told(mark: Mark) -> bool:
    return mark.currency not in namesakes()


def resolve(mark: Mark, article: Evidence) -> str | None:
    """Return the ISO 4217 code of a mark, `DOLLAR` for a bare "$", or None where nothing tells."""
    shared = namesakes().get(mark.currency)
    if shared is None:
        return mark.currency
    if shared.context == "sums":
        return _of_the_sums(article, shared.members)
    if shared.context == "alone":
        return _at_home(article, shared.members) or shared.default
    if shared.context == "no":
        return shared.default
    told = Counter({code: article.uses(code) for code in shared.members})
    ranked = told.most_common(2)
    if not ranked or ranked[0][1] == 0:
        return shared.default
    best = ranked[0][0]
    tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return shared.default if tied else best


def _at_home(article: Evidence, members: Sequence[str]) -> str | None:
    """Return the currency of the one country that an article is about and counts in.

    Whoever writes of it from elsewhere names other places, or converts.
    """
    named = [code for code in members if article.places[code]]
    if len(named) != 1 or article.places[named[0]] < AT_HOME:
        return None
    return named[0] if article.currencies.keys() <= {DOLLAR, named[0]} else None


def _of_the_sums(article: Evidence, members: Sequence[str]) -> str:
    used = {code for code in article.currencies if code in members or code == DOLLAR}
    return used.pop() if len(used) == 1 else DOLLAR


def adjective(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Read "US", "Hong Kong", "Australian-" before a mark: its currency, and where it ends."""
    for size in (2, 1):
        parts = tokens[at : at + size]
        if len(parts) < size or any(part.kind != WORD or part.gap == APART for part in parts):
            continue
        name = " ".join(part.text for part in parts)
        code = places().get(name)
        if code is not None and at + size < len(tokens):
            return code, at + size + (tokens[at + size].kind == DASH)
    return None, at
