"""Why two articles are similar: the names and terms that carry the cosine, in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.surfaces import Surfaces, is_name
from enrich.features.related.vectors import Vector
from enrich.features.related.words import word_list

NAME_PREFERENCE = 1.5
"""How much more a name weighs than a common word with the same share of the cosine."""
HEAVIEST = 64
"""Shared terms that are looked at; the others are far too light to be shown."""
LONGEST_NAME = 5
"""Words of a name put together from overlapping pairs."""


class Shared(Struct, frozen=True):
    """A term that two articles share."""

    share: float
    """What it adds to their cosine."""
    frequency: int
    """How many articles of the corpus have it."""


def shared_terms(
    first: Vector, second: Vector, terms: Sequence[str], frequencies: NDArray[np.int32]
) -> dict[str, Shared]:
    """Return the terms that add most to the cosine of two articles, heaviest first."""
    columns, left, right = np.intersect1d(
        first.columns, second.columns, assume_unique=True, return_indices=True
    )
    shares = first.weights[left].astype(np.float64) * second.weights[right]
    heaviest = np.lexsort((columns, -shares))[:HEAVIEST]
    columns, shares = columns[heaviest], shares[heaviest]
    return {
        terms[column]: Shared(share, int(frequencies[column]))
        for column, share in zip(columns.tolist(), shares.tolist(), strict=True)
    }


def reasons(shared: Mapping[str, Shared], surfaces: Surfaces, limit: int) -> tuple[str, ...]:
    """Return the shared terms to show, heaviest first, no word twice, at most `limit`.

    Names come before common words of comparable weight, and a name of several words stands
    for them all. Words that tell nothing about a topic are shown only if nothing else is shared.
    """
    telling = {term: item for term, item in shared.items() if _is_telling(term)} or shared
    weights = {
        term: _weight(term, telling, surfaces)
        for term in telling
        if " " not in term or term in surfaces
    }
    names = {pair: surfaces[pair] for pair in _name_pairs(shared, surfaces)}
    shown: list[str] = []
    used: set[str] = set()
    for term in sorted(weights, key=lambda term: (-round(weights[term], 6), term)):
        if len(shown) == limit:
            break
        if used.isdisjoint(_stems(term)):
            chain = _whole_name(term, names, shared, used) if term in names else [term]
            used.update(*map(_stems, chain))
            shown.append(_joined(chain, surfaces))
    return tuple(shown)


def _is_telling(term: str) -> bool:
    weak = word_list("weak-reasons.txt")
    return not any(word in weak or word.isdecimal() for word in term.split(" "))


def _weight(term: str, shared: Mapping[str, Shared], surfaces: Surfaces) -> float:
    """Return how much a term says: a name stands for its words, a phrase for the lighter one."""
    share = shared[term].share
    words = [shared[w].share for w in term.split(" ") if w in shared] if " " in term else []
    if is_name(surfaces.get(term, term)):
        return NAME_PREFERENCE * (share + sum(words))
    return share + min(words, default=0.0)


def _stems(term: str) -> set[str]:
    """Return the words of a term, singular and plural alike."""
    return {word.removesuffix("s") for word in term.split(" ")}


def _name_pairs(shared: Mapping[str, Shared], surfaces: Surfaces) -> list[str]:
    """Return the pairs that are written as names, the most frequent in the corpus last."""
    pairs = (term for term in shared if " " in term and is_name(surfaces.get(term, "")))
    return sorted(pairs, key=lambda pair: (shared[pair].frequency, pair))


def _whole_name(
    term: str, names: Surfaces, shared: Mapping[str, Shared], used: set[str]
) -> list[str]:
    """Return the overlapping pairs that make up the longer name that a pair is part of.

    A pair is continued by one that at least as many articles have: "Wright Foley" by "James
    Wright", but "Tony Blair" not by "Minister Tony". "Of" joins only on the left ("Bureau of"
    before "Labor Statistics", no "of Ohio" after "Ann Smith"), a hyphen only on the right.
    """
    least = shared[term].frequency
    free = [
        pair
        for pair in names
        if shared[pair].frequency >= least and pair != term and used.isdisjoint(_stems(pair))
    ]
    before = {pair.split(" ")[1]: pair for pair in free if "-" not in names[pair]}
    after = {pair.split(" ")[0]: pair for pair in free if " of " not in names[pair]}
    chain = [term]
    while (pair := before.get(chain[0].split(" ")[0])) and _fits(pair, chain):
        chain.insert(0, pair)
    while (pair := after.get(chain[-1].split(" ")[1])) and _fits(pair, chain):
        chain.append(pair)
    return chain


def _fits(pair: str, chain: list[str]) -> bool:
    return pair not in chain and len(chain) < LONGEST_NAME - 1


def _joined(chain: list[str], surfaces: Surfaces) -> str:
    """Return overlapping pairs as one: "James Wright", "Wright Foley" as "James Wright Foley"."""
    whole = surfaces.get(chain[0], chain[0])
    for pair in chain[1:]:
        whole += surfaces[pair][len(pair.split(" ")[0]) :]
    return whole
