"""In how many articles each term occurs, without a table of all the terms of one article only.

Most terms of a large corpus, above all pairs of words, occur in a single article and are of no
use. A first pass over the articles marks a small table by hash; a term whose place was marked by
one article only cannot occur in two, and the second pass does not count it. No term of two
articles is lost, whatever the hashes are.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import compress
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

FILTER_FROM = 5_000
"""Articles from which a second pass costs less than the table of all terms."""
PLACES_PER_ARTICLE = 1024
"""Places of the table per article: about five for each of its terms that no other has."""
MOST_PLACES = 1 << 28
RARE_WORD = -1
"""The number, or the column, of a word that only one article has."""
RARE_PAIR = -2
"""That of a pair of words that only one article has."""


class TermCounts(Protocol):
    """The term counts of articles, which can be gone through more than once."""

    def __iter__(self) -> Iterator[Mapping[str, int]]: ...


class Counted(NamedTuple):
    """The terms of articles as numbers, each term looked up once per article."""

    terms: list[str]
    """By number, in order of appearance; some that only one article has are left out."""
    frequencies: NDArray[np.int32]
    """How many articles have the term, by number."""
    articles: list[tuple[NDArray[np.int32], NDArray[np.int32]]]
    """The numbers of the terms of each article, and what each counts for."""
    pairs: NDArray[np.int32]
    """How many different pairs of words each article has, left out or not."""


def count(articles: TermCounts, size: int) -> Counted:
    """Return the terms of `size` articles, and which articles have them.

    A word that is left out, for only one article has it, has the number `RARE_WORD`.
    """
    seen = _seen(articles, size) if size >= FILTER_FROM else None
    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    pairs = np.zeros(size, np.int32)
    rows = []
    for row, terms in enumerate(articles):
        pairs[row] = sum(" " in term for term in terms)
        rows.append(_numbered(terms, numbers, seen))
    total = len(numbers)
    frequencies = np.zeros(total, np.int32)
    for here, _ in rows:
        frequencies[here[here >= 0]] += 1
    return Counted(list(numbers), frequencies, rows, pairs)


def _numbered(
    terms: Mapping[str, int], numbers: defaultdict[str, int], seen: NDArray[np.uint8] | None
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    counts = np.fromiter(terms.values(), np.int32, len(terms))
    if seen is None:
        return np.fromiter(map(numbers.__getitem__, terms), np.int32, len(terms)), counts
    again = seen[_places(terms, len(seen))] > 1
    names = list(terms)
    chosen = compress(names, again.tolist())
    here = np.full(len(names), RARE_PAIR, np.int32)
    here[again] = np.fromiter(map(numbers.__getitem__, chosen), np.int32, int(again.sum()))
    for place in np.flatnonzero(~again).tolist():
        if " " not in names[place]:
            here[place] = RARE_WORD
    kept = here != RARE_PAIR
    return here[kept], counts[kept]


def _seen(articles: TermCounts, size: int) -> NDArray[np.uint8]:
    """Return, by place, how many articles have a term there; two stands for more."""
    places = 1 << (min(MOST_PLACES, PLACES_PER_ARTICLE * size) - 1).bit_length()
    seen = np.zeros(places, np.uint8)
    for terms in articles:
        here = _places(terms, places)
        seen[here] = np.minimum(seen[here] + np.uint8(1), np.uint8(2))
    return seen


def _places(terms: Mapping[str, int], places: int) -> NDArray[np.int64]:
    # The built-in hash differs between processes, which changes what is left out, not what counts.
    return np.fromiter(map(hash, terms), np.int64, len(terms)) & np.int64(places - 1)
