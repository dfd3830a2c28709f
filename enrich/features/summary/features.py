"""What is known of each sentence of an article, as named numbers for the ranker."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from enrich.features.summary import idf
from enrich.features.summary.centrality import cosine, sums, vector
from enrich.features.summary.words import content, lines

TOPICS = 10
"""So many keywords are what an article is about, where one sentence is judged,"""
KEYWORDS = 20
"""and so many, where a set of bullets should cover them."""
FEW_WORDS, MANY_WORDS, TOO_MANY_WORDS = 9, 20, 28
MOST_DIGITS = 8

_PERSON = frozenset(
    f"{one}{tail}" for one in ("i", "you") for tail in ("", "'m", "'re", "'ve", "'d", "'ll")
) | {"me", "my", "your"}
_DIGIT = re.compile(r"\d")

Features = dict[str, float]


class Sentence(Struct, frozen=True):
    """A sentence as the ranker sees it."""

    text: str
    words: list[str]
    """Its terms, function words included."""
    item: bool = False
    """Whether it is part of a list."""


class Known(NamedTuple):
    """What is known of the sentences of an article."""

    features: list[Features]
    """Of each sentence, by name."""
    keywords: tuple[tuple[str, float], ...]
    """The terms that weigh most in the article (TF-IDF), each with its share of their weight."""


def known(sentences: Sequence[Sentence], title: Sequence[str]) -> Known:
    """Return the features of each sentence and the keywords; `title` are the title's terms."""
    contents = [content(one.words) for one in sentences]
    vectors = [vector(terms) for terms in contents]
    takes_up, whole = sums(vectors)
    among_all = [cosine(one, whole) for one in vectors]
    taken_up = [
        total - before - bool(one)
        for total, before, one in zip(among_all, takes_up, vectors, strict=True)
    ]
    central = _scaled([after - before for after, before in zip(taken_up, takes_up, strict=True)])
    length = math.sqrt(sum(value * value for value in whole.values())) or 1.0
    headline = vector(content(list(title)))
    weights = _heaviest(Counter(chain.from_iterable(contents)))
    heavy = sum(weight for _, weight in weights[:TOPICS]) or 1.0
    topics = {term: weight / heavy for term, weight in weights[:TOPICS]}
    found = [
        {
            "position": math.log1p(index),
            "first": 1 / (1 + index),
            "central": central[index],
            "centroid": among_all[index] / length,
            "topics": sum(topics.get(term, 0.0) for term in vectors[index]),
            "title": cosine(vectors[index], headline),
            **_surface(one),
        }
        for index, one in enumerate(sentences)
    ]
    whole_weight = sum(weight for _, weight in weights) or 1.0
    return Known(found, tuple((term, weight / whole_weight) for term, weight in weights))


def _heaviest(counts: Mapping[str, int]) -> list[tuple[str, float]]:
    weighted = ((times * idf.weight(term), term) for term, times in counts.items())
    top = nsmallest(KEYWORDS, ((-weight, term) for weight, term in weighted))
    return [(term, -weight) for weight, term in top]


def _surface(one: Sentence) -> Features:
    words = len(one.words)
    cues = {name: float(bool(found(one.text))) for name, found in _cues()}
    return {
        "numbers": min(len(_DIGIT.findall(one.text)), MOST_DIGITS) / MOST_DIGITS,
        "brief": max(0, FEW_WORDS - words) / FEW_WORDS,
        "long": max(0, words - MANY_WORDS) / MANY_WORDS,
        "lengthy": max(0, words - TOO_MANY_WORDS) / MANY_WORDS,
        "item": float(one.item),
        "person": float(not _PERSON.isdisjoint(one.words)),
        **cues,
    }


def _scaled(values: Sequence[float]) -> list[float]:
    """Return the values moved and stretched to run from 0 to 1."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [(value - low) / (high - low) if high > low else 0.0 for value in values]


@cache
def _cues() -> tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...]:
    """Return what looks for each cue: patterns for the start are tried there only."""
    patterns: dict[str, list[str]] = {}
    for line in lines("cues.tsv"):
        name, pattern = line.split("\t")
        patterns.setdefault(name, []).append(pattern)
    found = []
    for name, each in patterns.items():
        whole = re.compile("|".join(f"(?:{pattern})" for pattern in each), re.IGNORECASE)
        at_start = all(pattern.startswith("^") for pattern in each)
        found.append((name, whole.match if at_start else whole.search))
    return tuple(found)
