"""Articles as sparse vectors of unit length, so that a dot product is a cosine.

The weight of a term is `sqrt(tf) * (ln((1 + N) / (1 + df)) + IDF_FLOOR)`, times `PAIR_WEIGHT`
for a pair of words: a damped tf times a smoothed idf (Salton and Buckley, "Term-weighting
approaches in automatic text retrieval", 1988; Manning et al., "Introduction to Information
Retrieval", 2008, ch. 6). The constants were chosen on four corpora at once. Only terms
of two or more articles have a column: no other can connect two articles. A word of a single
article still counts in the length of its vector, without which two articles of a small corpus
would look alike for sharing one word.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.frequencies import RARE_PAIR, RARE_WORD, Counted, sums
from enrich.strings import Hashed, Strings, have, ordered

PAIR_WEIGHT = 0.95
IDF_FLOOR = 0.75
MIN_DF = 2
SCALE = 32_767
"""Weights in a matrix are whole numbers of 1/SCALE: their sums are exact in any order, so no
library and no number of cores decides a bit of a cosine. The error is below 0.00005."""


class Vocabulary(Struct, frozen=True, eq=False):
    """The terms that have a column, in code point order, and what each is worth."""

    columns: Mapping[str, int]
    frequencies: NDArray[np.int32]
    """How many articles have the term, per column."""
    idf: NDArray[np.float64]
    rare: float
    """The idf of a word that only one article has."""


class _Weighted(NamedTuple):
    """Some successive articles as vectors."""

    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    sizes: NDArray[np.int64]
    lengths: NDArray[np.float64]


class Vector(Struct, frozen=True, eq=False):
    """One article: ascending columns and their weights."""

    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    length: float = 1.0
    """The length it had before it was made a unit vector; 0 for an article without terms."""


def vocabulary(counted: Counted) -> Vocabulary:
    """Return the vocabulary of counted articles."""
    kept = _kept(counted)
    df, size = counted.frequencies[kept], counted.size
    terms = Strings.of(counted.terms[number] for number in kept.tolist())
    factor = np.where(have(terms, " "), PAIR_WEIGHT, 1.0)
    return Vocabulary(
        Hashed(terms),
        df,
        factor * (np.log((1 + size) / (1 + df)) + IDF_FLOOR),
        inverse_frequency(1, size),
    )


def _kept(counted: Counted) -> NDArray[np.int64]:
    """Return the numbers of the terms that have a column, in order of columns."""
    return ordered(counted.terms, np.flatnonzero(counted.frequencies >= MIN_DF))


def counted_matrix(counted: Counted, known: Vocabulary) -> tuple[Any, NDArray[np.float64]]:
    """Return the vectors of counted articles as a matrix, and their lengths.

    The rows and lengths are what `matrix` and `vector` would return for each. The parts of
    `counted` are used up: they are as large as the matrix.
    """
    # The numbers of rare words and pairs are negative: they count from the end.
    columns = np.full(len(counted.terms) + 2, RARE_WORD, np.int32)
    columns[:-2][have(counted.terms, " ")] = columns[-2] = RARE_PAIR
    columns[_kept(counted)] = np.arange(len(known.idf), dtype=np.int32)
    total = int(known.frequencies.sum(dtype=np.int64))
    weights, places = np.empty(total, np.int16), np.empty(total, np.int32)
    sizes, lengths = [np.zeros(1, np.int64)], [np.empty(0, np.float64)]
    done = 0
    while counted.parts:
        part = counted.parts.popleft()
        found = _weighted(columns[part.numbers], part.counts, part.sizes, known)
        end = done + len(found.columns)
        places[done:end], weights[done:end] = found.columns, scaled(found.weights)
        sizes.append(found.sizes)
        lengths.append(found.lengths)
        done = end
    starts = np.cumsum(np.concatenate(sizes))
    shape = (counted.size, len(known.idf))
    return sp.csr_matrix((weights, places, starts), shape=shape), np.concatenate(lengths)


def inverse_frequency(df: int, size: int) -> float:
    """Return what a term is worth that `df` of `size` articles have."""
    return math.log((1 + size) / (1 + df)) + IDF_FLOOR


def damped(count: int) -> float:
    """Return what a term counts that occurs `count` times in an article."""
    return math.sqrt(count)


def vector(terms: Mapping[str, int], known: Vocabulary) -> Vector:
    """Return the vector of one article; an article without known terms has an empty one."""
    counts = np.array(list(terms.values()), np.int32)
    found = _weighted(_columns(terms, known), counts, np.array([len(terms)]), known)
    return Vector(found.columns, found.weights, float(found.lengths[0]))


def _columns(terms: Collection[str], known: Vocabulary) -> NDArray[np.int32]:
    """Return the column of each term; `RARE_WORD` or `RARE_PAIR` where there is none."""
    names = list(terms)
    columns = np.fromiter(map(known.columns.get, names, repeat(RARE_PAIR)), np.int32, len(names))
    for place in np.flatnonzero(columns == RARE_PAIR).tolist():
        if " " not in names[place]:
            columns[place] = RARE_WORD
    return columns


def _weighted(
    columns: NDArray[np.int32],
    counts: NDArray[np.integer[Any]],
    sizes: NDArray[np.int64],
    known: Vocabulary,
) -> _Weighted:
    """Return the vectors of successive articles that have `sizes` terms each."""
    rows = np.repeat(np.arange(len(sizes)), sizes)
    order = np.argsort(rows * (len(known.idf) + 2) + columns)
    columns, tf = columns[order], np.sqrt(counts[order].astype(np.float64))
    inside = columns >= 0
    weights = tf * np.where(columns == RARE_WORD, known.rare, 0.0)
    weights[inside] = tf[inside] * known.idf[columns[inside]]
    # fsum is exact whatever the order, so the same article has the same vector everywhere.
    squares, ends = (weights**2).tolist(), np.cumsum(sizes)
    runs = zip((ends - sizes).tolist(), ends.tolist(), strict=True)
    lengths = np.array([math.sqrt(math.fsum(squares[start:end])) for start, end in runs])
    weights = weights[inside] / lengths[rows[inside]]
    return _Weighted(columns[inside], weights.astype(np.float32), sums(inside, sizes), lengths)


def matrix(vectors: Sequence[Vector], width: int) -> Any:
    """Return vectors as the rows of a SciPy CSR matrix of int16, by `width` columns.

    A weight of one is `SCALE`.
    """
    starts = np.zeros(len(vectors) + 1, np.int64)
    np.cumsum([len(one.columns) for one in vectors], out=starts[1:])
    columns = np.concatenate([np.empty(0, np.int32), *(one.columns for one in vectors)])
    weights = np.concatenate([np.empty(0, np.float32), *(one.weights for one in vectors)])
    parts = (scaled(weights).astype(np.int16), columns, starts)
    return sp.csr_matrix(parts, shape=(len(vectors), width))


def row(vectors: Any, index: int) -> Vector:
    """Return one row of a matrix as a vector."""
    start, end = vectors.indptr[index], vectors.indptr[index + 1]
    weights = vectors.data[start:end].astype(np.float32) / np.float32(SCALE)
    return Vector(vectors.indices[start:end], weights)


def scaled(weights: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return weights as whole numbers of 1/SCALE."""
    whole: NDArray[np.int32] = np.rint(weights * np.float32(SCALE)).astype(np.int32)
    return whole
