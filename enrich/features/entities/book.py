"""What the corpus knows about names: `fit` of this feature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec
from msgspec import Struct

from enrich.features.entities.counting import Forms, counted, encoded, tally
from enrich.features.entities.extract import Extract
from enrich.features.entities.keys import key
from enrich.records import MentionType
from enrich.settings.schema import EntitiesSettings, Lexicon

T = TypeVar("T")

MIN_ARTICLES = 3
"""A corpus of fewer articles with a name has no say in its type."""
MAJORITY = 0.6
"""The share of articles that must agree on a type."""
FEW = 2
"""A spelling is used by the corpus if so many articles have it."""


class NameBook(Struct, frozen=True):
    """In how many articles each name has which spelling, type and long form."""

    names: Mapping[str, Forms] = {}
    """Key of the name, then spelling, then type."""
    short: dict[str, dict[str, int]] = {}
    """Short form, then the long one that an article introduces it for."""
    lexicon: Lexicon = Lexicon()

    def articles(self, name: str) -> int:
        """Return in how many articles that very spelling occurs."""
        return sum(self.names.get(key(name), {}).get(name, {}).values())

    def is_used(self, name: str) -> bool:
        """Tell whether more than one article has that very spelling."""
        return self.articles(name) >= FEW

    def spelling(self, name: str) -> str:
        """Return the most frequent spelling of a name, accented where that is a tie."""
        usual = self.usual(key(name))
        return name if name in usual or not usual else usual[0]

    def usual(self, name: str) -> list[str]:
        """Return the spellings of a name that none is before, in order, given its key."""
        ranked = sorted(
            (-sum(types.values()), form.isascii(), form)
            for form, types in self.names.get(name, {}).items()
        )
        return [form for *rank, form in ranked if rank == list(ranked[0][:2])]

    def majority(self, name: str) -> MentionType | None:
        """Return the type that the corpus agrees on, or None."""
        counts: dict[MentionType, int] = {}
        for types in self.names.get(key(name), {}).values():
            for type_, count in types.items():
                counts[type_] = counts.get(type_, 0) + count
        total = sum(counts.values())
        if total < MIN_ARTICLES:
            return None
        best = min(counts, key=lambda type_: (-counts[type_], type_))
        return best if counts[best] >= MAJORITY * total else None

    def long_form(self, short: str) -> str | None:
        """Return what a short form stands for, if all articles that say so agree."""
        longs = self.short.get(short, {})
        keys = {key(long) for long in longs}
        return max(sorted(longs), key=longs.__getitem__) if len(keys) == 1 else None

    def spelled_out(self, short: str) -> str | None:
        """Return what a short form stands for, if the corpus uses the long one as often."""
        long = self.long_form(short)
        if long is None or self.articles(long) < max(FEW, self.articles(short)):
            return None
        return long


def fit(
    extracts: Mapping[str, Extract],
    settings: EntitiesSettings,
    lexicon: Lexicon = Lexicon(),  # noqa: B008  (frozen)
) -> NameBook:
    """Count the names of a corpus; the order of the articles does not matter."""
    del settings  # None of them changes what is counted.
    short: dict[str, dict[str, int]] = {}

    def occurrences() -> Iterator[tuple[str, MentionType]]:
        for extract in extracts.values():
            yield from sorted({(one.text, one.type) for one in extract.mentions})
            for abbreviation, long in extract.short:
                tally(short.setdefault(abbreviation, {}), long, 1)

    return NameBook(counted(occurrences()), short, lexicon)


def as_json(book: NameBook) -> bytes:
    """Return a name book as JSON, for `msgspec.json.decode`."""
    short, lexicon = map(msgspec.json.encode, (book.short, book.lexicon))
    names = b"".join(encoded(book.names))
    return b'{"names":%b,"short":%b,"lexicon":%b}' % (names, short, lexicon)


def merge(one: NameBook, other: NameBook) -> NameBook:
    """Add the counts of two parts of a corpus; the lexicon is that of the first."""
    names: dict[str, Forms] = {}
    short: dict[str, dict[str, int]] = {}
    for book in (one, other):
        for name, form, type_, count in _entries(book.names):
            tally(names.setdefault(name, {}).setdefault(form, {}), type_, count)
        for abbreviation, longs in book.short.items():
            for long, count in longs.items():
                tally(short.setdefault(abbreviation, {}), long, count)
    return NameBook(names, short, one.lexicon)


def revise(book: NameBook, added: NameBook, removed: NameBook) -> NameBook:
    """Add the counts of some articles and take away those of others that were counted before."""
    names, short = dict(book.names), dict(book.short)
    for change, sign in ((added, 1), (removed, -1)):
        for name, forms in change.names.items():
            names[name] = {form: dict(types) for form, types in names.get(name, {}).items()}
            for form, types in forms.items():
                for type_, count in types.items():
                    tally(names[name].setdefault(form, {}), type_, sign * count)
        for abbreviation, longs in change.short.items():
            short[abbreviation] = dict(short.get(abbreviation, {}))
            for long, count in longs.items():
                tally(short[abbreviation], long, sign * count)
    for name in removed.names:
        left = {form: _positive(types) for form, types in names[name].items()}
        names[name] = {form: types for form, types in left.items() if types}
    for abbreviation in removed.short:
        short[abbreviation] = _positive(short[abbreviation])
    return NameBook(
        {name: forms for name, forms in names.items() if forms},
        {name: longs for name, longs in short.items() if longs},
        book.lexicon,
    )


def _positive(counts: dict[T, int]) -> dict[T, int]:
    return {what: count for what, count in counts.items() if count > 0}


def _entries(names: Mapping[str, Forms]) -> Iterable[tuple[str, str, MentionType, int]]:
    for name, forms in names.items():
        for form, types in forms.items():
            for type_, count in types.items():
                yield name, form, type_, count
