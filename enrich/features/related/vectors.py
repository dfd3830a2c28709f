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
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from msgspec import Struct
from numpy.typing import NDArray

PAIR_WEIGHT = 0.95
IDF_FLOOR = 0.75
MIN_DF = 2
SCALE = 1
"""The weight one in a matrix."""
_RARE_WORD = -1
_RARE_PAIR = -2


class Vocabulary(Struct, frozen=True, eq=False):
    """The terms that have a column, in code point order, and what each is worth."""

    columns: dict[str, int]
    frequencies: NDArray[np.int32]
    """How many articles have the term, per column."""
    idf: NDArray[np.float64]
    rare: float
    """The idf of a word that only one article has."""


class Vector(Struct, frozen=True, eq=False):
    """One article: ascending columns and their weights."""

    columns: NDArray[np.int32]
    weights: NDArray[np.float32]


def vocabulary(articles: Iterable[Mapping[str, int]], size: int) -> Vocabulary:
    """Return the vocabulary of `size` articles, given the term counts of each."""
    frequencies: Counter[str] = Counter()
    for terms in articles:
        frequencies.update(terms.keys())
    kept = sorted(term for term, df in frequencies.items() if df >= MIN_DF)
    df = np.fromiter((frequencies[term] for term in kept), np.int32, len(kept))
    factor = np.fromiter((PAIR_WEIGHT if " " in term else 1 for term in kept), float, len(kept))
    return Vocabulary(
        {term: column for column, term in enumerate(kept)},
        df,
        factor * (np.log((1 + size) / (1 + df)) + IDF_FLOOR),
        math.log((1 + size) / 2) + IDF_FLOOR,
    )


def vector(terms: Mapping[str, int], known: Vocabulary) -> Vector:
    """Return the vector of one article; an article without known terms has an empty one."""
    columns = np.fromiter(
        (known.columns.get(t, _RARE_PAIR if " " in t else _RARE_WORD) for t in terms),
        np.int32,
        len(terms),
    )
    tf = np.sqrt(np.fromiter(terms.values(), np.float64, len(terms)))
    order = np.argsort(columns, kind="stable")
    columns, tf = columns[order], tf[order]
    inside = columns >= 0
    weights = tf[inside] * known.idf[columns[inside]]
    rare = tf[columns == _RARE_WORD] * known.rare
    # fsum is exact whatever the order, so the same article has the same vector everywhere.
    length = math.sqrt(math.fsum(np.concatenate([weights, rare]) ** 2))
    if length:
        weights = weights / length
    return Vector(columns[inside], weights.astype(np.float32))


def matrix(vectors: Sequence[Vector], width: int) -> Any:
    """Return the vectors as the rows of a SciPy CSR matrix, `len(vectors)` by `width`."""
    starts = np.zeros(len(vectors) + 1, np.int64)
    np.cumsum([len(vector.columns) for vector in vectors], out=starts[1:])
    columns = np.concatenate([np.empty(0, np.int32), *(vector.columns for vector in vectors)])
    weights = np.concatenate([np.empty(0, np.float32), *(vector.weights for vector in vectors)])
    return sp.csr_matrix((weights, columns, starts), shape=(len(vectors), width))


def row(vectors: Any, index: int) -> Vector:
    """Return one row of a CSR matrix as a vector."""
    start, end = vectors.indptr[index], vectors.indptr[index + 1]
    return Vector(vectors.indices[start:end], vectors.data[start:end])
