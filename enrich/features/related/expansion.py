"""Articles compared together with what stands nearest to them.

An article is a small sample of the words for its subject. Each vector is expanded by its three
nearest articles, weighted by the square of their similarity, before two are compared: document
expansion (A. Singhal and F. Pereira, "Document expansion for speech retrieval", SIGIR 1999). An
article that has no near one stays as it is. Only the candidates, the nearest by the plain
cosine, are compared this way, so time and memory grow with the number of articles, not with its
square. All sums are of whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.neighbours import UNIT, Table
from enrich.features.related.vectors import SCALE, Vector, scaled

NEAREST = 3
"""How many articles expand one."""
DAMPING = 1.25
"""What stands for the article itself in the sum of squared similarities."""
CANDIDATES = 30
"""How many articles are compared with each at least."""
BLOCK = 4096
"""Rows expanded at a time: about 60 bytes for each of their terms."""
FINE = SCALE << 10
"""Weights of expanded vectors are whole numbers of 1/FINE."""

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
    """The expanded vector of one article, one weight in 1/FINE per column, and its length."""

    weights: NDArray[np.int64]
    length: float


def context(vectors: Any, table: Table) -> Context:
    """Return what expands each row of `vectors`, a CSR matrix; `table` has the neighbours."""
    size = vectors.shape[0]
    empty = Context(
        np.zeros((size, NEAREST), np.int32),
        np.zeros((size, NEAREST)),
        np.zeros(size),
        np.zeros(size),
    )
    return revised(empty, vectors, table, np.arange(size))


def revised(old: Context, vectors: Any, table: Table, written: NDArray[np.int64]) -> Context:
    """Return a context, numbered as `vectors`, brought up to date.

    `written` are the rows whose vector is another; what they expand, and what has others nearest
    than before, is made anew.
    """
    rows, weights = _around(table, np.arange(len(old.rows)))
    lengths, spare = old.lengths.copy(), old.spare.copy()
    is_other = (rows != old.rows).any(axis=1) | (weights != old.weights).any(axis=1)
    is_other[written] = True
    is_other |= np.isin(rows, written).any(axis=1)
    for block in _blocks(written):
        spare[block] = _spare(_whole(vectors, block))
    for block in _blocks(np.flatnonzero(is_other)):
        lengths[block] = _lengths(vectors, block, rows[block], weights[block], spare)
    return Context(rows, weights, lengths, spare)


def expand(vector: Vector, found: Found, vectors: Any, around: Context) -> Expanded:
    """Return the expanded vector of an article; `found` are its neighbours."""
    nearest = found[:NEAREST]
    weights = _weights(np.array([[score / UNIT for _, score in nearest]]))[0]
    own = scaled(vector.weights).astype(np.float64)
    parts, spare = [(vector.columns, own)], _spare_of(own)
    for (row, _), weight in zip(nearest, weights.tolist(), strict=True):
        place = slice(vectors.indptr[row], vectors.indptr[row + 1])
        parts.append((vectors.indices[place], weight * vectors.data[place]))
        spare += weight**2 * float(around.spare[row])
    total, squares = np.zeros(vectors.shape[1], np.int64), 0
    for columns, values in parts:
        here, more = total[columns], np.rint(values * (FINE // SCALE)).astype(np.int64)
        squares += int(np.dot(more, here + here + more))  # a corpus has millions of columns
        total[columns] = here + more
    return Expanded(total, math.sqrt(squares / FINE**2 + spare))


def closeness(one: Expanded, rows: Sequence[int], vectors: Any, around: Context) -> dict[int, int]:
    """Return the score of each of `rows`: the cosine of the expanded vectors, in 1/UNIT."""
    if not rows:
        return {}
    listed = np.array(rows, np.int64)
    needed, places = np.unique(
        np.concatenate([listed[:, None], around.rows[listed]], axis=1), return_inverse=True
    )
    places = places.reshape(len(listed), NEAREST + 1)
    products = (vectors[needed] @ one.weights)[places] / (SCALE * FINE)
    sums = products[:, 0] + (products[:, 1:] * around.weights[listed]).sum(axis=1)
    lengths = one.length * around.lengths[listed]
    shares = np.divide(sums, lengths, out=np.zeros(len(sums)), where=lengths > 0)
    scores = np.clip(np.rint(shares * UNIT), 0, UNIT).astype(int)
    return dict(zip(rows, scores.tolist(), strict=True))


def _weights(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    squares = scores**2
    weights: NDArray[np.float64] = squares / (squares.sum(axis=1, keepdims=True) + DAMPING)
    return weights


def _blocks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (rows[first : first + BLOCK] for first in range(0, len(rows), BLOCK))


def _around(table: Table, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    others = np.repeat(rows.astype(np.int32)[:, None], NEAREST, axis=1)
    scores = np.zeros((len(rows), NEAREST))
    starts, lengths = table.starts[rows], table.starts[rows + 1] - table.starts[rows]
    for place in range(NEAREST):
        there = np.flatnonzero(lengths > place)
        others[there, place] = table.rows[starts[there] + place]
        scores[there, place] = table.scores[starts[there] + place] / UNIT
    return others, _weights(scores)


def _whole(vectors: Any, rows: NDArray[np.int64]) -> Any:
    return vectors[rows].astype(np.int32)


def _products(left: Any, right: Any) -> NDArray[np.float64]:
    """Return the product of each row of one matrix with that of the other."""
    sums = np.asarray(left.multiply(right).sum(axis=1, dtype=np.int64)).ravel()
    return sums.astype(np.float64) / SCALE**2


def _spare(whole: Any) -> NDArray[np.float64]:
    """Return the squared length of each vector that is in words without a column."""
    return np.maximum(0, 1 - _products(whole, whole))


def _spare_of(weights: NDArray[np.float64]) -> float:
    return max(0.0, 1 - float(np.dot(weights, weights)) / SCALE**2)


def _lengths(
    vectors: Any,
    rows: NDArray[np.int64],
    others: NDArray[np.int32],
    weights: NDArray[np.float64],
    spare: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the lengths of expanded vectors, from the products of all that they are made of."""
    parts = [_whole(vectors, some) for some in (rows, *others.T)]
    factors = np.concatenate([np.ones((len(rows), 1)), weights], axis=1)
    found = (factors**2 * spare[np.concatenate([rows[:, None], others], axis=1)]).sum(axis=1)
    for first, second in combinations_with_replacement(range(NEAREST + 1), 2):
        times = 1 if first == second else 2
        product = _products(parts[first], parts[second])
        found += times * factors[:, first] * factors[:, second] * product
    lengths: NDArray[np.float64] = np.sqrt(found)
    return lengths
