"""Neighbours among very many articles: likely ones are found first, then compared in full.

A term that many articles have costs the most time and tells the least. Each article looks for
candidates by its most telling terms, up to a number of articles looked at that is the same for a
corpus of any size; the rest of the cosine is added for the best of these alone. Every score is
exact, and what can be missed is a neighbour that shares little but frequent terms. (Terms taken in
order of worth until a budget is spent: C. Buckley and A. F. Lewit, "Optimization of inverted
vector searches", SIGIR 1985; V. N. Anh and A. Moffat, "Pruned query evaluation using pre-computed
impacts", SIGIR 2006.)
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

POSTINGS = 60_000
"""After so many articles looked at, an article takes no further term to find candidates by."""
CANDIDATES = 400
"""How many articles are compared in full with each, at least."""
BLOCK_ROWS = 4096
CHUNK = 1 << 22
TOGETHER = 64
"""Articles whose candidates are compared at a time, at most: 15 bytes for each of their terms."""
CELLS = 1 << 20
"""Their weights, zeros among them, at most: 4 bytes each."""


class _Split(NamedTuple):
    """The weights of articles, by what they are used for; CSR matrices, articles by terms."""

    rest: Any
    """Those that do not find candidates."""
    frequent: Any
    """All of the terms that are in `rest`, numbered alike."""


def likely_nearest(
    vectors: Any,
    count: int,
    least: int,
    *,
    postings: int = POSTINGS,
    candidates: int = CANDIDATES,
) -> Table:
    """Return neighbours as `neighbours.nearest` does, most of them the same.

    Time grows with the number of articles, and with `postings`; memory is four times that of
    `vectors`.
    """
    finds = _finding(vectors, postings)
    split = _split(vectors, finds)
    inverted = vectors.T.tocsr().astype(np.int32)
    places = max(candidates, 2 * count) + 1
    together = min(TOGETHER, max(1, CELLS // max(1, split.rest.shape[1])))
    parts: list[Table] = []
    with ThreadPoolExecutor(neighbours.cores()) as pool:
        for rows in _blocks(vectors.shape[0], BLOCK_ROWS):
            telling = finds[vectors.indptr[rows[0]] : vectors.indptr[rows[-1] + 1]]
            some = _chosen(vectors[rows], telling, np.int32)
            found = neighbours.top_products(some, inverted, places, 1)
            smaller = [rows[start : start + together] for start in range(0, len(rows), together)]
            lists = [found[some - rows[0]] for some in smaller]
            products = np.concatenate([*pool.map(partial(_rest, split), smaller, lists)])
            found.data[: len(products)] += products
            parts.append(_best(found, rows, places, count, least))
    return neighbours.table(parts)


def _finding(vectors: Any, most: int) -> NDArray[np.bool_]:
    """Tell which weights find candidates: the most telling of each article.

    A term is worth the square of its weight for each article that has it. Terms are taken until
    `most` articles have been looked at.
    """
    frequencies = _frequencies(vectors)
    parts = [np.empty(0, bool)]
    for rows in _blocks(vectors.shape[0], BLOCK_ROWS):
        starts = vectors.indptr[rows[0] : rows[-1] + 2]
        place = slice(starts[0], starts[-1])
        costs = frequencies[vectors.indices[place]]
        worth = vectors.data[place].astype(np.float64) ** 2 / costs
        sizes = np.diff(starts)
        order = np.lexsort((-worth, np.repeat(rows, sizes)))
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(costs[order])])
        kept = np.empty(len(costs), bool)
        kept[order] = before[:-1] - np.repeat(before[starts[:-1] - starts[0]], sizes) < most
        parts.append(kept)
    return np.concatenate(parts)


def _frequencies(vectors: Any) -> NDArray[np.int64]:
    """Return how many articles have each term."""
    found = np.zeros(vectors.shape[1], np.int64)
    for some in _chunks(vectors.indices):
        np.add.at(found, some, 1)
    return found


def _split(vectors: Any, finds: NDArray[np.bool_]) -> _Split:
    is_frequent = np.zeros(vectors.shape[1], bool)
    for start in range(0, len(finds), CHUNK):
        place = slice(start, start + CHUNK)
        is_frequent[vectors.indices[place][~finds[place]]] = True
    numbers = np.cumsum(is_frequent, dtype=np.int32) - np.int32(1)
    within = _looked_up(is_frequent, vectors.indices)
    every = _chosen(vectors, within)
    shape = (vectors.shape[0], int(is_frequent.sum()))
    every = sp.csr_matrix((every.data, _looked_up(numbers, every.indices), every.indptr), shape)
    return _Split(_chosen(every, ~finds[within]), every)


def _blocks(size: int, rows: int) -> Iterator[NDArray[np.int64]]:
    return (np.arange(first, min(first + rows, size)) for first in range(0, size, rows))


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


def _rest(split: _Split, rows: NDArray[np.int64], found: Any) -> NDArray[np.int32]:
    """Return what the cosine of each row with each that was found for it lacks yet.

    All are one product of a matrix and a vector: the rows stand in the vector one after another,
    and those found are moved to where their partner stands. (SciPy lets other threads run then.)
    """
    queries = split.rest[rows].astype(np.int32).toarray()
    which = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(found.indptr))
    others = split.frequent[found.indices[: len(which)]]
    moved = np.repeat(which * np.int32(queries.shape[1]), np.diff(others.indptr)) + others.indices
    parts = (others.data.astype(np.int32), moved, others.indptr)
    products: NDArray[np.int32] = (
        sp.csr_matrix(parts, shape=(len(which), queries.size)) @ queries.ravel()
    )
    return products


def _best(found: Any, rows: NDArray[np.int64], places: int, count: int, least: int) -> Table:
    others, scores = neighbours.padded(found, places)
    scores[(others == rows[:, None]) | (scores < max(1, least))] = 0
    return neighbours.packed(*neighbours.ranked(others, scores, count))
