"""Neighbours among very many articles: likely ones are found first, then compared in full.

A term that many articles have costs the most time and tells the least. Candidates are the articles
that agree most in their rare terms and in the few others that weigh most in each of them; only
for candidates is the rest of the cosine added, so every score is exact, and what can be missed is
a neighbour that shares little but frequent terms. (Lists of frequent terms left out at first:
C. Buckley and A. F. Lewit, "Optimization of inverted vector searches", SIGIR 1985; of each
document only the terms that weigh most: D. Carmel et al., "Static index pruning for information
retrieval systems", SIGIR 2001.)
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import DTypeLike, NDArray

from enrich.features.related import neighbours
from enrich.features.related.neighbours import Table

FREQUENT = 0.003
"""The share of articles from which a term is frequent: it finds candidates ..."""
HEAVIEST = 20
"""... only where it is among so many frequent ones that weigh most in an article."""
CANDIDATES = 200
"""How many articles are compared in full with each, at least."""
BLOCK_ROWS = 4096
CHUNK = 1 << 22
TOGETHER = 128
"""Articles whose candidates are compared at a time: 15 bytes for each of their frequent terms."""


class _Split(NamedTuple):
    """The weights of articles, by what they are used for; CSR matrices, articles by terms."""

    finding: Any
    """Those that find candidates, int32."""
    frequent: Any
    """Those of frequent terms."""
    heaviest: Any
    """Those of frequent terms that find candidates; numbered as `frequent`."""


def likely_nearest(
    vectors: Any,
    count: int,
    least: int,
    *,
    frequent: float = FREQUENT,
    heaviest: int = HEAVIEST,
    candidates: int = CANDIDATES,
) -> Table:
    """Return neighbours as `neighbours.nearest` does, most of them the same.

    Time grows with the sum of squared document frequencies of the weights that find candidates;
    memory is three times that of `vectors`.
    """
    split = _split(vectors, frequent, heaviest)
    inverted = split.finding.T.tocsr()
    places = max(candidates, 2 * count) + 1
    parts: list[Table] = []
    with ThreadPoolExecutor(neighbours.cores()) as pool:
        for rows in _blocks(vectors.shape[0], BLOCK_ROWS):
            found = neighbours.top_products(split.finding[rows], inverted, places, 1)
            smaller = [rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER)]
            lists = [found[some - rows[0]] for some in smaller]
            products = np.concatenate([*pool.map(partial(_rest, split), smaller, lists)])
            found.data[: len(products)] += products
            parts.append(_best(found, rows, places, count, least))
    return neighbours.table(parts)


def _blocks(size: int, rows: int) -> Iterator[NDArray[np.int64]]:
    return (np.arange(first, min(first + rows, size)) for first in range(0, size, rows))


def _split(vectors: Any, frequent: float, heaviest: int) -> _Split:
    frequencies = np.zeros(vectors.shape[1], np.int32)
    for some in _chunks(vectors.indices):
        np.add.at(frequencies, some, 1)
    is_frequent = frequencies > max(1, int(frequent * vectors.shape[0]))
    numbers = np.cumsum(is_frequent, dtype=np.int32) - np.int32(1)
    within = _looked_up(is_frequent, vectors.indices)
    rest = _chosen(vectors, within)
    rest = sp.csr_matrix(
        (rest.data, _looked_up(numbers, rest.indices), rest.indptr),
        (vectors.shape[0], is_frequent.sum()),
    )
    heavy = _heaviest(rest, heaviest)
    finding = ~within
    finding[within] = heavy
    return _Split(_chosen(vectors, finding, np.int32), rest, _chosen(rest, heavy))


def _chunks(places: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    """Yield an array in parts: NumPy makes indices of 8 bytes of those that it is given."""
    return (places[start : start + CHUNK] for start in range(0, len(places), CHUNK))


def _looked_up(table: NDArray[Any], places: NDArray[np.int32]) -> NDArray[Any]:
    return np.concatenate([table[:0], *(table[some] for some in _chunks(places))])


def _chosen(matrix: Any, kept: NDArray[np.bool_], kind: DTypeLike = np.int16) -> Any:
    """Return a CSR matrix of `kind` with some of the weights of another only."""
    starts = np.zeros(matrix.shape[0] + 1, np.int64)
    there = np.flatnonzero(np.diff(matrix.indptr))
    if len(there):
        starts[there + 1] = np.add.reduceat(kept, matrix.indptr[there], dtype=np.int64)
    parts = (matrix.data[kept].astype(kind), matrix.indices[kept], np.cumsum(starts))
    return sp.csr_matrix(parts, shape=matrix.shape)


def _heaviest(matrix: Any, most: int) -> NDArray[np.bool_]:
    """Tell which weights are among the `most` heaviest of their row; of equal ones, the first."""
    parts = [np.empty(0, bool)]
    for rows in _blocks(matrix.shape[0], BLOCK_ROWS):
        starts = matrix.indptr[rows[0] : rows[-1] + 2]
        weights = matrix.data[starts[0] : starts[-1]]
        lines = np.repeat(rows, np.diff(starts))
        order = np.lexsort((-weights, lines))
        kept = np.empty(len(weights), bool)
        kept[order] = (
            np.arange(len(weights)) - np.repeat(starts[:-1] - starts[0], np.diff(starts)) < most
        )
        parts.append(kept)
    return np.concatenate(parts)


def _rest(split: _Split, rows: NDArray[np.int64], found: Any) -> NDArray[np.int32]:
    """Return what the cosine of each row with each that was found for it lacks yet."""
    every = _products(split.frequent, rows, found)
    known: NDArray[np.int32] = _products(split.heaviest, rows, found)
    return every - known


def _products(matrix: Any, rows: NDArray[np.int64], found: Any) -> NDArray[np.int32]:
    """Return the product of each of `rows` with each row that was found for it.

    All are one product of a matrix and a vector: the rows stand in the vector one after another,
    and those found are moved to where their partner stands. (SciPy lets other threads run then.)
    """
    queries = matrix[rows].astype(np.int32).toarray()
    which = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(found.indptr))
    others = matrix[found.indices[: len(which)]]
    moved = np.repeat(which * np.int32(matrix.shape[1]), np.diff(others.indptr)) + others.indices
    parts = (others.data.astype(np.int32), moved, others.indptr)
    products: NDArray[np.int32] = (
        sp.csr_matrix(parts, shape=(len(which), queries.size)) @ queries.ravel()
    )
    return products


def _best(found: Any, rows: NDArray[np.int64], places: int, count: int, least: int) -> Table:
    others, scores = neighbours.padded(found, places)
    scores[(others == rows[:, None]) | (scores < max(1, least))] = 0
    return neighbours.packed(*neighbours.ranked(others, scores, count))
