"""Blocks that a whole corpus repeats: a footer, a byline, an invitation to subscribe.

They say nothing about one article, so their words are not counted. That a text is repeated is
seen from digests of blocks, as in S. Brin, J. Davis and H. Garcia-Molina, "Copy detection
mechanisms for digital documents", SIGMOD 1995.
"""

from __future__ import annotations

from collections.abc import Mapping

from enrich.features.related.terms import Blocks

SHARE = 0.01
"""A block is boilerplate that stands in this share of the articles of a corpus ..."""
LEAST, MOST = 5, 50
"""... but never in fewer than `LEAST`, and always in `MOST` or more."""


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
        for place, count in blocks[digest].items():
            left[terms[place]] -= count
    return {term: count for term, count in left.items() if count > 0}
