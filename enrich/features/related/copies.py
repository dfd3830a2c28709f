"""Articles that say nearly the same: syndicated copies, updates, a notice inside a report.

Two texts are copies if most of their pairs of words are the same, or if one is mostly part of
the other: resemblance and containment of A. Broder, "On the resemblance and containment of
documents", SEQUENCES 1997. Only candidates are compared, so the pairs are counted, not sampled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

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
    counts: NDArray[np.int32]
    """How many different pairs each article has, those without a column too."""


class Mine(NamedTuple):
    """An article that is compared with others."""

    columns: NDArray[np.int32]
    """Those of its vector."""
    size: int
    """How many different pairs it has."""


def pairs(counts: NDArray[np.int32], terms: Iterable[str]) -> Pairs:
    """Return the pairs of articles, given how many each has, and the terms that have a column."""
    return Pairs(np.array([" " in term for term in terms], bool), counts)


def count(terms: Mapping[str, int]) -> int:
    """Return how many different pairs are among the terms of an article."""
    return sum(" " in term for term in terms)


def containment(mine: Mine, rows: Iterable[int], vectors: Any, known: Pairs) -> dict[int, float]:
    """Return what share of the pairs of the shorter one an article shares with each of `rows`.

    Zero for too short ones.
    """
    own = np.zeros(len(known.columns), bool)
    own[mine.columns] = known.columns[mine.columns]
    found = {}
    for row in rows:
        shorter = min(mine.size, int(known.counts[row]))
        if shorter < LEAST_PAIRS:
            found[row] = 0.0
            continue
        place = slice(vectors.indptr[row], vectors.indptr[row + 1])
        shared = int(np.count_nonzero(own[vectors.indices[place]]))
        found[row] = shared / shorter
    return found
