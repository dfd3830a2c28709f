"""Neighbours among very many articles: likely ones are found first, then compared in full.

A term that many articles have costs the most time and tells the least. Candidates are the
articles whose rarer terms agree most with those of an article; only for them is the rest of the
cosine added, so every score is exact, and what can be missed is a neighbour that shares little but
frequent terms. (Lists of frequent terms left out at first: C. Buckley and A. F. Lewit,
"Optimization of inverted vector searches", SIGIR 1985.)
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from enrich.features.related import neighbours
from enrich.features.related.neighbours import Table

FREQUENT = 0.01
"""The share of articles from which a term finds no candidates."""
CANDIDATES = 200
"""How many articles are compared in full with each, at least."""
BLOCK_ROWS = 4096
TOGETHER = 256
"""Articles whose candidates are compared at a time: about 20 bytes for each of their terms."""


def likely_nearest(
    vectors: Any,
    count: int,
    least: int,
    *,
    frequent: float = FREQUENT,
    candidates: int = CANDIDATES,
) -> Table:
    """Return neighbours as `neighbours.nearest` does, most of them the same.

    Time grows with the sum of squared document frequencies of the terms that are not frequent;
    memory is twice that of `vectors`.
    """
    frequencies = np.bincount(vectors.indices, minlength=vectors.shape[1])
    is_frequent = frequencies > max(1, int(frequent * vectors.shape[0]))
    rest = _columns(vectors, is_frequent)
    rare = _columns(vectors, ~is_frequent).astype(np.int32)
    inverted = rare.T.tocsr()
    places = max(candidates, 2 * count) + 1
    parts: list[Table] = []
    for first in range(0, rare.shape[0], BLOCK_ROWS):
        rows = np.arange(first, min(first + BLOCK_ROWS, rare.shape[0]))
        found = neighbours.top_products(rare[rows], inverted, places, 1)
        products = np.concatenate(
            [
                _products(rest, rows[start : start + TOGETHER], found[start : start + TOGETHER])
                for start in range(0, len(rows), TOGETHER)
            ]
        )
        found.data[: len(products)] += products
        parts.append(_best(found, rows, places, count, least))
    return neighbours.table(parts)


def _columns(vectors: Any, chosen: NDArray[np.bool_]) -> Any:
    """Return the chosen columns of a CSR matrix, numbered anew."""
    kept = chosen[vectors.indices]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])[vectors.indptr]
    numbers = np.cumsum(chosen, dtype=np.int32) - np.int32(1)
    parts = (vectors.data[kept], numbers[vectors.indices[kept]], starts)
    return sp.csr_matrix(parts, shape=(vectors.shape[0], int(chosen.sum())))


def _products(rest: Any, rows: NDArray[np.int64], found: Any) -> NDArray[np.int32]:
    """Return the product of each of `rows` of `rest` with each row that was found for it."""
    queries = rest[rows].astype(np.int32).toarray()
    which = np.repeat(np.arange(len(rows)), np.diff(found.indptr))
    others = found.indices[: len(which)]
    lengths = np.diff(rest.indptr)[others]
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1] if len(ends) else 0)
    places += np.repeat(rest.indptr[others] - (ends - lengths), lengths)
    cells = np.repeat(which * rest.shape[1], lengths) + rest.indices[places]
    sums = np.zeros(len(places) + 1, np.int64)
    np.cumsum(queries.ravel()[cells] * rest.data[places], out=sums[1:])
    products: NDArray[np.int32] = (sums[ends] - sums[ends - lengths]).astype(np.int32)
    return products


def _best(found: Any, rows: NDArray[np.int64], places: int, count: int, least: int) -> Table:
    others, scores = neighbours.padded(found, places)
    scores[(others == rows[:, None]) | (scores < max(1, least))] = 0
    return neighbours.packed(*neighbours.ranked(others, scores, count))
