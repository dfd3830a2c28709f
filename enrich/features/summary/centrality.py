"""How central each sentence is: TF-IDF vectors, and how much others take a sentence up.

Zheng and Lapata, "Sentence Centrality Revisited for Unsupervised Summarization", ACL 2019: a
sentence is central when later sentences take it up, and less so when it takes up earlier ones.
With no similarity threshold the two sums are dot products with running totals, so they take time
linear in the length of the article.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from enrich.features.summary import idf

Array = NDArray[np.float64]


class Vectors(NamedTuple):
    """The TF-IDF vectors of sentences, each of length 1 (empty without any term).

    One entry of the arrays a term of a sentence, in the order of the sentences.
    """

    sentences: int
    places: dict[str, int]
    """The vocabulary: each term with its place."""
    rows: NDArray[np.intp]
    """The sentence of each entry."""
    columns: NDArray[np.intp]
    """The place of its term."""
    values: Array
    weights: Array
    """Of each term of the vocabulary, in the article: how often it occurs, times its idf."""

    def sums(self, by_term: Array) -> Array:
        """Return the dot product of each sentence with a vector over the vocabulary."""
        return self.by_sentence(self.values * by_term[self.columns])

    def by_sentence(self, entries: Array) -> Array:
        """Return the sum of what the entries of each sentence have."""
        return _totals(self.rows, entries, self.sentences)

    def over_vocabulary(self, values: Mapping[str, float]) -> Array:
        """Return values by term as a vector over the vocabulary; 0 for terms without one."""
        found = np.zeros(len(self.places))
        for term, value in values.items():
            if term in self.places:
                found[self.places[term]] = value
        return found


def vectors(sentences: Sequence[Sequence[str]]) -> Vectors:
    """Return the vectors of sentences, each given as its terms."""
    flat = list(chain.from_iterable(sentences))
    places = {term: place for place, term in enumerate(dict.fromkeys(flat))}
    found_at = np.fromiter(map(places.__getitem__, flat), dtype=np.intp, count=len(flat))
    lengths = [len(terms) for terms in sentences]
    size = max(1, len(places))
    entries = np.repeat(np.arange(len(sentences)), lengths) * size + found_at
    found, times = np.unique(entries, return_counts=True)
    rows, columns = np.divmod(found, size)
    rarity = np.fromiter(idf.weights(places), dtype=np.float64, count=len(places))
    raw = times * rarity[columns]
    lengths_squared = _totals(rows, raw * raw, len(sentences))
    return Vectors(
        sentences=len(sentences),
        places=places,
        rows=rows,
        columns=columns,
        values=raw / np.sqrt(lengths_squared)[rows],
        weights=_totals(columns, raw, len(places)),
    )


class Similarity(NamedTuple):
    """The similarity of each sentence with others, each time a sum of cosines."""

    before: Array
    """With those before it."""
    after: Array
    """With those after it."""
    whole: Array
    """The cosine with the sum of them all."""


def similarity(of: Vectors) -> Similarity:
    """Return how alike each sentence is to those before and after it, and to the whole text."""
    total = _totals(of.columns, of.values, len(of.places))
    before = of.by_sentence(of.values * _running(of))
    among_all = of.sums(total)
    own = of.by_sentence(of.values * of.values)
    length = math.sqrt(math.fsum(total * total))
    return Similarity(before, among_all - before - own, among_all / (length or 1.0))


def _running(of: Vectors) -> Array:
    """Return, for each entry, the sum of the values that its term has in earlier sentences."""
    order = np.argsort(of.columns, kind="stable")
    values, columns = of.values[order], of.columns[order]
    until = np.cumsum(values) - values
    found = np.empty_like(until)
    found[order] = until - until[np.searchsorted(columns, columns)]
    return found


def _totals(places: NDArray[np.intp], entries: Array, size: int) -> Array:
    """Return the sum of the entries at each place.

    In their order, one by one: that of `add.reduceat` and of `@` depends on the processor.
    """
    found: Array = np.bincount(places, entries, size).astype(np.float64, copy=False)
    return found
