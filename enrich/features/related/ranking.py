"""The nearest articles of one, compared together with what stands around them, and its copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from enrich.features.related import copies, expansion, neighbours, vectors
from enrich.features.related.expansion import Found
from enrich.features.related.extracts import Extract
from enrich.features.related.index import Index, comparisons, counted
from enrich.features.related.vectors import Vector
from enrich.settings.schema import RelatedSettings


class Ranked(Struct, frozen=True):
    """An article with every other that it is compared with."""

    vector: Vector
    scores: dict[int, int]
    """By row, in 1/UNIT, best first."""
    plain: dict[int, int]
    """The cosines without expansion, of the nearest."""
    length: float
    """Of the expanded vector."""


def ranked(
    path: str,
    extract: Extract,
    model: Index,
    settings: RelatedSettings,
    also: Sequence[int] = (),
) -> Ranked:
    """Return the nearest articles, and those in `also`, each with its score."""
    row = model.rows.get(path)
    if row is None:
        vector = vectors.vector(_counts(extract, model), model.vocabulary)
        found: Found = search(vector, model, comparisons(settings))
    else:
        vector = vectors.row(model.vectors, row)
        found = model.nearest.of(row)
    one = expansion.expand(vector, found, model.vectors, model.context)
    others = dict.fromkeys([*dict(found), *(other for other in also if other != row)])
    scores = expansion.closeness(one, list(others), model.vectors, model.context)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return Ranked(vector, dict(best), dict(found), one.length)


def copies_among(path: str, found: Ranked, extract: Extract, model: Index) -> dict[int, float]:
    """Return which of the ranked articles say nearly the same, and how much they share."""
    row = model.rows.get(path)
    pairs = model.pairs.counts[row] if row is not None else copies.count(_counts(extract, model))
    mine = copies.Mine(found.vector.columns, int(pairs))
    parts = copies.containment(mine, found.plain, model.vectors, model.pairs)
    return {row: part for row, part in parts.items() if part >= copies.CONTAINMENT}


def is_copy(row: int, others: Sequence[int], model: Index) -> bool:
    """Tell whether an article says nearly the same as one of the others."""
    if not others:
        return False
    columns = vectors.row(model.vectors, row).columns
    mine = copies.Mine(columns, int(model.pairs.counts[row]))
    parts = copies.containment(mine, others, model.vectors, model.pairs)
    return any(part >= copies.CONTAINMENT for part in parts.values())


def search(vector: Vector, model: Index, count: int) -> list[tuple[int, int]]:
    """Return the `count` articles most similar to a vector, with their scores, best first."""
    query = np.zeros(len(model.terms), np.float32)
    query[vector.columns] = vector.weights
    return neighbours.search(model.vectors, query, count, 1)


def _counts(extract: Extract, model: Index) -> Mapping[str, int]:
    return counted(extract, model.boilerplate)
