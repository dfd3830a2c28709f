"""How central each sentence is: TF-IDF vectors, and how much others take a sentence up.

Zheng and Lapata, "Sentence Centrality Revisited for Unsupervised Summarization", ACL 2019: a
sentence is central when later sentences take it up, and less so when it takes up earlier ones.
With no similarity threshold the two sums are dot products with running totals, so they take time
linear in the length of the article.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from enrich.features.summary import idf

Vector = dict[str, float]


def vector(terms: Iterable[str]) -> Vector:
    """Return the TF-IDF vector of terms, of length 1; empty without any."""
    counts = Counter(terms)
    weights = {term: times * idf.weight(term) for term, times in counts.items()}
    norm = math.sqrt(sum(value * value for value in weights.values()))
    return {term: value / norm for term, value in weights.items()} if norm else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return the dot product of two vectors, which is their cosine where both have length 1."""
    return sum(value * other.get(term, 0.0) for term, value in one.items())


def sums(vectors: Sequence[Vector]) -> tuple[list[float], Vector]:
    """Return, per vector, the sum of its cosines with all before it; and the sum of all vectors."""
    total: Vector = {}
    found = []
    for one in vectors:
        similarity = 0.0
        for term, value in one.items():
            before = total.get(term, 0.0)
            similarity += value * before
            total[term] = before + value
        found.append(similarity)
    return found, total
