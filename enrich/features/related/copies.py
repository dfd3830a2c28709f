"""Articles that say nearly the same: syndicated copies, updates, a notice inside a report.

Two texts are copies if most of their pairs of words are the same, or if one is mostly part of
the other: resemblance and containment of A. Broder, "On the resemblance and containment of
documents", SEQUENCES 1997. Only candidates are compared, so the pairs are counted, not sampled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

CONTAINMENT = 0.75
"""This share of the pairs of the shorter one is in the other ..."""
LEAST_PAIRS = 12
"""... and it has so many pairs at least; two short notices may share a phrase by chance."""


class Pairs(Struct, frozen=True, eq=False):
    """The different pairs of words of each article."""

    columns: NDArray[np.bool_]
    """Which columns of the matrix are pairs."""
    counts: NDArray[np.int64]
    """How many different pairs each article has, those without a column too."""


def pairs(articles: Iterable[Mapping[str, int]], terms: Iterable[str]) -> Pairs:
    """Return the pairs of articles, given their term counts, and the terms that have a column."""
    counts = [count(article) for article in articles]
    return Pairs(np.array([" " in term for term in terms], bool), np.array(counts, np.int64))


def count(terms: Mapping[str, int]) -> int:
    """Return how many different pairs are among the terms of an article."""
    return sum(" " in term for term in terms)


def containment(
    columns: NDArray[np.int32], own: int, rows: Iterable[int], vectors: Any, known: Pairs
) -> dict[int, float]:
    """Return what share of the pairs of the shorter one an article shares with each of `rows`.

    `columns` are those of its vector, `own` is how many pairs it has. Zero for too short ones.
    """
    mine = np.zeros(len(known.columns), bool)
    mine[columns] = known.columns[columns]
    found = {}
    for row in rows:
        shorter = min(own, int(known.counts[row]))
        place = slice(vectors.indptr[row], vectors.indptr[row + 1])
        shared = int(np.count_nonzero(mine[vectors.indices[place]]))
        found[row] = shared / shorter if shorter >= LEAST_PAIRS else 0.0
    return found
