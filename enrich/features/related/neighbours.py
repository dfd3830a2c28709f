"""The most similar articles of every article: exact, in bounded memory, the same everywhere.

Similarities are sums of whole numbers, compared as whole ten-thousandths, and ties are broken by
row, so neither the order of a sum nor the number of cores decides anything. Every row walks the
inverted lists of its terms, keeping only its best (the top-n sparse product of sparse_dot_topn);
no matrix of all pairs is ever held. Very many articles are compared with candidates only: see
`candidates`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.vectors import SCALE, scaled

UNIT = 10_000
"""Scores are whole numbers of 1/UNIT."""
SPARE = 15
"""Places kept beyond those asked for, in which ties with the last are seen."""
BLOCK_ROWS = 4096
"""Rows compared at a time; their best take about 20 bytes for each place."""
STRETCH = 1 << 21
"""Weights that rows are compared with at a time: 30 bytes each."""
BLOCK_CELLS = 4_000_000
"""Pairs compared at a time where ties are many: about 20 bytes each at worst, 80 MB in all."""
THREADS_FROM = 20_000
"""Weights in a block from which a second core helps."""
EXACT_ROWS = 200_000
"""Above so many articles each is compared with likely candidates only."""

Scores = NDArray[np.int32]
Rows = NDArray[np.int32]


class Table(Struct, frozen=True, eq=False):
    """The neighbours of row `i` are `rows[starts[i]:starts[i + 1]]`, best first."""

    starts: NDArray[np.int64]
    rows: Rows
    scores: Scores

    def of(self, row: int) -> list[tuple[int, int]]:
        """Return the neighbours of one row, each with its score."""
        place = slice(self.starts[row], self.starts[row + 1])
        return list(zip(self.rows[place].tolist(), self.scores[place].tolist(), strict=True))


def nearest(vectors: Any, count: int, least: int, *, exact_rows: int = EXACT_ROWS) -> Table:
    """Return up to `count` neighbours of every row, none under the score `least`, never itself.

    `vectors` is a CSR matrix (articles by terms) as `vectors.matrix` makes it. Time grows with
    the sum of squared document frequencies; memory is 16 bytes for each place, and some dozens of
    megabytes. With more than `exact_rows` rows a neighbour may be missed that
    shares only frequent terms.
    """
    if vectors.shape[0] > exact_rows:
        from enrich.features.related.candidates import likely_nearest

        return likely_nearest(vectors, count, least)
    others = np.full((vectors.shape[0], count), -1, np.int32)
    scores = np.zeros(others.shape, np.int32)
    for first, last in _stretches(vectors.indptr):
        inverted = _whole(vectors, slice(first, last)).T.tocsr()
        for start in range(0, vectors.shape[0], BLOCK_ROWS):
            rows = np.arange(start, min(start + BLOCK_ROWS, vectors.shape[0]))
            found = _best_of_block(vectors, inverted, rows, count, least, first)
            both = np.hstack([others[rows], found[0]]), np.hstack([scores[rows], found[1]])
            others[rows], scores[rows] = ranked(*both, count)
    return packed(others, scores)


def best_of_block(whole: Any, inverted: Any, rows: Rows, count: int, least: int) -> Table:
    """Return the neighbours of some rows of `whole`, a CSR matrix; `inverted` is its T, int32."""
    return packed(*_best_of_block(whole, inverted, rows, count, least, 0))


def _best_of_block(
    vectors: Any, inverted: Any, rows: Rows, count: int, least: int, first: int
) -> tuple[Rows, Scores]:
    """Return the best of each of `rows` and their scores, in lines of `count`.

    They are looked for in `inverted`: the transpose of the rows from `first` on, or of some.
    """
    places = count + 1 + SPARE
    found = top_products(_whole(vectors, rows), inverted, places, lowest(least))
    others, scores = padded(found, places)
    full = scores[:, -1] > 0
    last = scores[:, -1].copy()
    others += np.int32(first)
    scores[others == rows[:, None]] = 0
    others, scores = ranked(others, scores, count)
    tied = np.flatnonzero(full & (last >= scores[:, -1]))
    every = _all_best(vectors, inverted, rows[tied], count, least, first)
    for index, best in zip(tied, every, strict=True):
        others[index], scores[index] = best
    return others, scores


def _stretches(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield the first row and the end of successive rows that have so many weights at most."""
    first, size = 0, len(starts) - 1
    while first < size:
        last = int(np.searchsorted(starts, starts[first] + STRETCH, side="right")) - 1
        last = min(size, max(first + 1, last))
        yield first, last
        first = last


def _whole(vectors: Any, rows: Any) -> Any:
    return vectors[rows].astype(np.int32)


