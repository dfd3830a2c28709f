"""Why two articles are similar: the names and terms that carry the cosine, in a reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np

from enrich.features.related.names import pairs_of
from enrich.features.related.surfaces import Surfaces, is_name
from enrich.features.related.vectors import Vector
from enrich.features.related.words import word_list

NAME_PREFERENCE = 1.5
"""How much more a name weighs than a common word with the same share of the cosine."""
INCIDENTAL = 0.5
"""How much less a common word weighs that the article has only once."""
OPENING = 0.25
"""How much less a word weighs that is only seen as the first of a longer name."""
LEAST = 0.125
"""What is shown weighs at least this share of the heaviest reason."""
HEAVIEST = 40
"""Shared terms that are looked at; the others are far too light to be shown."""


def shared_terms(first: Vector, second: Vector, terms: Sequence[str]) -> dict[str, float]:
    """Return what each shared term adds to the cosine of two articles, heaviest first.

    Terms that add little are left out.
    """
    places = np.searchsorted(second.columns, first.columns)
    inside = np.flatnonzero(places < len(second.columns))
    left = inside[second.columns[places[inside]] == first.columns[inside]]
    right = places[left]
    shares = first.weights[left].astype(np.float64) * second.weights[right]
    columns = first.columns[left]
    heaviest = np.lexsort((columns, -shares))[:HEAVIEST]
    return {
        terms[column]: share
        for column, share in zip(columns[heaviest].tolist(), shares[heaviest].tolist(), strict=True)
    }


def reasons(
    shares: Mapping[str, float],
    counts: Mapping[str, int],
    surfaces: Surfaces,
    limit: int,
    openings: Set[str] = frozenset(),
) -> tuple[str, ...]:
    """Return the shared terms to show, heaviest first, no word twice, at most `limit`.

    `surfaces` has the phrases that both articles write; no other is shown. `counts` are the
    term counts of one article, `openings` its words that only begin names: "Ann" is no good
    reason if one has an Ann Smith and the other an Ann Jones. Names come before common words of
    comparable weight, and a name of several words stands for them all. Words that tell nothing
    about a topic are shown only if nothing else is shared.
    """
    phrases = [term for term in surfaces if " " in term]
    terms = [term for term in shares if " " not in term] + phrases
    every = {term: _weight(term, shares, counts, surfaces) for term in terms}
    weights = {term: weight for term, weight in every.items() if weight}
    weights |= {term: OPENING * weights[term] for term in openings & weights.keys()}
    ordered = sorted(weights, key=lambda term: (-round(weights[term], 6), term))
    telling = (term for term in ordered if _is_telling(term, surfaces))
    chosen = _chosen(telling, weights, limit) or _chosen(ordered, weights, limit)
    return tuple(surfaces.get(term, term) for term in chosen)


def _chosen(terms: Iterable[str], weights: Mapping[str, float], limit: int) -> list[str]:
    """Return the first terms that have no word in common and are not far lighter than the first."""
    chosen: list[str] = []
    used: set[str] = set()
    for term in terms:
        if len(chosen) == limit or (chosen and weights[term] < LEAST * weights[chosen[0]]):
            break
        if used.isdisjoint(_stems(term)):
            used.update(_stems(term))
            chosen.append(term)
    return chosen


def _is_telling(term: str, surfaces: Surfaces) -> bool:
    """Tell whether a term says what an article is about; one telling word is enough in a name."""
    words = set(term.split(" "))
    weak = {word for word in words if word.isdecimal()} | (words & word_list("weak-reasons.txt"))
    if is_name(surfaces.get(term, term)):
        return weak < words and words.isdisjoint(word_list("calendar-words.txt"))
    return not weak


def _weight(
    term: str, shares: Mapping[str, float], counts: Mapping[str, int], surfaces: Surfaces
) -> float:
    """Return how much a term says: a name stands for its words, a phrase for the lighter one."""
    share = shares.get(term, 0.0)
    named = is_name(surfaces.get(term, term))
    if " " not in term:
        return share * (NAME_PREFERENCE if named else 1 if counts.get(term, 0) > 1 else INCIDENTAL)
    words = term.split(" ")
    if named:
        parts = {*words, *pairs_of(term)}
        return NAME_PREFERENCE * sum(shares.get(part, 0.0) for part in parts)
    lighter = min((shares[word] for word in words if word in shares), default=0.0)
    return (share + lighter) * (1 if min(counts.get(word, 0) for word in words) > 1 else INCIDENTAL)


def _stems(term: str) -> set[str]:
    """Return the words of a term, singular and plural alike."""
    return {word.removesuffix("s") for word in term.split(" ")}
