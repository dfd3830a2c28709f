"""Cuts a text into the words of BERT's pre-tokeniser, each with its word pieces.

The tokenizer can do that, but makes objects for every piece and its place. What nearly all texts
are written in is simple enough to be cut here, and articles are made of the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

KEPT = 1 << 13
"""Words whose pieces, or whose forms, are remembered: three megabytes."""

_LETTERS = r"0-9A-Za-zÀ-ÖØ-öø-ſ£€"  # noqa: RUF001
_MARKS = r"!-/:-@\[-`{-~¡§«·»¿‐-―‘-„•…"  # noqa: RUF001
_WORD = re.compile(rf"[{_LETTERS}]+|[{_MARKS}]")
_UNFAMILIAR = re.compile(rf"[^ \t\r\n{_LETTERS}{_MARKS}]")
"""Other letters and marks may be parted, joined or left out in ways that the tokenizer knows."""
_SPECIAL = re.compile(r"\[(?:PAD|UNK|CLS|SEP|MASK)\]")


class Encoding(Protocol):
    """The part of `tokenizers.Encoding` that is used."""

    @property
    def ids(self) -> list[int]:
        """Number of each piece in the vocabulary."""

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Start and end of each piece, in characters."""

    @property
    def word_ids(self) -> list[int | None]:
        """Which word each piece belongs to."""


class Words(NamedTuple):
    """The words of a text, in order; three lists, since an object for each word takes longer."""

    written: list[str]
    spans: list[tuple[int, int]]
    """Start and end of each, in characters."""
    pieces: list[tuple[int, ...]]
    """Numbers of the pieces of each in the vocabulary."""


def reader(tokenizer: Any) -> Callable[[str], Words]:
    """Return what cuts a text into the words that a tokenizer of an uncased BERT finds."""

    def encoded(text: str) -> Encoding:
        encoding: Encoding = tokenizer.encode(text, add_special_tokens=False)
        return encoding

    @lru_cache(maxsize=KEPT)
    def pieces(word: str) -> tuple[int, ...]:
        # Most are one piece, which is found fifty times as fast as a word is encoded.
        whole = tokenizer.token_to_id(word.lower()) if word.isascii() else None
        return tuple(encoded(word).ids) if whole is None else (whole,)

    def read(text: str) -> Words:
        if _UNFAMILIAR.search(text) or _SPECIAL.search(text):
            return words(text, encoded(text))
        spans = [match.span() for match in _WORD.finditer(text)]
        written = [text[start:end] for start, end in spans]
        return Words(written, spans, list(map(pieces, written)))

    return read


def words(text: str, encoding: Encoding) -> Words:
    """Return the words of a text, given its encoding without special pieces."""
    ids, numbers, offsets = encoding.ids, encoding.word_ids, encoding.offsets
    found = Words([], [], [])
    first = 0
    for last in range(1, len(numbers) + 1):
        if last == len(numbers) or numbers[last] != numbers[first]:
            start, end = offsets[first][0], offsets[last - 1][1]
            found.written.append(text[start:end])
            found.spans.append((start, end))
            found.pieces.append(tuple(ids[first:last]))
            first = last
    return found
