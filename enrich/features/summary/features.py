"""What is known of each sentence of an article, as named numbers for the ranker."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from enrich.features.summary import idf
from enrich.features.summary.centrality import Vector, cosine, sums, vector
from enrich.features.summary.words import content, lines

TOPICS = 10
"""So many keywords are what an article is about, where one sentence is judged,"""
KEYWORDS = 20
"""and so many, where a set of bullets should cover them."""
FEW_WORDS, MANY_WORDS = 12, 20
MOST_NAMES, MOST_DIGITS = 10, 8

_NAME = re.compile(r"[A-Z](?<=\w .)[\w&'\u2019-]*")
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
    opening: bool = False
    """Whether it is the first one under a heading."""


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
    takes_up = sums(vectors)
    taken_up = sums(vectors[::-1])[::-1]
    central = _scaled([after - before for after, before in zip(taken_up, takes_up, strict=True)])
    whole, headline = _total(vectors), vector(content(list(title)))
    weights = _heaviest(Counter(chain.from_iterable(contents)))
    heavy = sum(weight for _, weight in weights[:TOPICS]) or 1.0
    topics = {term: weight / heavy for term, weight in weights[:TOPICS]}
    found = [
        {
            "position": math.log1p(index),
            "first": 1 / (1 + index),
            "opening": float(one.opening),
            "central": central[index],
            "centroid": cosine(vectors[index], whole),
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
    cues = {name: float(bool(pattern.search(one.text))) for name, pattern in _cues()}
    return {
        "names": min(len(_NAME.findall(one.text)), MOST_NAMES) / MOST_NAMES,
        "numbers": min(len(_DIGIT.findall(one.text)), MOST_DIGITS) / MOST_DIGITS,
        "brief": max(0, FEW_WORDS - words) / FEW_WORDS,
        "long": max(0, words - MANY_WORDS) / MANY_WORDS,
        "item": float(one.item),
        "person": float(not _PERSON.isdisjoint(one.words)),
        **cues,
    }


def _scaled(values: Sequence[float]) -> list[float]:
    """Return the values moved and stretched to run from 0 to 1."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [(value - low) / (high - low) if high > low else 0.0 for value in values]


def _total(vectors: Sequence[Vector]) -> Vector:
    total: Vector = {}
    for one in vectors:
        for term, value in one.items():
            total[term] = total.get(term, 0.0) + value
    norm = math.sqrt(sum(value * value for value in total.values())) or 1.0
    return {term: value / norm for term, value in total.items()}


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns: dict[str, list[str]] = {}
    for line in lines("cues.tsv"):
        name, pattern = line.split("\t")
        patterns.setdefault(name, []).append(f"(?:{pattern})")
    return tuple(
        (name, re.compile("|".join(each), re.IGNORECASE)) for name, each in patterns.items()
    )
