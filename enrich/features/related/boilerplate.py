"""Blocks that a whole corpus repeats: a footer, a byline, an invitation to subscribe.

They say nothing about one article, so their words are not counted. That a text is repeated is
seen from digests of blocks, as in S. Brin, J. Davis and H. Garcia-Molina, "Copy detection
mechanisms for digital documents", SIGMOD 1995.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from enrich.features.related.terms import Blocks, added

SHARE = 0.01
"""A block is boilerplate that stands in this share of the articles of a corpus ..."""
LEAST, MOST = 5, 50
"""... but never in fewer than `LEAST`, and always in `MOST` or more."""

TOGETHER = 4096
"""Blocks that are held as strings."""


class Frequencies:
    """In how many articles each block stands; twelve bytes for each block of each article."""

    def __init__(self) -> None:
        self._packed = [np.empty(0, "S1")]
        self._last: list[str] = []

    def add(self, blocks: Blocks) -> None:
        """Count the blocks of an article."""
        self._last.extend(blocks)
        if len(self._last) >= TOGETHER:
            self._pack()

    def least(self, count: int) -> dict[str, int]:
        """Return the digests of the blocks that so many articles have at least."""
        self._pack()
        digests, counts = np.unique(np.concatenate(self._packed), return_counts=True)
        often = counts >= count
        found = zip(digests[often].tolist(), counts[often].tolist(), strict=True)
        return {digest.decode(): count for digest, count in found}

    def _pack(self) -> None:
        self._packed.append(np.array(self._last, "S"))
        self._last = []


def repeated(frequencies: Mapping[str, int], size: int) -> frozenset[str]:
    """Return the digests of the blocks that too many of `size` articles have, by how many do."""
    least = max(LEAST, min(MOST, SHARE * size))
    return frozenset(digest for digest, count in frequencies.items() if count >= least)


def without(
    counts: Mapping[str, int], blocks: Blocks, repeated: frozenset[str]
) -> Mapping[str, int]:
    """Return term counts without what the repeated blocks add to them."""
    found = sorted(repeated & blocks.keys())
    if not found:
        return counts
    terms = list(counts)
    left = dict(counts)
    for digest in found:
        for place, count in added(blocks[digest]).items():
            left[terms[place]] -= count
    return {term: count for term, count in left.items() if count > 0}
