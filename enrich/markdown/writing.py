"""Puts paragraphs together to the text of a `Prose`, with the segments that lead back."""

from __future__ import annotations

import re
from collections import deque

from enrich.markdown.inline import Piece
from enrich.markdown.masking import HOLE, MARK
from enrich.markdown.rows import Shown
from enrich.records import Block, BlockKind, Segment

_INVISIBLE = f"{HOLE}{MARK}\u00ad\u200b\u2060\ufeff"
_UNEVEN = re.compile(
    rf"[{_INVISIBLE}]+(?:\s|[{_INVISIBLE}])*|[^\S ][\s{_INVISIBLE}]*"
    rf"| [\s{_INVISIBLE}]+"
)
_WORD = re.compile(r"\w")
_CLOSING = frozenset(".,;:!?)")
_BETWEEN = "\n\n"


class Writer:
    """Collects blocks in reading order."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.segments: list[Segment] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return _BETWEEN.join(self._parts)

    def add(self, rows: list[Shown], kind: BlockKind, level: int = 0, group: int = 0) -> None:
        """Append a block made of rows; one without a letter or digit is dropped.

        Runs of white space become one space, and holes vanish.
        """
        raw = " ".join(row.text for row in rows)
        if not _WORD.search(raw):
            return
        kept = _kept(raw)
        start = self._length + (len(_BETWEEN) if self._parts else 0)
        text = "".join(raw[a:b] + (" " if spaced else "") for a, b, spaced in kept)
        pieces = _placed(rows)
        position = start
        for first, last, spaced in kept:
            self._map(pieces, first, last, position)
            position += last - first + spaced
        self._parts.append(text)
        self._length = start + len(text)
        self.blocks.append(Block(start, self._length, kind, level, group))

    def _map(self, pieces: deque[tuple[int, Piece]], first: int, last: int, position: int) -> None:
        """Add segments for the raw text `[first, last)`, which stands at `position`."""
        while pieces and pieces[0][0] + len(pieces[0][1].text) <= first:
            pieces.popleft()
        for start, piece in pieces:
            if start >= last:
                break
            left, right = max(start, first), min(start + len(piece.text), last)
            if piece.source >= 0 and left < right:
                self._segment(piece, left - start, right - left, position + left - first)

    def _segment(self, piece: Piece, skipped: int, length: int, position: int) -> None:
        source = piece.source
        if piece.length == len(piece.text):
            text = piece.text[skipped : skipped + length]
            if self._source.startswith(text, source + skipped):
                self.segments.append(Segment(position, length, source + skipped, length))
                return
        # As a whole: the lengths must differ, which says so.
        whole = piece.length + (piece.length == length)
        self.segments.append(Segment(position, length, source, whole))


def _placed(rows: list[Shown]) -> deque[tuple[int, Piece]]:
    placed: deque[tuple[int, Piece]] = deque()
    position = 0
    for row in rows:
        for piece in row.pieces:
            placed.append((position, piece))
            position += len(piece.text)
        position += 1
    return placed


def _kept(raw: str) -> list[tuple[int, int, bool]]:
    """Return what to keep of a raw text: start, end, and whether a space follows."""
    kept: list[tuple[int, int, bool]] = []
    position, end = _bounds(raw)
    if raw.isprintable() and "  " not in raw:
        return [(position, end, False)]  # nothing else is uneven, and to know it so is quick
    for match in _UNEVEN.finditer(raw, position, end):
        following = raw[match.end()] if match.end() < end else ""
        spaced = any(character.isspace() for character in match[0])
        hole = HOLE in match[0]
        kept.append((position, match.start(), spaced and not (hole and following in _CLOSING)))
        position = match.end()
    kept.append((position, end, False))
    return kept


def _bounds(raw: str) -> tuple[int, int]:
    """Return where the first visible character stands, and where the last one ends."""
    start, end = 0, len(raw)
    while start < end and (raw[start].isspace() or raw[start] in _INVISIBLE):
        start += 1
    while end > start and (raw[end - 1].isspace() or raw[end - 1] in _INVISIBLE):
        end -= 1
    return start, end
