"""Terms of the grammar: a number with the currency before or after it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from enrich.features.money.context import Evidence, adjective
from enrich.features.money.numerals import Number, number_words, read_number
from enrich.features.money.tables import Mark, lookalikes, magnitudes, per_units, signs, words
from enrich.features.money.tokens import (
    APART,
    DASH,
    GLUED,
    NUMERAL,
    SIGN,
    SPACED,
    WORD,
    Token,
    words_after,
    words_before,
)

_MANY = 1000
_TIES = frozenset("_=#&@/.$")
_CALENDAR = range(1900, 2100)
_VIDEO_HEIGHTS = frozenset({240, 360, 480, 720, 1080, 1440, 2160, 4320})


class Term(NamedTuple):
    """A number with at most one currency, from token `start` to before token `end`."""

    start: int
    end: int
    number: Number
    mark: Mark | None = None
    code: str | None = None
    """The currency that an adjective or a second mark tells."""
    before: bool = False
    """Whether the mark is before the number."""


@cache
def starters() -> frozenset[str]:
    """Return every word and sign that a term may begin with, to pass over the rest quickly."""
    marks = [*signs().values(), *words().values()]
    return frozenset({mark.form for mark in marks if mark.before} | number_words())


def read_term(tokens: Sequence[Token], at: int) -> Term | None:
    """Read a number with the marks around it; None where token `at` begins no such thing."""
    token = tokens[at]
    if token.kind in (SIGN, WORD):
        mark = signs().get(token.text) or words().get(token.text.lower())
        if mark is not None and mark.before:
            term = _marked_term(tokens, at, mark)
            if term is not None:
                return term
    if token.kind not in (NUMERAL, WORD) or _runs_in(tokens, at):
        return None
    if token.kind == WORD and magnitudes().keys() & words_before(tokens, at, 1):
        return None  # the tail of "one million two hundred thousand dollars"
    number = read_number(tokens, at, marked=False)
    return None if number is None else _trailing(tokens, Term(at, number.end, number))


def _marked_term(tokens: Sequence[Token], at: int, mark: Mark) -> Term | None:
    here = _number_after(tokens, at)
    if here is None or _runs_in(tokens, at):
        return None
    number = read_number(tokens, here, marked=True)
    if number is None or _runs_on(tokens, number.end):
        return None
    return _second_mark(tokens, Term(at, number.end, number, mark, before=True))


def _runs_in(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is the tail of something longer: "R2Tk4", "plan_6p", "$$5"."""
    token = tokens[at]
    if at == 0 or token.gap != GLUED:
        return False
    before = tokens[at - 1]
    if token.kind == SIGN:
        return before.text == token.text
    return before.kind in (WORD, NUMERAL) or before.text in _TIES


def _runs_on(tokens: Sequence[Token], at: int) -> bool:
    """Return whether letters follow at once that are no unit or mark, as in "S/4HANA"."""
    if at >= len(tokens) or tokens[at].kind != WORD or tokens[at].gap != GLUED:
        return False
    return tokens[at].text.lower() not in per_units() and _mark_at(tokens, at) is None


def _number_after(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the number after a mark is, past the point of "Rs." and the "$" of "AUD $"."""
    here = at + 1
    alphabetic = tokens[at].text.isalpha()
    if (
        here < len(tokens)
        and alphabetic
        and tokens[here].gap == GLUED
        and tokens[here].text in ".$"
    ):
        here += 1
    in_reach = here < len(tokens) and tokens[here].kind == NUMERAL and tokens[here].gap != APART
    return here if in_reach else None


def _second_mark(tokens: Sequence[Token], term: Term) -> Term:
    """Take in a mark that repeats or refines the first: "$5 million dollars", "$30 AUD"."""
    after = _trailing(tokens, Term(term.start, term.number.end, term.number))
    if after.mark is None or term.mark is None:
        return term
    first, second = term.mark.currency, after.code or after.mark.currency
    same = first == second or after.mark.currency == first
    refined = Evidence.member(first, second)
    repeated = Evidence.member(after.mark.currency, first)
    if after.mark.divisor != term.mark.divisor or not (same or refined or repeated):
        return term
    told = second if refined and second != first else None
    return term._replace(end=after.end, code=told)


def _trailing(tokens: Sequence[Token], term: Term) -> Term:
    """Take in the mark after a number, with an adjective before it ("US dollars")."""
    here = _step(tokens, term.end)
    code, after_adjective = adjective(tokens, here)
    mark = _mark_at(tokens, after_adjective)
    if mark is None:
        code, after_adjective, mark = None, here, _mark_at(tokens, here)
    here = after_adjective
    if mark is None or not mark.after or _belongs_to_next(tokens, here):
        return term
    token = tokens[here]
    if token.text in ("p", "¢") and token.gap != GLUED:
        return term
    here += 1
    if mark.form in ("pound", "pounds") and here < len(tokens) and tokens[here].text == "sterling":
        code, here = "GBP", here + 1
    told = code if code and Evidence.member(mark.currency, code) else None
    return term._replace(end=here, mark=mark, code=told)


def _mark_at(tokens: Sequence[Token], at: int) -> Mark | None:
    if at >= len(tokens) or tokens[at].gap == APART:
        return None
    text = tokens[at].text
    mark = signs().get(text) or words().get(text.lower())
    # "50 Cent" is a name; the larger units are often written with a capital.
    named = mark is not None and mark.divisor > 1 and text.istitle() and not text.endswith("s")
    return None if named else mark


def _belongs_to_next(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a sign stands before another number: "5 $10 notes"."""
    token, following = tokens[at], tokens[at + 1 : at + 2]
    if token.kind == WORD and token.text not in signs():
        return False
    return bool(following) and following[0].kind == NUMERAL and token.gap >= following[0].gap


def _step(tokens: Sequence[Token], at: int) -> int:
    """Skip a hyphen that ties two words together: "20-billion-dollar"."""
    tied = at + 1 < len(tokens) and tokens[at].kind == DASH
    return at + 1 if tied and tokens[at].gap == GLUED == tokens[at + 1].gap else at


def needs_evidence(tokens: Sequence[Token], term: Term, mark: Mark) -> bool:
    """Return whether the mark is a weak one that the number does not make believable."""
    number = term.number
    if not mark.weak or number.scale > 1:
        return False
    if len(mark.form) == 1 and tokens[term.start + 1].gap == SPACED:
        return True
    large = number.value >= _MANY and not term.before and number.value not in _CALENDAR
    return not (number.grouped or large)


def plausible(tokens: Sequence[Token], term: Term, mark: Mark) -> bool:
    """Return whether a marked number is money rather than a weight, a form or a picture height."""
    if term.before:
        return str(term.number.value) not in lookalikes("number").get(mark.form, ())
    if mark.form == "p" and term.number.value in _VIDEO_HEIGHTS:
        return False
    following = words_after(tokens, _step(tokens, term.end), 5)
    if not _disjoint(mark, "after", following[:1]):
        return False
    if term.number.scale > 1:
        return True
    near = following[:1] if following[:1] != ["("] else following[1:]
    before = words_before(tokens, term.start, 3)
    return _disjoint(mark, "mass", near) and _disjoint(mark, "weight", before)


def _disjoint(mark: Mark, side: str, near: Sequence[str]) -> bool:
    return lookalikes(side).get(mark.form, frozenset()).isdisjoint(near)
