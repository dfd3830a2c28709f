"""The nearest of every row, after a few rows are others: exact, without comparing all again.

New rows are compared with all, and merged into the lists that they may enter. A list that loses a
row is looked for again only where what is left of it may be beaten by a row that was never in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from enrich.features.related import neighbours
from enrich.features.related.neighbours import Rows, Scores, Table
from enrich.features.related.renumbering import Renumbered, spread


class Merged(NamedTuple):
    """The neighbours of all rows after a change."""

    table: Table
    changed: NDArray[np.int64]
    """The rows of old articles whose neighbours are others, or in another order."""


class _Last(NamedTuple):
    """The last of each list that was full: no row outside the list beat it."""

    rows: Rows
    scores: Scores

    def beats(self, rows: Rows, scores: Scores) -> NDArray[np.bool_]:
        """Tell which lists end with something that may be worse; a row that is gone wins ties."""
        tied: NDArray[np.bool_] = (scores == self.scores) & (rows > self.rows)
        return (self.scores > 0) & ((scores < self.scores) | tied)


def merged(old: Table, matrix: Any, rows: Renumbered, count: int, least: int) -> Merged:
    """Return the `count` nearest of all rows of `matrix`, given those before the change.

    The scores of old rows with each other are as they were. `least` is the lowest score of a
    neighbour. Time grows with the weights of `matrix` for every few hundred rows to be compared.
    """
    named, _ = _moved(old, rows, rows.named, count)
    others, scores = _moved(old, rows, rows.moved, count)
    last = _Last(others[:, -1].copy(), scores[:, -1].copy())
    broken = np.flatnonzero(((scores > 0) & (others < 0)).any(axis=1))
    scores[others < 0] = 0
    others[broken], scores[broken] = neighbours.ranked(others[broken], scores[broken], count)
    is_old = np.ones(len(others), bool)
    is_old[rows.of_new] = False
    for some, similar in _similar(matrix, rows.of_new, least):
        _search(some, similar, others, scores)
        _enter(some, similar, (others, scores), last, is_old)
    beaten = np.flatnonzero(last.beats(others[:, -1], scores[:, -1]))
    for some, similar in _similar(matrix, beaten, least):
        _search(some, similar, others, scores)
    changed = np.flatnonzero((named != others).any(axis=1))
    return Merged(neighbours.packed(others, scores), np.setdiff1d(changed, rows.of_new))


def _moved(old: Table, rows: Renumbered, numbers: Rows, count: int) -> tuple[Rows, Scores]:
    """Return the old lists with other numbers, as lines as wide as `count`; no row is -1."""
    taken = np.arange(count) < np.diff(old.starts)[:, None]
    before = np.full(taken.shape, -1, np.int32)
    points = np.zeros(taken.shape, np.int32)
    before[taken], points[taken] = numbers[old.rows], old.scores
    return spread(rows, before, -1), spread(rows, points)


def _similar(matrix: Any, rows: NDArray[np.int64], least: int) -> Iterator[tuple[Any, Any]]:
    """Yield some of `rows` at a time with the scores of all with them, all by some, as CSC."""
    from scipy.sparse import vstack

    step = max(1, neighbours.BLOCK_CELLS // max(1, matrix.shape[0]))
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        columns = matrix[some].astype(np.int32).T.tocsr()
        blocks = range(0, matrix.shape[0], neighbours.BLOCK_ROWS)
        found = vstack(
            [matrix[at : at + neighbours.BLOCK_ROWS].astype(np.int32) @ columns for at in blocks],
            format="csc",
        )
        found.data = neighbours.to_scores(found.data)
        found.data[found.indices == np.repeat(some, np.diff(found.indptr))] = 0
        found.data[found.data < max(1, least)] = 0
        found.eliminate_zeros()
        yield some, found


def _search(some: NDArray[np.int64], similar: Any, others: Rows, scores: Scores) -> None:
    """Put the best of all into the lists of some rows."""
    count = others.shape[1]
    for index, row in enumerate(some.tolist()):
        place = slice(similar.indptr[index], similar.indptr[index + 1])
        best = neighbours.best(similar.indices[place], similar.data[place], count, 1)
        others[row], scores[row] = neighbours.filled(best, count)


def _enter(
    some: NDArray[np.int64],
    similar: Any,
    lists: tuple[Rows, Scores],
    last: _Last,
    is_old: NDArray[np.bool_],
) -> None:
    """Put new rows into each list of an old row whose last they beat."""
    others, scores = lists
    count = others.shape[1]
    owners, new = similar.indices, np.repeat(some, np.diff(similar.indptr)).astype(np.int32)
    tied = (similar.data == last.scores[owners]) & (new < last.rows[owners])
    may = np.flatnonzero(is_old[owners] & ((similar.data > last.scores[owners]) | tied))
    may = may[np.argsort(owners[may], kind="stable")]
    starts = np.flatnonzero(np.diff(owners[may], prepend=-1))
    for places in np.split(may, starts[1:]) if len(may) else ():
        row = owners[places[0]]
        rows = np.append(others[row], new[places])
        points = np.append(scores[row], similar.data[places])
        others[row], scores[row] = neighbours.filled(neighbours.best(rows, points, count, 1), count)
