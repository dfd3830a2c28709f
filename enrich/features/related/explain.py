"""Why an article is related to another, or is not: the score, term by term, and the rank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from enrich.features.related import vectors
from enrich.features.related.choice import Bar
from enrich.features.related.extracts import Extract
from enrich.features.related.index import Index
from enrich.features.related.links import Neighbour, barred, least, relate
from enrich.features.related.neighbours import UNIT
from enrich.features.related.ranking import Ranked, copies_among, ranked
from enrich.features.related.reasons import shared_terms
from enrich.features.related.vectors import Vector
from enrich.settings.schema import RelatedSettings

Verdict: TypeAlias = (
    Literal["pinned", "listed", "too few places", "below the minimum", "nothing shared"] | Bar
)

RUNNERS_UP = 3
"""How many articles just after the list are explained too."""


class LinkReason(Struct, frozen=True):
    """One article compared with another."""

    path: str
    score: float
    """How similar they are together with what is nearest to each, from 0 to 1."""
    rank: int | None
    """Its place among all articles of the corpus, from 1; None where nothing is shared."""
    verdict: Verdict
    shares: dict[str, float]
    """What each shared term adds to the score, heaviest first; very light ones are left out."""
    rest: float
    """What all terms that are left out add."""
    context: float = 0.0
    """What the articles nearest to either of them add to the score."""
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
    links = {link.path: link for link in relate(path, extract, model, settings).links}
    also = [model.rows[name] for name in [*links, *([other] if other is not None else [])]]
    found = ranked(path, extract, model, settings, also)
    alike = copies_among(path, found, extract, model) if settings.copies == "apart" else ()
    bars = barred(path, extract, model, alike)
    after = [row for row, score in found.scores.items() if model.paths[row] not in links and score]
    listed = [model.rows[name] for name in links]
    wanted = [*listed, *after[:RUNNERS_UP]] if other is None else [model.rows[other]]
    pins = {model.shelf.article(pin, source=path) for pin in model.shelf.of(path).pins}
    verdicts = {row: _verdict(row, found, bars, settings) for row in wanted}
    verdicts |= dict.fromkeys(listed, "listed")
    verdicts |= {row: "pinned" for row in listed if model.paths[row] in pins}
    return tuple(
        _compared(row, found, model, verdicts[row], links.get(model.paths[row])) for row in wanted
    )


def _verdict(
    row: int, found: Ranked, bars: Mapping[int, Bar], settings: RelatedSettings
) -> Verdict:
    """Return why a row is not listed."""
    if row in bars:
        return bars[row]
    score = found.scores.get(row, 0)
    if not score:
        return "nothing shared"
    return "below the minimum" if score < least(settings) else "too few places"


def _compared(
    row: int, found: Ranked, model: Index, verdict: Verdict, link: Neighbour | None
) -> LinkReason:
    other = vectors.row(model.vectors, row)
    lengths = found.length * float(model.context.lengths[row])
    terms = shared_terms(found.vector, other, model.terms)
    shares = {term: share / lengths for term, share in terms.items()}
    own = _product(found.vector, other) / lengths
    score = found.scores.get(row, 0) / UNIT
    ranks = {other: rank for rank, other in enumerate(found.scores, start=1)}
    return LinkReason(
        path=model.paths[row],
        score=score,
        rank=ranks.get(row) if score else None,
        verdict=verdict,
        shares={term: round(share, 4) for term, share in shares.items()},
        rest=round(max(0.0, own - sum(shares.values())), 4),
        context=round(max(0.0, score - own), 4),
        because=link.because if link is not None else (),
    )


def _product(first: Vector, second: Vector) -> float:
    _, left, right = np.intersect1d(
        first.columns, second.columns, assume_unique=True, return_indices=True
    )
    return float(first.weights[left].astype(np.float64) @ second.weights[right])
