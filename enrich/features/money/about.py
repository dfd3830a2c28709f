"""The clause that says what a sum is: words of the article, short enough to be read at a glance.

A sentence is cut at its punctuation; the piece with the sum takes in its neighbours while it
cannot stand alone ("which has raised $5m" needs its subject) and the whole stays short.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from enrich.features.money.tables import openers
from enrich.records import Prose, Span

LIMIT = 20
"""The most words of a clause, where the sentence can be cut that short."""
_SHORT = 14
"""A sentence of so few words is taken whole."""
_ENOUGH = 8
"""A clause with fewer words takes in what follows it."""
_STRETCH = 4
"""So many words over `LIMIT` are borne for the sake of a beginning."""
_LEAD = 12
"""How many words may stand before the sum where a long clause has no punctuation."""

_PIECE = re.compile(
    r"(?<=[,;:])\s+|\s+[\u2013\u2014-]{1,2}\s+|(?<=\w)\u2014(?=\w)|\s+(?=\()|(?<=\))\s+"
)
_STRONG = re.compile(r"[;:]\s*\Z|\s[\u2013\u2014-]{1,2}\s*\Z|\u2014\Z")
_TORN, _FAIR, _WHOLE = range(3)
_BRACKETS = {"(": ")", "[": "]", "“": "”"}


def clause(prose: Prose, start: int, end: int) -> str:
    """Return the clause around `[start, end)` of the prose, white space normalised.

    It is verbatim, about `LIMIT` words at most, and never cuts the sum.
    """
    home = _home(prose, start, end)
    text = prose.text[home.start : home.end]
    if _count(text) <= _SHORT:
        return _tidy(text)
    first, last = start - home.start, end - home.start
    pieces = _pieces(text)
    inside = [at for at, piece in enumerate(pieces) if piece.end > first and piece.start < last]
    chosen = _grow(text, pieces, inside[0], inside[-1])
    if _count(text[chosen.start : chosen.end]) > LIMIT + _STRETCH:
        chosen = _window(text, chosen, Span(first, last))
    return _tidy(text[chosen.start : chosen.end])


def _home(prose: Prose, start: int, end: int) -> Span:
    """Return the sentence of a sum, or its block where the sum crosses a border of sentences."""
    at = bisect_right(prose.sentences, start, key=lambda sentence: sentence.start) - 1
    if at >= 0 and end <= prose.sentences[at].end:
        return prose.sentences[at]
    for block in prose.blocks:
        if block.start <= start and end <= block.end:
            return Span(block.start, block.end)
    return Span(0, len(prose.text))


def _count(text: str) -> int:
    return len(text.split())


def _pieces(text: str) -> list[Span]:
    cuts = [match.end() for match in _PIECE.finditer(text)]
    borders = [0, *cuts, len(text)]
    return [Span(left, right) for left, right in pairwise(borders)]


def _grow(text: str, pieces: Sequence[Span], low: int, high: int) -> Span:
    """Take in the neighbours that `pieces[low..high]` needs to be read alone."""

    def words(left: int, right: int) -> int:
        return _count(text[pieces[left].start : pieces[right].end])

    short = [at for at in range(low, -1, -1) if words(at, high) <= LIMIT]
    long = [at for at in range(low, -1, -1) if words(at, high) <= LIMIT + _STRETCH]
    best = max(short or [low], key=lambda at: _beginning(text, pieces, at))
    if _beginning(text, pieces, best) == _TORN and long:
        best = max(long, key=lambda at: _beginning(text, pieces, at))
    while (
        high + 1 < len(pieces)
        and (words(best, high) < _ENOUGH or _open(text[pieces[best].start : pieces[high].end]))
        and words(best, high + 1) <= LIMIT
    ):
        high += 1
    return Span(pieces[best].start, pieces[high].end)


def _beginning(text: str, pieces: Sequence[Span], at: int) -> int:
    """Return how well a clause begins with that piece: `_WHOLE`, `_FAIR` or `_TORN`."""
    if at == 0:
        return _WHOLE
    before = text[: pieces[at].start]
    piece = _leading().sub("", text[pieces[at].start : pieces[at].end], count=1)
    if _dependent(piece) or _open(before):
        return _TORN
    return _WHOLE if _STRONG.search(before) else _FAIR


def _open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _dependent(piece: str) -> bool:
    """Return whether a piece needs the one before it: "which …", "raising …", "(about $5m)".

    So does an empty one, of which a leading word was all there was.
    """
    if not piece:
        return True
    first = piece.split(maxsplit=1)[0].lower().rstrip(",")
    bare = first[0] in "($€£¥₹" or first[0].isdigit()
    participle = piece[0].islower() and first.endswith(("ing", "ed"))
    return bare or participle or first in openers("dependent")


def _window(text: str, chosen: Span, money: Span) -> Span:
    """Cut a clause without punctuation down to `LIMIT` words around the sum."""
    words = [match.span() for match in re.finditer(r"\S+", text[chosen.start : chosen.end])]
    spans = [Span(chosen.start + left, chosen.start + right) for left, right in words]
    first = next(index for index, span in enumerate(spans) if span.end > money.start)
    last = max(index for index, span in enumerate(spans) if span.start < money.end)
    low = _clause_start(text, spans, first)
    high = max(last, min(len(spans), low + LIMIT) - 1)
    while high > last and _word(text, spans[high]) in openers("dangling"):
        high -= 1
    return Span(spans[low].start, spans[high].end)


def _clause_start(text: str, spans: Sequence[Span], first: int) -> int:
    """Return where to begin: at the clause's start, else at the last opener before the sum."""
    if first <= _LEAD:
        return 0
    reach = range(first - _LEAD, first - 2)
    starts = [index for index in reach if _word(text, spans[index]) in openers("clause")]
    return starts[0] if starts else first - _LEAD


def _word(text: str, span: Span) -> str:
    return text[span.start : span.end].lower()


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"\A(?:{'|'.join(sorted(openers('droppable')))})\s+", re.IGNORECASE)


def _tidy(text: str) -> str:
    """Normalise white space; drop a leading "and", closing punctuation, brackets left open."""
    text = " ".join(text.split())
    if text[:1].islower():
        text = _leading().sub("", text, count=1)
    text = re.sub(r"[\s,;:\u2013\u2014-]+\Z|(?<!\b[A-Za-z]\.[A-Za-z])[.]\Z", "", text)
    for opening, closing in _BRACKETS.items():
        if text.count(opening) != text.count(closing):
            text = _unbracket(text, opening, closing)
    return text.strip()


def _unbracket(text: str, opening: str, closing: str) -> str:
    """Drop an opening or closing mark at the very edge whose partner is elsewhere."""
    if text.startswith(opening) and closing not in text:
        return text[1:]
    return text[:-1] if text.endswith(closing) and opening not in text else text
