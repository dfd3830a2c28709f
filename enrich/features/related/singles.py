"""Words that only one article has: they connect nothing until a second article has them too.

A saved index keeps them, because a name that is new today is what tomorrow's article shares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related import vectors
from enrich.features.related.unmatched import Unmatched, Unsorted
from enrich.features.related.vectors import PAIR_WEIGHT, Vocabulary, damped, inverse_frequency
from enrich.sorting import Column
from enrich.strings import Members, Strings

Counts = Mapping[str, int]


class Singles(Struct, frozen=True, eq=False):
    """Words in code point order, each with the row of its only article and its count there."""

    words: Strings
    rows: NDArray[np.int32]
    counts: NDArray[np.int32]


class Joiners(NamedTuple):
    """Terms that have become columns, and the older articles that had them alone."""

    words: tuple[str, ...]
    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: NDArray[np.float64]
    """What each adds to the vector of its row, before that is divided by its length."""


class Joined(Sequence[str]):
    """Some strings after many others, without a copy of these."""

    def __init__(self, first: Sequence[str], second: Sequence[str]) -> None:
        self._first, self._second = first, second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        size = len(self._first)
        return self._first[place] if place < size else self._second[place - size]


class _Columns(Mapping[str, int]):
    """The columns of a vocabulary, and a few more."""

    def __init__(self, first: Mapping[str, int], more: Mapping[str, int]) -> None:
        self._first, self._more = first, more

    def __len__(self) -> int:
        return len(self._first) + len(self._more)

    def __iter__(self) -> Iterator[str]:
        return chain(self._first, self._more)

    def __getitem__(self, term: str) -> int:
        return self._more[term] if term in self._more else self._first[term]


def alone(articles: Iterable[Counts], known: Vocabulary) -> tuple[Singles, dict[str, Column]]:
    """Return the words of the articles that have no column, in order of rows, and the pairs.

    Pairs are arrays by the names that they are kept by.
    """
    members = Members(known.columns, len(known.columns))
    words: list[tuple[str, int, int]] = []
    unsorted = Unsorted()
    for row, terms in enumerate(articles):
        places = zip(terms, members.find([*terms]), strict=True)
        own = [term for term, place in places if place < 0]
        words += ((term, row, terms[term]) for term in own if " " not in term)
        unsorted.add(row, {term: terms[term] for term in own if " " in term})
    words.sort()
    rows, counts = ([one[part] for one in words] for part in (1, 2))
    found = Strings.of(word for word, _, _ in words)
    return Singles(found, np.array(rows, np.int32), np.array(counts, np.int32)), unsorted.arrays()


NONE = Singles(Strings.of(()), np.empty(0, np.int32), np.empty(0, np.int32))


def shared(
    known: Vocabulary, size: int, alone: Singles, pairs: Unmatched, articles: Sequence[Counts]
) -> tuple[Vocabulary, Joiners]:
    """Return the vocabulary with the terms that a second article has because of `articles`.

    `size` is how many articles there are with these. In `alone` and `pairs`, the row of an article
    that is there no more is -1. The second value says which older articles gain a column by that.
    """
    new: Counter[str] = Counter()
    for counts in articles:
        new.update(term for term in counts if term not in known.columns)
    had = pairs.find([term for term in sorted(new) if " " in term])
    for word in (term for term in new if " " not in term):
        place = alone.words.place(word)
        if place is not None:
            had[word] = int(alone.rows[place]), int(alone.counts[place])
    had = {term: (row, count) for term, (row, count) in had.items() if row >= 0}
    terms = [term for term in sorted(new) if new[term] + (term in had) > 1]
    df = [new[term] + (term in had) for term in terms]
    factor = [PAIR_WEIGHT if " " in term else 1.0 for term in terms]
    idf = np.array(factor) * np.array([inverse_frequency(one, size) for one in df], np.float64)
    width = len(known.idf)
    more = {term: width + number for number, term in enumerate(terms)}
    vocabulary = Vocabulary(
        _Columns(known.columns, more),
        np.append(known.frequencies, np.array(df, np.int32)),
        np.append(known.idf, idf),
        known.rare,
    )
    joined = [term for term in terms if term in had]
    columns = np.array([more[term] for term in joined], np.int32)
    tf = np.array([damped(had[term][1]) for term in joined], np.float64)
    rows = np.array([had[term][0] for term in joined], np.int32)
    return vocabulary, Joiners(tuple(terms), rows, columns, tf * vocabulary.idf[columns])


def gained(joiners: Joiners, lengths: NDArray[np.float64]) -> NDArray[np.int16]:
    """Return the weights that older articles gain, given how long all vectors are; these stay."""
    lengths = lengths[joiners.rows]
    weights = np.divide(joiners.values, lengths, out=np.zeros(len(lengths)), where=lengths > 0)
    whole: NDArray[np.int16] = vectors.scaled(weights.astype(np.float32)).astype(np.int16)
    return whole
