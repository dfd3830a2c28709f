"""Text as the tokens of the grammar: numerals, words, signs of currencies, dashes, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from enrich.features.money.tables import signs, words

NUMERAL = "numeral"
WORD = "word"
SIGN = "sign"
DASH = "dash"
OTHER = "other"

GLUED = 0
SPACED = 1
APART = 2
"""How a token follows the one before: at once, after a space, in another block."""

_REACH = 80
"""Characters on either side of a mark that are read: the longest spelled range fits."""
_SPACE = re.compile(r"\s")

_NUMERAL = r"""
    \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]\d)         # 1,234,567.89
  | \d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)        # 12,34,567
  | \d{1,3}(?:\.\d{3})+,\d+(?!\d)                   # 1.234,56
  | \d{1,3}(?:\.\d{3}){2,}(?!\d)                    # 1.234.567
  | \d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?(?!\d)
  | \d{1,3}(?:['\u2019]\d{3})+(?:\.\d+)?(?!\d)           # 1'234'567
  | \d+(?:\.\d+|,\d{1,2}(?!\d))?[½¼¾]?              # 12.5 and 12,5
  | (?<=[$£€])\.\d+
  | [½¼¾]
"""


class Token(NamedTuple):
    """A piece of text; `gap` says how it follows the token before it."""

    kind: str
    text: str
    start: int
    end: int
    gap: int


@cache
def _pattern() -> re.Pattern[str]:
    # Signs made of letters alone are read as words, so that "Rs" is not found in "Rsync".
    forms = sorted((form for form in signs() if not form.isalpha()), key=len, reverse=True)
    lettered = "|".join(_sign(form) for form in forms if form[0].isalpha())
    bare = "|".join(_sign(form) for form in forms if not form[0].isalpha())
    return re.compile(
        r"\s*(?:(?P<plain>[a-z]{2,}+(?![^\W_]|['\u2019.]))"  # most tokens, so it comes first
        rf"|(?P<numeral>{_NUMERAL})"
        rf"|(?P<sign>(?<![^\W\d_])(?=[A-Z])(?:{lettered})|{bare})"
        r"|(?P<word>[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W\d_]\.[^\W\d_](?![^\W\d_])"
        r"|[^\W\d_]+(?:['\u2019](?!s\b)[^\W\d_]+)*)"
        r"|(?P<dash>[-\u2010\u2011\u2013\u2014\u2212])|(?P<other>\S))",
        re.VERBOSE,
    )


def _sign(form: str) -> str:
    literal = re.sub(r"\\ ", r"\\s", re.escape(form))
    # "the US $5 bill": there "US" is no part of the sign.
    guard = r"(?<![Tt]he\s)" if " " in form else ""
    letter_after = r"(?![^\W\d_])" if form[-1].isalpha() else ""
    return guard + literal + letter_after


def tokenize(text: str) -> list[Token]:
    """Return the tokens near every mark of a currency; white space is told by `gap` alone.

    Most of an article is far from any mark, and reading only the rest makes this fast.
    """
    tokens: list[Token] = []
    for first, last in _stretches(text):
        end = first
        gap = APART
        for match in _pattern().finditer(text, first, last):
            kind = match.lastgroup or OTHER
            start = match.start(kind)
            if end > first:
                gap = _gap(text, end, start)
            end = match.end()
            tokens.append(Token(WORD if kind == "plain" else kind, match[kind], start, end, gap))
    return tokens


def words_before(tokens: Sequence[Token], at: int, most: int) -> list[str]:
    """Return up to `most` tokens before token `at` in the same block, in lower case."""
    low = at
    while low > max(0, at - most) and tokens[low].gap != APART:
        low -= 1
    return [token.text.lower() for token in tokens[low:at]]


def words_after(tokens: Sequence[Token], at: int, most: int) -> list[str]:
    """Return up to `most` tokens from token `at` on in the same block, in lower case."""
    high = at
    while high < min(len(tokens), at + most) and tokens[high].gap != APART:
        high += 1
    return [token.text.lower() for token in tokens[at:high]]


def _gap(text: str, end: int, start: int) -> int:
    if start == end:
        return GLUED
    return APART if text.count("\n", end, start) > 1 else SPACED


@cache
def _marks() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return a pattern for what may be a mark, and every form that is one."""
    forms = set(signs())
    symbols = {char for form in forms for char in form if not (char.isalnum() or char in " ./")}
    forms |= {form.split("/")[0].split(".")[0] for form in forms if " " not in form}
    for word in words():
        forms |= {word, word.capitalize(), word.upper(), word.split()[-1]}
    pattern = re.compile(rf"[^\W\d_]+|[{re.escape(''.join(sorted(symbols)))}]")
    return pattern, frozenset(forms | symbols)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where marks are, with what may belong to them, without overlaps."""
    pattern, forms = _marks()
    first = last = -1
    for match in pattern.finditer(text):
        if match.group() not in forms:
            continue
        if match.start() - _REACH > last:
            if last > 0:
                yield first, last
            first = _word_start(text, max(0, match.start() - _REACH))
        last = _word_end(text, match.end() + _REACH)
    if last > 0:
        yield first, last


def _word_start(text: str, at: int) -> int:
    return at if at == 0 else max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1


def _word_end(text: str, at: int) -> int:
    found = _SPACE.search(text, min(at, len(text)))
    return found.start() if found else len(text)
