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
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import repeat
from typing import Any

import numpy as np
import scipy.sparse as sp
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.frequencies import RARE_PAIR, RARE_WORD, Counted

PAIR_WEIGHT = 0.95
IDF_FLOOR = 0.75
MIN_DF = 2
SCALE = 32_767
"""Weights in a matrix are whole numbers of 1/SCALE: their sums are exact in any order, so no
library and no number of cores decides a bit of a cosine. The error is below 0.00005."""
CHUNK = 4096


class Vocabulary(Struct, frozen=True, eq=False):
    """The terms that have a column, in code point order, and what each is worth."""

    columns: Mapping[str, int]
    frequencies: NDArray[np.int32]
    """How many articles have the term, per column."""
    idf: NDArray[np.float64]
    rare: float
    """The idf of a word that only one article has."""


class Vector(Struct, frozen=True, eq=False):
    """One article: ascending columns and their weights."""

    columns: NDArray[np.int32]
    weights: NDArray[np.float32]
    length: float = 1.0
    """The length it had before it was made a unit vector; 0 for an article without terms."""


def vocabulary(counted: Counted) -> Vocabulary:
    """Return the vocabulary of counted articles."""
    terms, frequencies = counted.terms, counted.frequencies
    kept = sorted(np.flatnonzero(frequencies >= MIN_DF).tolist(), key=terms.__getitem__)
    df = frequencies[np.array(kept, np.int64)]
    size = len(counted.articles)
    factor = [PAIR_WEIGHT if " " in terms[number] else 1.0 for number in kept]
    return Vocabulary(
        {terms[number]: column for column, number in enumerate(kept)},
        df,
        np.array(factor) * (np.log((1 + size) / (1 + df)) + IDF_FLOOR),
        inverse_frequency(1, size),
    )


def counted_vectors(counted: Counted, known: Vocabulary) -> Iterator[Vector]:
    """Yield the vectors of counted articles, as `vector` would return them."""
    columns = _columns(counted.terms, known)
    for numbers, counts in counted.articles:
        here = numbers.copy()
        here[numbers >= 0] = columns[numbers[numbers >= 0]]
        yield _weighted(here, counts, known)


def inverse_frequency(df: int, size: int) -> float:
    """Return what a term is worth that `df` of `size` articles have."""
    return math.log((1 + size) / (1 + df)) + IDF_FLOOR


def damped(count: int) -> float:
    """Return what a term counts that occurs `count` times in an article."""
    return math.sqrt(count)


def vector(terms: Mapping[str, int], known: Vocabulary) -> Vector:
    """Return the vector of one article; an article without known terms has an empty one."""
    return _weighted(_columns(terms, known), np.array(list(terms.values()), np.int32), known)


def _columns(terms: Collection[str], known: Vocabulary) -> NDArray[np.int32]:
    """Return the column of each term; `RARE_WORD` or `RARE_PAIR` where there is none."""
    names = list(terms)
    columns = np.fromiter(map(known.columns.get, names, repeat(RARE_PAIR)), np.int32, len(names))
    for place in np.flatnonzero(columns == RARE_PAIR).tolist():
        if " " not in names[place]:
            columns[place] = RARE_WORD
    return columns


def _weighted(columns: NDArray[np.int32], counts: NDArray[np.int32], known: Vocabulary) -> Vector:
    tf = np.sqrt(counts.astype(np.float64))
    order = np.argsort(columns, kind="stable")
    columns, tf = columns[order], tf[order]
    inside = columns >= 0
    weights = tf[inside] * known.idf[columns[inside]]
    rare = tf[columns == RARE_WORD] * known.rare
    # fsum is exact whatever the order, so the same article has the same vector everywhere.
    length = math.sqrt(math.fsum(np.concatenate([weights, rare]) ** 2))
    if length:
        weights = weights / length
    return Vector(columns[inside], weights.astype(np.float32), length)


def matrix(vectors: Iterable[Vector], width: int) -> Any:
    """Return the vectors as the rows of a SciPy CSR matrix of int16, by `width` columns.

    A weight of one is `SCALE`. The vectors may be a stream; they are packed as they come.
    """
    lengths: list[int] = []
    columns, weights = [np.empty(0, np.int32)], [np.empty(0, np.int16)]
    chunk: list[Vector] = []
    for one in vectors:
        chunk.append(one)
        if len(chunk) == CHUNK:
            _pack(chunk, lengths, columns, weights)
            chunk = []
    _pack(chunk, lengths, columns, weights)
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    data, indices = np.concatenate(weights), np.concatenate(columns)
    return sp.csr_matrix((data, indices, starts), shape=(len(lengths), width))


def row(vectors: Any, index: int) -> Vector:
    """Return one row of a matrix as a vector."""
    start, end = vectors.indptr[index], vectors.indptr[index + 1]
    weights = vectors.data[start:end].astype(np.float32) / np.float32(SCALE)
    return Vector(vectors.indices[start:end], weights)


def scaled(weights: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return weights as whole numbers of 1/SCALE."""
    whole: NDArray[np.int32] = np.rint(weights * np.float32(SCALE)).astype(np.int32)
    return whole


def _pack(
    chunk: list[Vector],
    lengths: list[int],
    columns: list[NDArray[np.int32]],
    weights: list[NDArray[np.int16]],
) -> None:
    if chunk:
        lengths.extend(len(one.columns) for one in chunk)
        columns.append(np.concatenate([one.columns for one in chunk]))
        weights.append(scaled(np.concatenate([one.weights for one in chunk])).astype(np.int16))
