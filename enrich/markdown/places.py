"""Where a stretch of prose stands in its file, as a reader would look it up."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

from enrich.records import Article, BlockKind, Prose, Span

CONTEXT = 40
"""Characters shown on each side, to the next border of words."""


class Place(Struct, frozen=True):
    """A stretch of prose with its line and the words around it."""

    line: int | None
    """1-based line of the file; None for the title and the excerpt, which are front matter."""
    block: BlockKind
    before: str
    text: str
    after: str


class Places:
    """The way from the prose of one article to the lines of its file."""

    def __init__(self, article: Article, prose: Prose) -> None:
        self._prose = prose
        self._lines = [match.start() for match in re.finditer("\n", article.text)]
        self._starts = [block.start for block in prose.blocks]

    def of(self, span: Span) -> Place:
        """Return the place of a stretch of the prose, white space as single spaces."""
        text = self._prose.text
        low, high, kind = self._block(span)
        return Place(
            line=self._line(span),
            block=kind,
            before=_tail(text[max(low, span.start - CONTEXT) : span.start], span.start - low),
            text=_plain(text[span.start : span.end]),
            after=_head(text[span.end : min(high, span.end + CONTEXT)], high - span.end),
        )

    def _line(self, span: Span) -> int | None:
        source = self._prose.locate(span.start, span.end) if span.start < span.end else None
        return None if source is None else bisect_right(self._lines, source.start - 1) + 1

    def _block(self, span: Span) -> tuple[int, int, BlockKind]:
        index = bisect_right(self._starts, span.start) - 1
        if index < 0:
            return 0, len(self._prose.text), "paragraph"
        block = self._prose.blocks[index]
        return block.start, max(block.end, span.end), block.kind


def _tail(text: str, there: int) -> str:
    """Return the end of what stands before, without a torn first word; `there` is how much does."""
    torn = there > len(text)
    return _plain(re.sub(r"^\S*", "…", text, count=1) if torn else text, strip=False)


def _head(text: str, there: int) -> str:
    torn = there > len(text)
    return _plain(re.sub(r"\S*$", "…", text, count=1) if torn else text, strip=False)


def _plain(text: str, *, strip: bool = True) -> str:
    plain = re.sub(r"\s+", " ", text)
    return plain.strip() if strip else plain
