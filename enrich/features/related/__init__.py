"""Related articles: the nearest by the cosine of weighted term counts, and why.

`extract` counts the terms of one article. `fit` weighs them by the corpus and finds the
nearest articles of each; `apply` looks them up and names the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related import neighbours, vectors
from enrich.features.related.frequencies import count
from enrich.features.related.neighbours import UNIT, Table
from enrich.features.related.phrases import (
    Phrases,
    common_surfaces,
    corpus_phrases,
    writing,
)
from enrich.features.related.reasons import reasons, shared_terms
from enrich.features.related.singles import NONE, Singles
from enrich.features.related.surfaces import Surfaces
from enrich.features.related.terms import Passage, count_terms, passages
from enrich.features.related.vectors import Vector, Vocabulary
from enrich.records import Article, Prose
from enrich.settings.schema import RelatedSettings

__all__ = [
    "NEEDS_DOC",
    "Extract",
    "Index",
    "Neighbour",
    "apply",
    "extract",
    "fit",
    "similar",
]

NEEDS_DOC = False


class Extract(Struct, frozen=True):
    """What one article is about."""

    terms: dict[str, int]
    """How often each word, and each pair of words, occurs; the title counts twice."""
    surfaces: Surfaces
    """How a term is written, for those that can be shown; also names of three to five words."""


class Neighbour(Struct, frozen=True):
    """A similar article."""

    path: str
    score: float
    """The cosine, from 0 to 1, rounded to four digits."""
    because: tuple[str, ...] = ()
    """The names and terms that both articles write, heaviest first."""


class Index(Struct, frozen=True, eq=False):
    """A corpus as vectors, with the neighbours of each article: plain arrays and strings."""

    paths: Sequence[str]
    """In order; the position of a path is its row."""
    rows: Mapping[str, int]
    terms: Sequence[str]
    """In order; the position of a term is its column."""
    vocabulary: Vocabulary
    phrases: Phrases
    vectors: Any
    """A SciPy CSR matrix, articles by terms; a weight of one is `vectors.SCALE`."""
    lengths: NDArray[np.float64]
    """How long each vector was before it was made a unit vector."""
    nearest: Table
    singles: Singles = NONE
    """Words of one article alone; only a saved index has them."""


class _Counts(NamedTuple):
    """The term counts of articles, in order, as often as they are asked for."""

    extracts: Mapping[str, Extract]
    paths: Sequence[str]

    def __iter__(self) -> Iterator[Mapping[str, int]]:  # type: ignore[override]
        return (self.extracts[path].terms for path in self.paths)


def extract(article: Article, prose: Prose, doc: Any = None) -> Extract:
    """Return the term counts of an article's title, excerpt and body."""
    return Extract(*count_terms(passages(prose)))


def fit(extracts: Mapping[str, Extract], settings: RelatedSettings) -> Index:
    """Return the index of a corpus; it does not depend on the order of articles."""
    paths = tuple(sorted(extracts))
    known, rows, lengths = _weigh(_Counts(extracts, paths))
    return Index(
        paths=paths,
        rows={path: row for row, path in enumerate(paths)},
        terms=tuple(known.columns),
        vocabulary=known,
        phrases=corpus_phrases((extracts[path].surfaces for path in paths), known),
        vectors=rows,
        lengths=lengths,
        nearest=neighbours.nearest(rows, settings.count, _least(settings)),
    )


def apply(
    path: str, extract: Extract, model: Index, settings: RelatedSettings
) -> tuple[Neighbour, ...]:
    """Return the related articles of one article, most similar first, none below the minimum.

    An article that is not in the index is compared with all that are.
    """
    row = model.rows.get(path)
    if row is None:
        vector = vectors.vector(extract.terms, model.vocabulary)
        found = _search(vector, model, settings.count, _least(settings))
    else:
        vector = vectors.row(model.vectors, row)
        found = model.nearest.of(row)
    return _neighbours(vector, extract, found, model, settings.because)


def similar(text: str, model: Index, count: int = 5, because: int = 3) -> tuple[Neighbour, ...]:
    """Return the `count` articles most similar to a free text; none if they share no term.

    Each line of the text is read as a paragraph.
    """
    extract = Extract(*count_terms(Passage(line) for line in text.splitlines()))
    vector = vectors.vector(extract.terms, model.vocabulary)
    return _neighbours(vector, extract, _search(vector, model, count, 1), model, because)


def _weigh(counts: _Counts) -> tuple[Vocabulary, Any, NDArray[np.float64]]:
    """Return the vocabulary of articles, their vectors as a matrix, and the lengths of these."""
    counted = count(counts, len(counts.paths))
    known = vectors.vocabulary(counted)
    lengths: list[float] = []
    stream = (_measured(one, lengths) for one in vectors.counted_vectors(counted, known))
    return known, vectors.matrix(stream, len(known.idf)), np.array(lengths, np.float64)


def _measured(vector: Vector, lengths: list[float]) -> Vector:
    lengths.append(vector.length)
    return vector


def _least(settings: RelatedSettings) -> int:
    return round(settings.min_score * UNIT)


def _search(vector: Vector, model: Index, count: int, least: int) -> list[tuple[int, int]]:
    query = np.zeros(len(model.terms), np.float32)
    query[vector.columns] = vector.weights
    return neighbours.search(model.vectors, query, count, least)


def _neighbours(
    vector: Vector, extract: Extract, found: list[tuple[int, int]], model: Index, because: int
) -> tuple[Neighbour, ...]:
    known = model.vocabulary
    own = writing(extract.surfaces, extract.terms, known)
    chosen: list[Neighbour] = []
    for row, score in found:
        other = vectors.row(model.vectors, row)
        shares = shared_terms(vector, other, model.terms)
        surfaces = common_surfaces(shares, own, row, model.phrases, known)
        shown = reasons(shares, extract.terms, surfaces, because, own.openings)
        chosen.append(Neighbour(model.paths[row], score / UNIT, shown))
    return tuple(chosen)
