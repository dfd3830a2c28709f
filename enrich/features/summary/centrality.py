"""How central each sentence is to what comes after it: PacSum on TF-IDF, plus position.

Zheng and Lapata, "Sentence Centrality Revisited for Unsupervised Summarization", ACL 2019: a
sentence is central when later sentences take it up, and less so when it takes up earlier ones.
With no similarity threshold the two sums are dot products with running totals, so the score is
linear in the length of the article.
"""

from __future__ import annotations

import math
from collections import Counter

from enrich.features.summary import idf
from enrich.features.summary.words import content

BACKWARD = -1.0
FORWARD = 1.0
LEAD = 1.0
"""Weight of the position prior 1 / (1 + i)."""

Vector = dict[str, float]


def centrality(sentences: list[list[str]]) -> list[float]:
    """Return a score per sentence (a list of terms): PacSum in [0, 1], plus 1 / (1 + i)."""
    vectors = [vector(words) for words in sentences]
    before = _sums(vectors)
    after = _sums(vectors[::-1])[::-1]
    directed = [FORWARD * a + BACKWARD * b for a, b in zip(after, before, strict=True)]
    return [value + LEAD / (1 + index) for index, value in enumerate(_scaled(directed))]


def vector(words: list[str]) -> Vector:
    """Return the TF-IDF vector of a list of terms, of length 1; empty without content words."""
    counts = Counter(content(words))
    weights = {term: times * idf.weight(term) for term, times in counts.items()}
    norm = math.sqrt(sum(value * value for value in weights.values()))
    return {term: value / norm for term, value in weights.items()} if norm else {}


def _sums(vectors: list[Vector]) -> list[float]:
    """Return, per vector, the sum of its cosines with all vectors before it."""
    total: Vector = {}
    sums = []
    for weights in vectors:
        sums.append(sum(value * total.get(term, 0.0) for term, value in weights.items()))
        for term, value in weights.items():
            total[term] = total.get(term, 0.0) + value
    return sums


def _scaled(values: list[float]) -> list[float]:
    if not values:
        return []
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 0.0 for value in values]
