"""What is known of each sentence of an article, as named numbers for the ranker."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from enrich.features.summary import idf
from enrich.features.summary.centrality import Array, Vectors, similarity, vectors
from enrich.features.summary.words import content, lines, terms

TOPICS = 10
"""So many keywords are what an article is about, where one sentence is judged,"""
KEYWORDS = 20
"""and so many, where a set of bullets should cover them."""
FEW_WORDS, MANY_WORDS, TOO_MANY_WORDS = 9, 20, 28
MOST_WORDS = 30
"""Bullets should not have more words than this, as they are counted by the spaces between."""
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
    if not sentences:
        return Known([], ())
    of = vectors([content(one.words) for one in sentences])
    alike = similarity(of)
    weights = _heaviest(of)
    heavy = sum(weight for _, weight in weights[:TOPICS]) or 1.0
    topics = {term: weight / heavy for term, weight in weights[:TOPICS]}
    measured = zip(
        _scaled(alike.after - alike.before),
        alike.whole.tolist(),
        of.by_sentence(of.over_vocabulary(topics)[of.columns]).tolist(),
        of.sums(of.over_vocabulary(_unit(content(list(title))))).tolist(),
        strict=True,
    )
    found = [
        {
            "position": math.log1p(index),
            "first": 1 / (1 + index),
            "central": central,
            "centroid": centroid,
            "topics": topical,
            "title": headline,
            **_surface(one),
        }
        for index, (one, (central, centroid, topical, headline)) in enumerate(
            zip(sentences, measured, strict=True)
        )
    ]
    whole = sum(weight for _, weight in weights) or 1.0
    return Known(found, tuple((term, weight / whole) for term, weight in weights))


def _heaviest(of: Vectors) -> list[tuple[str, float]]:
    """Return the terms that weigh most; of those that weigh the same, the first by the alphabet."""
    terms, falling = list(of.places), -of.weights
    most = min(KEYWORDS, len(terms)) - 1
    # Only those are sorted as pairs that weigh as much as the last one wanted, or more.
    near = np.flatnonzero(falling <= np.partition(falling, most)[most]) if terms else ()
    pairs = sorted((float(falling[place]), terms[place]) for place in near)
    return [(term, -weight) for weight, term in pairs[:KEYWORDS]]


def _unit(terms: Sequence[str]) -> dict[str, float]:
    """Return the TF-IDF vector of terms, of length 1; empty without any."""
    raw = {term: times * idf.weight(term) for term, times in Counter(terms).items()}
    length = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {term: value / length for term, value in raw.items()}


def _surface(one: Sentence) -> Features:
    words = len(one.words)
    text = one.text
    lowered = text.lower()
    first = one.words[0].partition("'")[0] if words else ""
    telling = _telling().intersection(one.words)
    cues = {
        cue.name: float(cue.find(text) is not None)
        if (not cue.firsts or first in cue.firsts)
        and (not cue.terms or not cue.terms.isdisjoint(telling))
        and (not cue.needed or any(map(lowered.__contains__, cue.needed)))
        else 0.0
        for cue in _cues()
    }
    return {
        "numbers": min(len(_DIGIT.findall(text)), MOST_DIGITS) / MOST_DIGITS,
        "brief": max(0, FEW_WORDS - words) / FEW_WORDS,
        "long": max(0, words - MANY_WORDS) / MANY_WORDS,
        "lengthy": max(0, words - TOO_MANY_WORDS) / MANY_WORDS,
        "wordy": float(text.count(" ") >= MOST_WORDS),
        "item": float(one.item),
        "person": float(not _PERSON.isdisjoint(telling)),
        **cues,
    }


def _scaled(values: Array) -> list[float]:
    """Return the values moved and stretched to run from 0 to 1."""
    low, high = values.min(), values.max()
    scaled: list[float] = ((values - low) / ((high - low) or 1.0)).tolist()
    return scaled


class _Cue(Struct, frozen=True):
    name: str
    needed: tuple[str, ...]
    """What must occur, in lower case, for a search to be tried; empty: nothing."""
    terms: frozenset[str]
    """The same by terms, of which one must be there: quicker where there are many."""
    firsts: frozenset[str]
    """The same by the first term, up to its apostrophe."""
    find: Callable[[str], re.Match[str] | None]


@cache
def _telling() -> frozenset[str]:
    """Return all terms that are asked for, so that a sentence is searched for them once."""
    return _PERSON.union(*(cue.terms for cue in _cues()))


@cache
def _cues() -> tuple[_Cue, ...]:
    """Return what looks for each cue: patterns for the start are tried there only."""
    patterns: dict[str, list[str]] = {}
    conditions: dict[str, list[str]] = {}
    for line in lines("cues.tsv"):
        name, pattern, *columns = line.split("\t")
        patterns.setdefault(name, []).append(pattern)
        conditions[name] = [*columns, "", "", ""]
    found = []
    for name, each in patterns.items():
        needed, words, firsts, *_ = conditions[name]
        whole = re.compile("|".join(f"(?:{pattern})" for pattern in each), re.IGNORECASE)
        at_start = all(pattern.startswith("^") for pattern in each)
        found.append(
            _Cue(
                name,
                needed=tuple(part for part in needed.split("|") if part),
                terms=frozenset(terms(words)),
                firsts=frozenset(terms(firsts)),
                find=whole.match if at_start else whole.search,
            )
        )
    return tuple(found)
