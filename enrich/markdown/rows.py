"""Which lines of a block belong together: wrapped prose, or one paragraph on each line.

Many writers put every paragraph on a line of its own without blank lines between, which
CommonMark reads as one paragraph, and the text after a list as part of its last item. A line
break ends a paragraph here only where the line before it ends a sentence and the lines around
it are too long, or too short, to have been wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from enrich.markdown.inline import Piece, Row
from enrich.markdown.masking import HOLE

_WRAP = 100
_WIDEST_WRAP = 130
_LONG = 150
_SHORT = 60
_LABEL_WORDS = 6

_ENDED = re.compile("[.!?:\u2026][\"'\u2019\u201d\u00bb)\\]*]*$")
_CAPITAL = re.compile("[\"'\u2018\u201c(]*[A-Z0-9\u00c0-\u00de]")
_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)://|www\.)[^\s<>\"\u201c\u201d\ue000]+"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
)
_TRAILING = re.compile(r"[.,;:!?)\]'\u2019*_\u2026]+$")
_EMPTY_BRACKETS = re.compile(rf"[(\[]\s*{HOLE}[\s{HOLE}]*[)\]]")


_LEFTOVER = re.compile(
    r"!?\[(?P<label>[^\[\]]*)\]\([^()]*\)"
    r"|\*{2,}|_{3,}|</?[a-zA-Z][\w-]*\s[^<>]*=[^<>]*>"
)
_TABLE_RULE = re.compile(r"[\s|:+-]*-{3,}[ ]*[|+][\s|:+-]*|\+[-=+]{3,}")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*")


class Shown(NamedTuple):
    """A row as text, with `HOLE`s where an address was, and the pieces it is made of."""

    text: str
    pieces: tuple[Piece, ...]
    column: int
    hard: bool

    @property
    def size(self) -> int:
        """How many characters a reader sees."""
        return len(self.text) - self.text.count(HOLE)


def shown(row: Row, *, markup: bool = True) -> tuple[Shown, list[tuple[int, str]]]:
    """Overwrite what is not prose in a row: addresses, and markup that is none by CommonMark.

    Writers leave links with a blank in the target, `** bold **` and unbalanced tags; `markup`
    says whether to look for these. Returns the addresses with their place in the source.
    """
    text = row.pieces[0].text if len(row.pieces) == 1 else "".join(p.text for p in row.pieces)
    targets: list[tuple[int, str]] = []
    if "://" in text or "@" in text or "www." in text:
        text, targets = _without_addresses(text, row)
    if markup and ("](" in text or "**" in text or "___" in text or "<" in text):
        text = _LEFTOVER.sub(_without_markup, text)
    if HOLE in text:
        text = _EMPTY_BRACKETS.sub(lambda match: HOLE * len(match[0]), text)
    return Shown(text, row.pieces, row.column, row.hard), targets


def _without_markup(match: re.Match[str]) -> str:
    whole = match[0]
    if match["label"] is None or whole.startswith("!"):
        return HOLE * len(whole)
    start, end = match.span("label")
    before, after = start - match.start(), match.end() - end
    return HOLE * before + match["label"] + HOLE * after


def _without_addresses(text: str, row: Row) -> tuple[str, list[tuple[int, str]]]:
    targets: list[tuple[int, str]] = []

    def hide(match: re.Match[str]) -> str:
        address = _TRAILING.sub("", match[0])
        link = address if "@" not in address or "//" in address else f"mailto:{address}"
        targets.append((_place(row, match.start()), link))
        return HOLE * len(address) + match[0][len(address) :]

    return _ADDRESS.sub(hide, text), targets


def _place(row: Row, offset: int) -> int:
    for piece in row.pieces:
        if offset < len(piece.text):
            same = piece.length == len(piece.text)
            return piece.source + (offset if same and piece.source >= 0 else 0)
        offset -= len(piece.text)
    return -1


def without_tables(rows: list[Shown]) -> list[Shown]:
    """Drop the rows of tables that are none by the rules, such as one with a wrong header."""
    if not any("|" in row.text or "-+" in row.text for row in rows):
        return rows
    ruled = any(_TABLE_RULE.fullmatch(row.text) for row in rows)
    return [
        row
        for row in rows
        if not _TABLE_ROW.fullmatch(row.text)
        and not (ruled and ("|" in row.text or _TABLE_RULE.fullmatch(row.text)))
    ]


def paragraphs(rows: Iterable[Shown], *, item: bool) -> Iterator[list[Shown]]:
    """Yield the rows of each paragraph; `item` tells that the first one is a list item."""
    rows = list(rows)
    wrapped = _is_wrapped(rows)
    current: list[Shown] = []
    gap = False
    for row in rows:
        if not row.text.strip(f" \t{HOLE}"):
            gap = bool(current)
            continue
        if current and _parts(current, row, gap=gap, item=item, wrapped=wrapped):
            yield current
            current, item = [], False
        current.append(row)
        gap = False
    if current:
        yield current


def _parts(current: list[Shown], row: Shown, *, gap: bool, item: bool, wrapped: bool) -> bool:
    """Whether a paragraph ends before `row`; `gap`: a line that shows nothing stood between."""
    if item and row.column:
        return False
    before = current[-1]
    text = before.text.rstrip(f" \t{HOLE}")
    longest = max(before.size, row.size)
    alone = len(current) == 1
    if not _ENDED.search(text):
        # A line that a much longer one follows was not wrapped: a heading without its marker.
        titled = alone and before.size <= _SHORT and row.size > _LONG and text[-1] != ","
        return titled and all(_CAPITAL.match(line.text) for line in (before, row))
    if gap or before.hard or item:
        return True
    if _is_label(row) or (alone and _is_label(before)):
        return True
    return longest > _WRAP and not wrapped


def _is_label(row: Shown) -> bool:
    text = row.text.strip()
    return text.rstrip("*").endswith(":") and len(text.split()) <= _LABEL_WORDS


def _is_wrapped(rows: list[Shown]) -> bool:
    """Whether every line is as long as one width allows, so that its next word did not fit."""
    width = max((row.size for row in rows), default=0)
    if len(rows) < 3 or width > _WIDEST_WRAP:
        return False
    for row, following in pairwise(rows):
        word = following.text.split(None, 1)
        if row.size + 1 + (len(word[0]) if word else 0) < width:
            return False
    return True
