"""In how many articles each term occurs, without a table of all the terms of one article only.

Most terms of a large corpus, above all pairs of words, occur in a single article and are of no
use. A first pass over the articles marks a small table by hash; a term whose place was marked by
one article only cannot occur in two, and the second pass does not count it. No term of two
articles is lost, whatever the hashes are. Articles are counted some hundreds at a time, for a
handful of operations on an array of one article's terms costs more than reading its terms.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

FILTER_FROM = 5_000
"""Articles from which a second pass costs less than the table of all terms."""
PLACES_PER_ARTICLE = 1024
"""Places of the table per article: about five for each of its terms that no other has."""
MOST_PLACES = 1 << 30
"""Bytes of the table at most, during the first pass; an eighth of it is kept for the second."""
TOGETHER = 256
"""Articles counted at a time."""
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
    counts: NDArray[np.int32]


class Counted(NamedTuple):
    """The terms of articles as numbers, each term looked up once per article."""

    terms: list[str]
    """By number, in order of appearance; some that only one article has are left out."""
    frequencies: NDArray[np.int32]
    """How many articles have the term, by number."""
    parts: list[Part]
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

    def twice(self, terms: Iterable[str], size: int) -> NDArray[np.bool_]:
        """Tell for each of `size` terms whether two articles may have it."""
        places = _places(terms, size, 8 * len(self.bits))
        bits = self.bits[places >> 3] >> (places & 7).astype(np.uint8)
        found: NDArray[np.bool_] = (bits & np.uint8(1)).astype(bool)
        return found


class Sketch:
    """Marks, by hash, how many articles have a term: none, one, or two and more.

    Few articles are counted without.
    """

    def __init__(self, size: int) -> None:
        places = 0
        if size >= FILTER_FROM:
            places = 1 << (min(MOST_PLACES, max(8, PLACES_PER_ARTICLE * size)) - 1).bit_length()
        self._marks = np.zeros(places, np.uint8)

    def add(self, articles: Sequence[Terms]) -> None:
        """Mark the terms of some articles."""
        if not len(self._marks):
            return
        here = _places(chain.from_iterable(articles), sum(map(len, articles)), len(self._marks))
        here.sort()
        self._marks[here] = np.minimum(self._marks[here] + np.uint8(1), np.uint8(2))
        self._marks[here[1:][here[1:] == here[:-1]]] = 2

    def seen(self) -> Seen | None:
        """Return where two articles have a term; None where that was not looked at."""
        return Seen(np.packbits(self._marks > 1, bitorder="little")) if len(self._marks) else None


def count(articles: Iterable[Terms], seen: Seen | None = None) -> Counted:
    """Return the terms of articles, and which articles have them.

    `seen` is what a first pass over them gave. A word that is left out, for only one article has
    it, has the number `RARE_WORD`.
    """
    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    parts, pairs = [], [np.empty(0, np.int32)]
    for some in together(articles):
        part, found = _numbered(some, numbers, seen)
        parts.append(part)
        pairs.append(found)
    frequencies = np.zeros(len(numbers), np.int32)
    for part in parts:
        np.add.at(frequencies, part.numbers[part.numbers >= 0], 1)
    return Counted(list(numbers), frequencies, parts, np.concatenate(pairs))


def sums(values: NDArray[Any], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sum of each of the successive runs of `values`, which are `sizes` long."""
    ends = np.cumsum(sizes)
    total = np.concatenate([np.zeros(1, np.int64), np.cumsum(values, dtype=np.int64)])
    found: NDArray[np.int64] = total[ends] - total[ends - sizes]
    return found


def together(articles: Iterable[T]) -> Iterator[list[T]]:
    """Yield successive articles, some hundreds at a time."""
    rest = iter(articles)
    while some := list(itertools.islice(rest, TOGETHER)):
        yield some


def _numbered(
    articles: list[Terms], numbers: defaultdict[str, int], seen: Seen | None
) -> tuple[Part, NDArray[np.int32]]:
    """Return the terms of some articles as numbers, and how many pairs each has."""
    names = list(chain.from_iterable(articles))
    sizes = np.array([len(terms) for terms in articles], np.int64)
    counts = np.fromiter(
        chain.from_iterable(terms.values() for terms in articles), np.int32, len(names)
    )
    is_pair = np.fromiter((" " in name for name in names), bool, len(names))
    again = np.ones(len(names), bool) if seen is None else seen.twice(names, len(names))
    here = np.where(is_pair, np.int32(RARE_PAIR), np.int32(RARE_WORD))
    chosen = compress(names, again.tolist())
    here[again] = np.fromiter(map(numbers.__getitem__, chosen), np.int32, int(again.sum()))
    kept = here != RARE_PAIR
    pairs = sums(is_pair, sizes).astype(np.int32)
    return Part(sums(kept, sizes), here[kept], counts[kept]), pairs


def _places(terms: Iterable[str], size: int, places: int) -> NDArray[np.int64]:
    # The built-in hash differs between processes, which changes what is left out, not what counts.
    return np.fromiter(map(hash, terms), np.int64, size) & np.int64(places - 1)