def search(
    vectors: Any, query: NDArray[np.float32], count: int, least: int
) -> list[tuple[int, int]]:
    """Return the rows most similar to a query with their scores, best first.

    `query` has one weight per column of `vectors`.
    """
    scores = to_scores(vectors @ scaled(query))
    rows, scores = best(np.arange(len(scores), dtype=np.int32), scores, count, least)
    return list(zip(rows.tolist(), scores.tolist(), strict=True))


def table(parts: list[Table]) -> Table:
    """Return the tables of successive rows as one."""
    lengths = [np.zeros(1, np.int64), *(np.diff(part.starts) for part in parts)]
    return Table(
        np.cumsum(np.concatenate(lengths)),
        np.concatenate([np.empty(0, np.int32), *(part.rows for part in parts)]),
        np.concatenate([np.empty(0, np.int32), *(part.scores for part in parts)]),
    )


def top_products(left: Any, right: Any, places: int, lowest: int) -> Any:
    """Return the `places` largest of each row of a product of int32 matrices, largest first.

    None below `lowest` is given. Which of equal ones are given is not defined.
    """
    from sparse_dot_topn import sp_matmul_topn

    if not (left.shape[0] and right.shape[1] and left.nnz and right.nnz):
        return left @ right
    # Starting threads takes longer than a small product.
    threads = cores() if left.nnz > THREADS_FROM else 1
    given = {"threshold": lowest - 1, "sort": True, "n_threads": threads}
    return sp_matmul_topn(left, right, top_n=places, **given)


def padded(found: Any, places: int) -> tuple[Rows, Scores]:
    """Return rows and scores of a CSR matrix of products as two arrays `places` wide.

    Places that are not taken have the score zero.
    """
    lengths = np.diff(found.indptr)
    taken = np.arange(places) < lengths[:, None]
    others = np.full(taken.shape, -1, np.int32)
    scores = np.zeros(taken.shape, np.int32)
    others[taken] = found.indices[: found.indptr[-1]]
    scores[taken] = to_scores(found.data[: found.indptr[-1]])
    return others, scores


def ranked(others: Rows, scores: Scores, count: int) -> tuple[Rows, Scores]:
    """Return the `count` best of each line, by score and then by row."""
    keys = (scores.astype(np.int64) << 32) - others
    order = np.argsort(-keys, axis=1, kind="stable")[:, :count]
    return np.take_along_axis(others, order, 1), np.take_along_axis(scores, order, 1)


def packed(others: Rows, scores: Scores) -> Table:
    """Return lines of neighbours as a table, without those that have the score zero."""
    kept = scores > 0
    starts = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept.sum(axis=1), out=starts[1:])
    return Table(starts, others[kept], scores[kept])


def to_scores(products: NDArray[np.int32]) -> Scores:
    """Return products of scaled weights as whole numbers of 1/UNIT, none above one."""
    one = SCALE * SCALE
    scores = (products.astype(np.int64) * UNIT + one // 2) // one
    return np.minimum(scores, UNIT).astype(np.int32)


def lowest(least: int) -> int:
    """Return the lowest product whose score is at least `least`, and not zero."""
    one = SCALE * SCALE
    return -((one // 2 - max(1, least) * one) // UNIT)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # containers may be given fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _all_best(
    vectors: Any, inverted: Any, rows: Rows, count: int, least: int, first: int
) -> Iterator[tuple[Rows, Scores]]:
    """Yield the neighbours of each row from all its products, where ties need them all."""
    step = max(1, BLOCK_CELLS // max(1, inverted.shape[1]))
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        similar = _whole(vectors, some) @ inverted
        scores = to_scores(similar.data)
        others = similar.indices + np.int32(first)
        scores[others == np.repeat(some, np.diff(similar.indptr))] = 0
        for index in range(len(some)):
            place = slice(similar.indptr[index], similar.indptr[index + 1])
            yield filled(best(others[place], scores[place], count, least), count)


def filled(best: tuple[Rows, Scores], count: int) -> tuple[Rows, Scores]:
    """Return a list as a line of `count` places; those that are not taken have the score zero."""
    missing = (0, count - len(best[0]))
    return np.pad(best[0], missing, constant_values=-1), np.pad(best[1], missing)


def best(rows: Rows, scores: Scores, count: int, least: int) -> tuple[Rows, Scores]:
    """Return the `count` highest scores that are at least `least` and not zero, with their rows."""
    floor = max(1, least)
    if len(scores) > count:
        floor = max(floor, int(np.partition(scores, -count)[-count]))
    kept = np.flatnonzero(scores >= floor)
    rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:count]
    return rows[order], scores[order]
