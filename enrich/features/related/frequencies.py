"""In how many articles each term occurs, without a table of all the terms of one article only.

Most terms of a large corpus, above all pairs of words, occur in a single article and are of no
use. A first pass over the articles marks a small table by hash; a term whose place was marked by
one article only cannot occur in two, and the second pass does not count it. No term of two
articles is lost, whatever the hashes are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import compress
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FILTER_FROM = 5_000
"""Articles from which a second pass costs less than the table of all terms."""
PLACES_PER_ARTICLE = 1024
"""Places of the table per article: about five for each of its terms that no other has."""
MOST_PLACES = 1 << 28


class TermCounts(Protocol):
    """The term counts of articles, which can be gone through more than once."""

    def __iter__(self) -> Iterator[Mapping[str, int]]: ...


def article_frequencies(articles: TermCounts, size: int) -> Counter[str]:
    """Return in how many of `size` articles each term occurs.

    Of a large corpus, some or all of the terms that only one article has are left out.
    """
    frequencies: Counter[str] = Counter()
    if size < FILTER_FROM:
        for terms in articles:
            frequencies.update(terms.keys())
        return frequencies
    seen = _seen(articles, size)
    for terms in articles:
        again = seen[_places(terms, len(seen))] > 1
        frequencies.update(compress(terms, again.tolist()))
    return frequencies


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
