"""Numbers as they are written in prose: figures in any grouping, words, magnitudes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from enrich.features.money.tables import cardinals, magnitudes
from enrich.features.money.tokens import APART, DASH, GLUED, NUMERAL, SPACED, WORD, Token

_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_HALF = Decimal("0.5")
_THOUSAND = 1000
_LAKH = 100_000
_LONGEST = 20


class Number(NamedTuple):
    """A number that ends before token `end`; it is worth `value` times `scale`."""

    value: Decimal
    scale: Decimal
    end: int
    grouped: bool = False
    """Whether the figures are in groups, as in "12,500"."""
    figures: bool = True
    """Whether it begins with figures rather than a word."""

    @property
    def amount(self) -> Decimal:
        """What it is worth, exactly."""
        return self.value * self.scale


def figures(text: str, *, scaled: bool = False) -> Decimal:
    """Return the value of a numeral; a comma before one or two last digits is a decimal comma.

    A point before three figures that end in two zeros groups ("50.000", "2.500"), unless a
    magnitude follows (`scaled`).
    """
    fraction = _FRACTIONS.get(text[-1], Decimal(0))
    digits = re.sub(r"[\s'\u2019½¼¾]", "", text)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}|\d{1,3}(\.\d{3}){2,}", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif not scaled and re.fullmatch(r"[1-9]\d{0,2}\.\d00", digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "") or 0) + fraction


def number_words() -> frozenset[str]:
    """Return the words, in lower case, that a spelled number may begin with."""
    return frozenset({*cardinals(), "a", "an", "half"})


def read_number(tokens: Sequence[Token], at: int, *, marked: bool) -> Number | None:
    """Read the number that begins at token `at`; `marked` says a sign of currency is before it."""
    token = tokens[at]
    if token.kind == NUMERAL and len(token.text) > _LONGEST:
        return None  # a serial number
    if token.kind == NUMERAL:
        end, half = _half(tokens, at + 1)
        scale, end = _scale(tokens, end, marked=marked)
        value = figures(token.text, scaled=scale > 1) + half
        grouped = bool(re.search(r"\d[,.\s'\u2019]\d{3}(?!\d)", token.text))
        return Number(value, scale, end, grouped and value >= _THOUSAND)
    if token.kind == WORD:
        return _read_words(tokens, at)
    return None


def _read_words(tokens: Sequence[Token], at: int) -> Number | None:
    spelled = _part_of(tokens, at) or _cardinal(tokens, at)
    if spelled is None:
        return None
    value, end = spelled
    end, half = _half(tokens, end)
    scale, end = _scale(tokens, end, marked=False)
    bare_article = tokens[at].text.lower() in ("a", "an")
    if bare_article and (scale == 1 or _hyphen(tokens, end)):
        return None  # "a dollar" is a unit, "a million-dollar idea" a manner of speaking
    return Number(value + half, scale, end, figures=False)


def _part_of(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """Read "a", "half a", "a quarter of a": what may stand before a magnitude."""
    words = [token.text.lower() for token in tokens[at : at + 5] if token.kind != DASH]
    dashes = sum(token.kind == DASH for token in tokens[at : at + 3])
    if words[:2] == ["half", "a"]:
        return _HALF, at + 2 + dashes
    for phrase, value in (("a quarter of a", "0.25"), ("three quarters of a", "0.75")):
        if words[:4] == phrase.split():
            return Decimal(value), at + 4 + dashes
    return (Decimal(1), at + 1) if words[0] in ("a", "an") else None


def _cardinal(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """Read "twenty-five", "two hundred and fifty"."""
    known = cardinals()
    first = known.get(tokens[at].text.lower())
    if first is None:
        return None
    total, end = _below_hundred(tokens, at, first)
    following = _next_word(tokens, end)
    if following == "hundred":
        total *= 100
        end = _skip_hyphen(tokens, end) + 1
        rest = end + 1 if _next_word(tokens, end) == "and" else end
        more = known.get(_next_word(tokens, rest))
        if more is not None:
            more, end = _below_hundred(tokens, _skip_hyphen(tokens, rest), more)
            total += more
    return Decimal(total), end


def _below_hundred(tokens: Sequence[Token], at: int, first: int) -> tuple[int, int]:
    unit = cardinals().get(_next_word(tokens, at + 1), 0)
    if first >= 20 and 0 < unit < 10:
        return first + unit, _skip_hyphen(tokens, at + 1) + 1
    return first, at + 1


def _half(tokens: Sequence[Token], at: int) -> tuple[int, Decimal]:
    """Read "and a half" before a magnitude."""
    words = [token.text.lower() for token in tokens[at : at + 6] if token.kind != DASH]
    if words[:3] != ["and", "a", "half"]:
        return at, Decimal(0)
    end = at
    while tokens[end].text.lower() != "half":
        end += 1
    return end + 1, _HALF


def _scale(tokens: Sequence[Token], at: int, *, marked: bool) -> tuple[Decimal, int]:
    """Read magnitudes: "million", "bn", "lakh crore", "hundred thousand"."""
    scale = Decimal(1)
    last = Decimal(0)
    while at < len(tokens):
        here = _skip_hyphen(tokens, at)
        found = magnitudes().get(tokens[here].text.lower()) if here < len(tokens) else None
        if found is None or found.value <= last or last > _LAKH:
            break
        if not _attached(tokens, here, found.kind, hyphen=here > at, marked=marked):
            break
        scale *= found.value
        last = found.value
        at = here + 1
    return scale, at


def _attached(tokens: Sequence[Token], at: int, kind: str, *, hyphen: bool, marked: bool) -> bool:
    token = tokens[at]
    if token.gap == APART:
        return False
    if kind == "word":
        return True
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if follower and follower.gap == GLUED and follower.kind in (NUMERAL, WORD):
        return False
    if kind == "short":
        return not hyphen
    # "€5 m" is a European way to write millions; "$5 a t" and "5 m of cloth" are not.
    spaced_million = marked and token.gap == SPACED and token.text in ("m", "M")
    return not hyphen and (token.gap == GLUED or spaced_million)


def _hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token `at` is a dash with no space on either side."""
    return (
        at + 1 < len(tokens)
        and tokens[at].kind == DASH
        and tokens[at].gap == GLUED
        and tokens[at + 1].gap == GLUED
    )


def _skip_hyphen(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if _hyphen(tokens, at) else at


def _next_word(tokens: Sequence[Token], at: int) -> str:
    here = _skip_hyphen(tokens, at)
    if here < len(tokens) and tokens[here].kind == WORD and tokens[here].gap != APART:
        return tokens[here].text.lower()
    return ""
