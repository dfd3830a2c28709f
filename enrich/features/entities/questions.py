"""What the names of an article depend on elsewhere: the answers of the corpus that it asked for.

A changed article changes many counts of the name book and few answers: a type that the corpus
agrees on, a usual spelling, what an acronym stands for. Only articles that asked for one of these
are to be named again. A question is kept as a number; that two share one costs time, no more.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from msgspec import field

from enrich.features.entities.apply import Names, apply
from enrich.features.entities.book import NameBook
from enrich.features.entities.extract import Extract
from enrich.features.entities.keys import key
from enrich.records import MentionType
from enrich.settings.schema import EntitiesSettings

_ANSWERS: Mapping[str, Callable[[NameBook, str], Any]] = {
    "articles": lambda book, name: {
        form: sum(types.values()) for form, types in book.names.get(name, {}).items()
    },
    "is used": lambda book, name: {form for form in book.names.get(name, {}) if book.is_used(form)},
    "majority": lambda book, name: book.majority(name),
    "spelling": lambda book, name: book.usual(name),
}
"""What a book says about a name, given its key; every answer to an article is made of these."""
_SHORT = "stands for"


class _Asked(NameBook, frozen=True):
    """A name book that notes what it is asked for."""

    book: NameBook = NameBook()
    questions: set[int] = field(default_factory=set)

    def articles(self, name: str) -> int:
        self.questions.add(_number("articles", key(name)))
        return self.book.articles(name)

    def is_used(self, name: str) -> bool:
        self.questions.add(_number("is used", key(name)))
        return self.book.is_used(name)

    def spelling(self, name: str) -> str:
        self.questions.add(_number("spelling", key(name)))
        return self.book.spelling(name)

    def majority(self, name: str) -> MentionType | None:
        self.questions.add(_number("majority", key(name)))
        return self.book.majority(name)

    def spelled_out(self, short: str) -> str | None:
        self.questions.add(_number(_SHORT, short))
        return self.book.spelled_out(short)


class Answered(NamedTuple):
    """The names of an article, and the questions that they depend on."""

    names: Names
    questions: frozenset[int]


def answered(extract: Extract, model: NameBook, settings: EntitiesSettings) -> Answered:
    """Return the names of an article as `apply` does, and what it asked the corpus for."""
    book = _Asked(lexicon=model.lexicon, book=model)
    return Answered(apply("", extract, book, settings), frozenset(book.questions))


def otherwise(old: NameBook, new: NameBook, parts: Collection[NameBook]) -> frozenset[int]:
    """Return the questions that two books answer otherwise.

    `parts` are books of the articles by which the two differ.
    """
    names = {name for part in parts for name in part.names}
    shorts = {short for part in parts for short in part.short} | {
        short
        for book in (old, new)
        for short, longs in book.short.items()
        if not names.isdisjoint(map(key, (short, *longs)))
    }
    found = {
        _number(kind, name)
        for kind, answer in _ANSWERS.items()
        for name in names
        if answer(old, name) != answer(new, name)
    }
    found |= {
        _number(_SHORT, short)
        for short in shorts
        if old.spelled_out(short) != new.spelled_out(short)
    }
    return frozenset(found)


def _number(kind: str, what: str) -> int:
    return zlib.crc32(f"{kind} {what}".encode("utf-8", "surrogatepass"))
