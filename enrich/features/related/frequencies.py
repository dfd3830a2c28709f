"""In how many articles each term occurs, without a table of all the terms of one article only.

Most terms of a large corpus, above all pairs of words, occur in a single article and are of no
use. A first pass over the articles marks a small table by hash; a term whose place was marked by
one article only cannot occur in two, and the second pass does not count it. No term of two
articles is lost, whatever the hashes are. Articles are counted many at a time: their terms are
sorted by hash, which costs less than to look each up in a table that no cache holds.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from enrich.strings import Growing, Strings

FILTER_FROM = 5_000
"""Articles from which a second pass costs less than the table of all terms."""
PLACES_PER_ARTICLE = 4096
"""Places of the table per article, two bits each: about twenty for each term of it alone."""
MOST_PLACES = 1 << 32
TOGETHER = 2048
"""Articles counted at a time: about 40 KB each."""
RARE_WORD = -1
"""The number, or the column, of a word that only one article has."""
RARE_PAIR = -2
"""That of a pair of words that only one article has."""

T = TypeVar("T")
Terms: TypeAlias = Mapping[str, int]


class Part(NamedTuple):
    """Some successive articles: how many terms each has, their numbers, what each counts for."""

    sizes: NDArray[np.int64]
    numbers: NDArray[np.int32]
    counts: NDArray[np.integer[Any]]
    """Of as few bytes as the largest needs."""


class Counted(NamedTuple):
    """The terms of articles as numbers, each term looked up once per article."""

    terms: Strings
    """By number, in order of appearance; some that only one article has are left out."""
    frequencies: NDArray[np.int32]
    """How many articles have the term, by number."""
    parts: deque[Part]
    """The articles in order."""
    pairs: NDArray[np.int32]
    """How many different pairs of words each article has, left out or not."""

    @property
    def size(self) -> int:
        """How many articles were counted."""
        return len(self.pairs)


class Seen(NamedTuple):
    """The places of terms that two articles may have, one bit each."""

    bits: NDArray[np.uint8]

    def twice(self, hashes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell for each hash whether two articles may have its term."""
        return _bits(self.bits, hashes & np.int64(8 * len(self.bits) - 1))


class Sketch:
    """Marks, by hash, which terms one article has, and which two and more.

    Few articles are counted without.
    """

    def __init__(self, size: int) -> None:
        places = 0
        if size >= FILTER_FROM:
            places = 1 << (min(MOST_PLACES, max(8, PLACES_PER_ARTICLE * size)) - 1).bit_length()
        self._places = places
        self._once, self._twice = np.zeros((2, places >> 3), np.uint8)

    @property
    def is_used(self) -> bool:
        """Whether there are so many articles that marking their terms pays."""
        return self._places > 0

    def add(self, articles: Sequence[Terms]) -> None:
        """Mark the terms of some articles."""
        if not self.is_used:
            return
        here = _hashes(chain.from_iterable(articles), sum(map(len, articles)))
        here &= np.int64(self._places - 1)
        here.sort()
        again = np.zeros(len(here), bool)
        again[1:] = here[1:] == here[:-1]
        again |= _bits(self._once, here)
        for marks, places in ((self._once, here), (self._twice, here[again])):
            np.bitwise_or.at(marks, places >> 3, np.uint8(1) << (places & 7).astype(np.uint8))

    def seen(self) -> Seen | None:
        """Return where two articles have a term; None where that was not looked at."""
        return Seen(self._twice) if self.is_used else None


class Numbers:
    """A number for each term, found by its hash of 64 bits, in order of hashes.

    Of 20 million terms any two share a hash in about one corpus of 90,000.
    """

    def __init__(self) -> None:
        self.terms = Growing()
        self._hashes, self._numbers = np.empty(0, np.int64), np.empty(0, np.int32)

    def of(self, terms: Sequence[str], hashes: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the number of each term; a new one is given the next."""
        different, first, which = np.unique(hashes, return_index=True, return_inverse=True)
        places = np.searchsorted(self._hashes, different)
        inside = places < len(self._hashes)
        is_new = ~inside
        is_new[inside] = self._hashes[places[inside]] != different[inside]
        numbers = np.empty(len(different), np.int32)
        numbers[~is_new] = self._numbers[places[~is_new]]
        numbers[is_new] = np.arange(is_new.sum()) + len(self.terms)
        for place in first[is_new].tolist():
            self.terms.add(terms[place])
        self._hashes = np.insert(self._hashes, places[is_new], different[is_new])
        self._numbers = np.insert(self._numbers, places[is_new], numbers[is_new])
        found: NDArray[np.int32] = numbers[which]
        return found


def count(articles: Iterable[Terms], seen: Seen | None = None) -> Counted:
    """Return the terms of articles, and which articles have them.

    `seen` is what a first pass over them gave. A word that is left out, for only one article has
    it, has the number `RARE_WORD`.
    """
    numbers = Numbers()
    parts: deque[Part] = deque()
    pairs = [np.empty(0, np.int32)]
    for some in together(articles):
        part, found = _numbered(some, numbers, seen)
        parts.append(part)
        pairs.append(found)
    frequencies = np.zeros(len(numbers.terms), np.int32)
    for part in parts:
        np.add.at(frequencies, part.numbers[part.numbers >= 0], 1)
    return Counted(numbers.terms.strings(), frequencies, parts, np.concatenate(pairs))


def sums(values: NDArray[Any], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sum of each of the successive runs of `values`, which are `sizes` long."""
    ends = np.cumsum(sizes)
    total = np.concatenate([np.zeros(1, np.int64), np.cumsum(values, dtype=np.int64)])
    found: NDArray[np.int64] = total[ends] - total[ends - sizes]
    return found


def together(articles: Iterable[T]) -> Iterator[list[T]]:
    """Yield successive articles, many at a time; each list is emptied before the next is made."""
    rest = iter(articles)
    while some := list(itertools.islice(rest, TOGETHER)):
        yield some
        some.clear()


def _numbered(
    articles: list[Terms], numbers: Numbers, seen: Seen | None
) -> tuple[Part, NDArray[np.int32]]:
    """Return the terms of some articles as numbers, and how many pairs each has."""
    names = list(chain.from_iterable(articles))
    sizes = np.array([len(terms) for terms in articles], np.int64)
    counts = np.fromiter(
        chain.from_iterable(terms.values() for terms in articles), np.int32, len(names)
    )
    is_pair = np.fromiter((" " in name for name in names), bool, len(names))
    hashes = _hashes(names, len(names))
    again = np.ones(len(names), bool) if seen is None else seen.twice(hashes)
    here = np.where(is_pair, np.int32(RARE_PAIR), np.int32(RARE_WORD))
    here[again] = numbers.of(list(compress(names, again.tolist())), hashes[again])
    kept = here != RARE_PAIR
    pairs = sums(is_pair, sizes).astype(np.int32)
    counts = counts[kept].astype(np.min_scalar_type(int(counts.max(initial=0))))
    return Part(sums(kept, sizes), here[kept], counts), pairs


def _hashes(terms: Iterable[str], size: int) -> NDArray[np.int64]:
    # The built-in hash differs between processes, which changes what is left out, not what counts.
    return np.fromiter(map(hash, terms), np.int64, size)


def _bits(marks: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.bool_]:
    bits = marks[places >> 3] >> (places & 7).astype(np.uint8)
    found: NDArray[np.bool_] = (bits & np.uint8(1)).astype(bool)
    return found
