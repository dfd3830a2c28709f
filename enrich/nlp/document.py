"""A text with its names, in the words of spaCy but free of it.

Features see only this: it is plain, outlives spaCy's memory zones, and costs no tokenising where
our own recogniser runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WINDOW = 20_000
"""Characters in one go; a batch of them bounds the memory that a stock pipeline takes."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BORDERS = ("\n\n", "\n", ". ", " ")


class Entity(NamedTuple):
    """A name: its characters `[start_char, end_char)` of the document, and its label."""

    start_char: int
    end_char: int
    label_: str
    text: str


class Document(NamedTuple):
    """A text and its names, in order and without overlaps."""

    text: str
    ents: tuple[Entity, ...]


def join(pieces: Sequence[str], found: Iterable[Iterable[Entity]]) -> Document:
    """Return the document of a text that was read in pieces, with the offsets of the whole."""
    entities: list[Entity] = []
    offset = 0
    for piece, names in zip(pieces, found, strict=True):
        entities += (
            Entity(one.start_char + offset, one.end_char + offset, one.label_, one.text)
            for one in names
        )
        offset += len(piece)
    return Document("".join(pieces), tuple(entities))


def windows(text: str, limit: int = WINDOW) -> list[str]:
    """Cut a text into pieces of at most `limit` characters that join to the same text.

    Cuts are made after a blank line, else after a line, a sentence or a word, in the second
    half of the window.
    """
    pieces: list[str] = []
    start = 0
    while len(text) - start > limit:
        cut = _border(text, start, start + limit)
        pieces.append(text[start:cut])
        start = cut
    return [*pieces, text[start:]]


def encodable(text: str) -> str:
    """Return a text without lone surrogates; what stands for them has their length."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _border(text: str, start: int, stop: int) -> int:
    half = start + (stop - start) // 2
    for border in _BORDERS:
        found = text.rfind(border, half, stop)
        if found >= 0:
            return found + len(border)
    return stop
