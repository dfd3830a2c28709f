"""The most similar articles of every article: exact, in bounded memory, the same everywhere.

Similarities are compared as whole ten-thousandths, and ties are broken by row, so the last
bits of a float decide nothing. A block of rows times the transposed matrix walks the inverted
lists of their terms; no matrix of all pairs is ever held.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

UNIT = 10_000
"""Scores are whole numbers of 1/UNIT."""
BLOCK_CELLS = 4_000_000
"""Pairs compared at a time: about 20 bytes each at worst, 80 MB in all."""

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


def nearest(vectors: Any, count: int, least: int, block_cells: int = BLOCK_CELLS) -> Table:
    """Return up to `count` neighbours of every row, none under the score `least`, never itself.

    `vectors` is a CSR matrix of unit rows (articles by terms). Time grows with the sum of
    squared document frequencies, memory with `block_cells`.
    """
    size = vectors.shape[0]
    inverted = vectors.T.tocsr()
    step = max(1, block_cells // max(1, size))
    found: list[tuple[Rows, Scores]] = []
    for first in range(0, size, step):
        similar = vectors[first : first + step] @ inverted
        scores = _to_scores(similar.data)
        for index in range(similar.shape[0]):
            place = slice(similar.indptr[index], similar.indptr[index + 1])
            others = scores[place].copy()
            others[similar.indices[place] == first + index] = 0
            found.append(_best(similar.indices[place], others, count, least))
    starts = np.zeros(size + 1, np.int64)
    np.cumsum([len(rows) for rows, _ in found], out=starts[1:])
    return Table(
        starts,
        np.concatenate([np.empty(0, np.int32), *(rows for rows, _ in found)]),
        np.concatenate([np.empty(0, np.int32), *(scores for _, scores in found)]),
    )


def search(
    vectors: Any, query: NDArray[np.float32], count: int, least: int
) -> list[tuple[int, int]]:
    """Return the rows most similar to a query with their scores, best first.

    `query` has one weight per column of `vectors`.
    """
    scores = _to_scores(vectors @ query)
    rows, scores = _best(np.arange(len(scores), dtype=np.int32), scores, count, least)
    return list(zip(rows.tolist(), scores.tolist(), strict=True))


def _to_scores(cosines: NDArray[np.float32]) -> Scores:
    """Return cosines as whole numbers of 1/UNIT, none above one."""
    scores: Scores = np.rint(cosines * np.float32(UNIT)).astype(np.int32)
    return np.minimum(scores, np.int32(UNIT))


def _best(rows: Rows, scores: Scores, count: int, least: int) -> tuple[Rows, Scores]:
    """Return the `count` highest scores that are at least `least` and not zero, with their rows."""
    floor = max(1, least)
    if len(scores) > count:
        floor = max(floor, int(np.partition(scores, -count)[-count]))
    kept = np.flatnonzero(scores >= floor)
    rows, scores = rows[kept], scores[kept]
    order = np.lexsort((rows, -scores))[:count]
    return rows[order], scores[order]
