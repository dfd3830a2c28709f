"""Why two articles are similar: the names and terms that carry the cosine, in a reader's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np

from enrich.features.related.names import pairs_of
from enrich.features.related.surfaces import Surfaces, is_name
from enrich.features.related.terms import LEAD
from enrich.features.related.vectors import Vector
from enrich.features.related.words import singular, term_list
from enrich.strings import Strings

NAME_PREFERENCE = 1.5
"""How much more a name weighs than a common word with the same share of the cosine."""
INCIDENTAL = 0.5
"""How much less a common word weighs that the article has only once."""
OPENING = 0.25
"""How much less a word weighs that is only seen as the first of a longer name."""
LEAST = 0.125
"""What is shown weighs at least this share of the heaviest reason."""
CLEAR = 1.5
"""By this factor of `LEAST` a reason is clear: it is added to a list that stands in the file."""
HEAVIEST = 40
"""Shared terms that are looked at; the others are far too light to be shown."""
_FIGURE = re.compile(r"\d+(?:st|nd|rd|th|s|k|m|mn|bn|tn|am|pm)?")


def shared_terms(
    first: Vector, second: Vector, terms: Sequence[str], most: int | None = HEAVIEST
) -> dict[str, float]:
    """Return what each shared term adds to the cosine of two articles, heaviest first.

    Terms that add little are left out: all but `most`, if that is given.
    """
    places = np.searchsorted(second.columns, first.columns)
    inside = np.flatnonzero(places < len(second.columns))
    left = inside[second.columns[places[inside]] == first.columns[inside]]
    right = places[left]
    shares = first.weights[left].astype(np.float64) * second.weights[right]
    columns = first.columns[left]
    heaviest = np.lexsort((columns, -shares))[:most]
    listed = columns[heaviest].tolist()
    named = terms.at(listed) if isinstance(terms, Strings) else [terms[one] for one in listed]
    return dict(zip(named, shares[heaviest].tolist(), strict=True))


def reasons(
    shares: Mapping[str, float],
    counts: Mapping[str, int],
    surfaces: Surfaces,
    limit: int,
    openings: Set[str] = frozenset(),
    *,
    least: float = LEAST,
) -> tuple[str, ...]:
    """Return the shared terms to show, heaviest first, no word twice, at most `limit`.

    `surfaces` has the phrases that both articles write; no other is shown. `counts` are the
    term counts of one article, `openings` its words that only begin names: "Ann" is no good
    reason if one has an Ann Smith and the other an Ann Jones. Names come before common words of
    comparable weight, and a name of several words stands for them all. Words that tell nothing
    about a topic are shown only if nothing else is shared. Each weighs at least the share `least`
    of the heaviest.
    """
    phrases = [term for term in surfaces if " " in term]
    terms = [term for term in shares if " " not in term] + phrases
    every = {term: _weight(term, shares, counts, surfaces) for term in terms}
    weights = {term: weight for term, weight in every.items() if weight}
    weights |= {term: OPENING * weights[term] for term in openings & weights.keys()}
    ordered = sorted(weights, key=lambda term: (-round(weights[term], 6), term))
    telling = (term for term in ordered if _is_telling(term, surfaces))
    chosen = _chosen(telling, weights, limit, least) or _chosen(ordered, weights, limit, least)
    return tuple(surfaces.get(term, term) for term in chosen)


def still_hold(
    given: Sequence[str],
    shares: Mapping[str, float],
    counts: Mapping[str, int],
    surfaces: Surfaces,
    limit: int,
    openings: Set[str] = frozenset(),
    *,
    light: Iterable[str] = (),
) -> bool:
    """Tell whether reasons that were shown before can stay: both articles still share them.

    `light` are shared terms that are not in `shares`. Reasons can not stay if a clear one is
    missing, or if there are more than `limit`. How a word is written, or whether it is singular
    or plural, makes no difference.
    """
    if len(given) > limit:
        return False
    terms = {*shares, *surfaces, *light}
    unseen = {_key(reason) for reason in given if reason.lower() not in terms}
    # Most stand there as they are: the forms of all the others are rarely needed.
    if unseen and not unseen <= {_key(one) for term in terms for one in _written(term, surfaces)}:
        return False
    clear = reasons(shares, counts, surfaces, limit, openings, least=CLEAR * LEAST)
    words = {word for reason in given for word in _key(reason)}
    return len(given) >= len(clear) or all(words.issuperset(_key(one)) for one in clear)


def _written(term: str, surfaces: Surfaces) -> tuple[str, str]:
    return term, surfaces.get(term, "")


def _key(reason: str) -> tuple[str, ...]:
    return tuple(map(singular, reason.lower().split()))


def _chosen(
    terms: Iterable[str], weights: Mapping[str, float], limit: int, least: float
) -> list[str]:
    """Return the first terms that have no word in common and are not far lighter than the first."""
    chosen: list[str] = []
    used: set[str] = set()
    for term in terms:
        if len(chosen) == limit or (chosen and weights[term] < least * weights[chosen[0]]):
            break
        if used.isdisjoint(_stems(term)):
            used.update(_stems(term))
            chosen.append(term)
    return chosen


def _is_telling(term: str, surfaces: Surfaces) -> bool:
    """Tell whether a term says what an article is about; one telling word is enough in a name."""
    words = set(term.split(" "))
    weak = set(filter(_FIGURE.fullmatch, words)) | (words & term_list("weak-reasons.txt"))
    if is_name(surfaces.get(term, term)):
        return weak < words and words.isdisjoint(term_list("calendar-words.txt"))
    return not weak


def _weight(
    term: str, shares: Mapping[str, float], counts: Mapping[str, int], surfaces: Surfaces
) -> float:
    """Return how much a term says: a name stands for its words, a phrase for the lighter one."""
    share = shares.get(term, 0.0)
    named = is_name(surfaces.get(term, term))
    if " " not in term:
        common = 1 if counts.get(term, 0) > LEAD else INCIDENTAL
        return share * (NAME_PREFERENCE if named else common)
    words = term.split(" ")
    if named:
        parts = {*words, *pairs_of(term)}
        return NAME_PREFERENCE * sum(shares.get(part, 0.0) for part in parts)
    lighter = min((shares[word] for word in words if word in shares), default=0.0)
    often = min(counts.get(word, 0) for word in words) > LEAD
    return (share + lighter) * (1 if often else INCIDENTAL)


def _stems(term: str) -> set[str]:
    """Return the words of a term, singular and plural alike."""
    return {word.removesuffix("s") for word in term.split(" ")}
