"""What an edit needs of a language: the text between the fences, parsed and ready to be spliced."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, Protocol

from enrich.frontmatter.state import State
from enrich.records import Value


class Change(NamedTuple):
    """What is to happen to the text; foreign entries are not mentioned."""

    touched: Collection[str]
    """Keys whose present entries are replaced or removed."""
    values: Mapping[str, Value]
    """What is written, by key, in the order wanted; the record of digests is last, if it stays."""
    record: str
    """The name of the record of digests, which always stands at the end."""
    ours: Collection[str]
    """Keys that say nothing about the habits of the file."""
    eol: str
    """The line end of the opening fence."""


class Text(Protocol):
    """Front matter in one language, parsed."""

    def state(self, keys: Collection[str], record: str) -> State:
        """Return what stands there of ours; raises FrontMatterError where that is not clear."""
        ...

    def line_of(self, name: str) -> int | None:
        """Return the line in the file of the last entry with that key, or None."""
        ...

    def foreign(self, touched: Collection[str]) -> tuple[str, Any]:
        """Return the characters outside the touched entries, and what the other entries say."""
        ...

    def edited(self, change: Change) -> str:
        """Return the text with the change made; raises FrontMatterError where it cannot be."""
        ...


class Language(NamedTuple):
    """How one language is read, and what it can hold."""

    parse: Callable[[str, int], Text]
    """Takes the text and the line of the file on which it starts; raises FrontMatterError."""
    hold: Callable[[Value], Value]
    """What a value reads back as, once it was written in this language."""


def eol_after(text: str, opener: str) -> str:
    """Return the line end to write after `text`: that of its last line, else the opener's."""
    if not text:
        return opener
    return "\r\n" if text.endswith("\r\n") else "\n"
