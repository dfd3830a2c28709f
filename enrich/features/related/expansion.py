"""Articles compared together with what stands nearest to them.

An article is a small sample of the words for its subject. Each vector is expanded by its three
nearest articles, weighted by the square of their similarity, before two are compared: document
expansion (A. Singhal and F. Pereira, "Document expansion for speech retrieval", SIGIR 1999). An
article that has no near one stays as it is. Only the candidates, the nearest by the plain
cosine, are compared this way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related import vectors as vectors_of
from enrich.features.related.neighbours import UNIT, Table
from enrich.features.related.vectors import SCALE, Vector

NEAREST = 3
"""How many articles expand one."""
DAMPING = 1.25
"""What stands for the article itself in the sum of squared similarities."""
CANDIDATES = 30
"""How many articles are compared with each at least."""
BLOCK = 4096

Found = Sequence[tuple[int, int]]
"""Rows with scores, best first."""


class Context(Struct, frozen=True, eq=False):
    """What each article of a corpus is expanded by."""

    rows: NDArray[np.int32]
    """Articles by `NEAREST`; where there are fewer, the article itself with weight zero."""
    weights: NDArray[np.float64]
    """As `rows`; each line sums to less than one."""
    lengths: NDArray[np.float64]
    """The length of each expanded vector."""
    spare: NDArray[np.float64]
    """The squared length of each vector that is in words without a column."""


class Expanded(NamedTuple):
    """The expanded vector of one article, one weight per column, and its length."""

    weights: NDArray[np.float64]
    length: float


def context(vectors: Any, table: Table) -> Context:
    """Return what expands each row of `vectors`, a CSR matrix; `table` has the neighbours."""
    size = vectors.shape[0]
    rows = np.repeat(np.arange(size, dtype=np.int32)[:, None], NEAREST, axis=1)
    scores = np.zeros((size, NEAREST))
    lengths = np.diff(table.starts)
    for place in range(NEAREST):
        there = np.flatnonzero(lengths > place)
        rows[there, place] = table.rows[table.starts[there] + place]
        scores[there, place] = table.scores[table.starts[there] + place] / UNIT
    weights = _weights(scores)
    spare = np.maximum(0, 1 - _squares(vectors))
    lengths = _squares_expanded(vectors, rows, weights) + spare
    lengths += (weights**2 * spare[rows]).sum(axis=1)
    return Context(rows, weights, np.sqrt(lengths), spare)


def expand(vector: Vector, found: Found, vectors: Any, around: Context) -> Expanded:
    """Return the expanded vector of an article; `found` are its neighbours."""
    nearest = found[:NEAREST]
    weights = _weights(np.array([[score / UNIT for _, score in nearest]]))[0]
    total = np.zeros(vectors.shape[1])
    total[vector.columns] = vector.weights
    spare = max(0.0, 1 - float(total @ total))
    for (row, _), weight in zip(nearest, weights.tolist(), strict=True):
        other = vectors_of.row(vectors, row)
        total[other.columns] += weight * other.weights
        spare += weight**2 * float(around.spare[row])
    return Expanded(total, float(np.sqrt(total @ total + spare)))


def closeness(one: Expanded, rows: Sequence[int], vectors: Any, around: Context) -> dict[int, int]:
    """Return the score of each of `rows`: the cosine of the expanded vectors, in 1/UNIT."""
    if not rows:
        return {}
    listed = np.array(rows, np.int64)
    needed, places = np.unique(
        np.concatenate([listed[:, None], around.rows[listed]], axis=1), return_inverse=True
    )
    places = places.reshape(len(listed), NEAREST + 1)
    products = (vectors[needed] @ one.weights)[places] / SCALE
    sums = products[:, 0] + (products[:, 1:] * around.weights[listed]).sum(axis=1)
    lengths = one.length * around.lengths[listed]
    scores = np.clip(np.rint(sums / lengths * UNIT), 0, UNIT).astype(int)
    return dict(zip(rows, scores.tolist(), strict=True))


def _weights(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    squares = scores**2
    weights: NDArray[np.float64] = squares / (squares.sum(axis=1, keepdims=True) + DAMPING)
    return weights


def _squares(vectors: Any) -> NDArray[np.float64]:
    """Return the squared length of each row, as far as it has columns."""
    found: NDArray[np.float64] = np.zeros(vectors.shape[0])
    for first in range(0, len(found), BLOCK):
        block = vectors[first : first + BLOCK].astype(np.float64)
        found[first : first + BLOCK] = np.asarray(block.multiply(block).sum(axis=1)).ravel()
    return found / SCALE**2


def _squares_expanded(
    vectors: Any, rows: NDArray[np.int32], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    size = len(rows)
    found: NDArray[np.float64] = np.zeros(size)
    for first in range(0, size, BLOCK):
        last = min(first + BLOCK, size)
        starts = np.arange(0, (last - first) * NEAREST + 1, NEAREST)
        columns, values = rows[first:last].ravel(), weights[first:last].ravel()
        around = sp.csr_matrix((values, columns, starts), shape=(last - first, size))
        expanded = vectors[first:last] + around @ vectors
        found[first:last] = np.asarray(expanded.multiply(expanded).sum(axis=1)).ravel()
    return found / SCALE**2
