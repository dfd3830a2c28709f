"""Why an article is related to another, or is not: the cosine, term by term, and the rank."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from enrich.features.related import Extract, Index, Neighbour, apply, neighbours, vectors
from enrich.features.related.neighbours import UNIT
from enrich.features.related.reasons import shared_terms
from enrich.features.related.vectors import Vector
from enrich.settings.schema import RelatedSettings

Verdict: TypeAlias = Literal["listed", "too few places", "below the minimum", "nothing shared"]

RUNNERS_UP = 3
"""How many articles just after the list are explained too."""


class LinkReason(Struct, frozen=True):
    """One article compared with another."""

    path: str
    score: float
    """The cosine, from 0 to 1."""
    rank: int | None
    """Its place among all articles of the corpus, from 1; None where nothing is shared."""
    verdict: Verdict
    shares: dict[str, float]
    """What each shared term adds to the score, heaviest first; very light ones are left out."""
    rest: float
    """What all terms that are left out add."""
    because: tuple[str, ...] = ()
    """The names and terms that are shown to readers; empty for an article that is not listed."""


def explain(
    path: str,
    extract: Extract,
    model: Index,
    settings: RelatedSettings,
    other: str | None = None,
) -> tuple[LinkReason, ...]:
    """Return why each article of the list is in it, and why the next ones are not, best first.

    With `other`, return the comparison with that article alone. Raises KeyError for an `other`
    that the index does not have.
    """
    listed = apply(path, extract, model, settings)
    vector = _vector(path, extract, model)
    after = _others(path, vector, model, {one.path for one in listed})
    reasons = [_listed(one, rank, vector, model) for rank, one in enumerate(listed, start=1)]
    wanted = [model.rows[other]] if other is not None else [row for row, _ in after[:RUNNERS_UP]]
    places = {row: index for index, (row, _) in enumerate(after)}
    for row in wanted:
        if model.paths[row] in {one.path for one in listed}:
            continue
        place = places.get(row)
        score = after[place][1] / UNIT if place is not None else 0.0
        rank = None if place is None else len(listed) + place + 1
        verdict = _verdict(score, settings)
        reasons.append(_compared(model.paths[row], score, rank, verdict, vector, model))
    return tuple(one for one in reasons if other is None or one.path == other)


def _vector(path: str, extract: Extract, model: Index) -> Vector:
    row = model.rows.get(path)
    if row is None:
        return vectors.vector(extract.terms, model.vocabulary)
    return vectors.row(model.vectors, row)


def _others(path: str, vector: Vector, model: Index, listed: set[str]) -> list[tuple[int, int]]:
    """Return every other article that shares something, with its score, best first."""
    query = np.zeros(len(model.terms), np.float32)
    query[vector.columns] = vector.weights
    found = neighbours.search(model.vectors, query, len(model.paths), 1)
    return [(row, score) for row, score in found if model.paths[row] not in {path, *listed}]


def _listed(one: Neighbour, rank: int, vector: Vector, model: Index) -> LinkReason:
    return _compared(one.path, one.score, rank, "listed", vector, model, one.because)


def _verdict(score: float, settings: RelatedSettings) -> Verdict:
    if not score:
        return "nothing shared"
    return "below the minimum" if score < settings.min_score else "too few places"


def _compared(
    path: str,
    score: float,
    rank: int | None,
    verdict: Verdict,
    vector: Vector,
    model: Index,
    because: tuple[str, ...] = (),
) -> LinkReason:
    other = vectors.row(model.vectors, model.rows[path])
    shares = shared_terms(vector, other, model.terms)
    return LinkReason(
        path=path,
        score=score,
        rank=rank,
        verdict=verdict,
        shares={term: round(share, 4) for term, share in shares.items()},
        rest=round(max(0.0, score - sum(shares.values())), 4),
        because=because,
    )
