"""What an article is about, as term counts.

Terms are content words and pairs of them. A pair also bridges function words ("bank england"
for "Bank of England"), which finds more related articles than strictly adjacent pairs do, but
never a full stop, a bracket or the border of a block. A term of the title, and to a lesser
degree one of the beginning, counts for more. Counts are whole numbers: one occurrence in the
body counts `PLAIN`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from enrich.features.related.surfaces import Surfaces, surfaces
from enrich.features.related.words import Word, content_words, normalized, pairs
from enrich.records import Prose

PLAIN = 2
"""What a term counts for."""
LEAD = 3
"""What it counts for among the first `LEAD_WORDS` content words of the body."""
TITLE = 8
"""What it counts for in the title; these were measured on four corpora (docs/measurements.md)."""
LEAD_WORDS = 100
SHORTEST_BLOCK = 5
"""Content words that a block must have to be recognised where it is repeated."""

Blocks: TypeAlias = dict[str, dict[int, int]]
"""By the digest of a block: what it adds to which terms, these by their place in the counts."""


class Passage(NamedTuple):
    """A stretch of text that no pair of words crosses."""

    text: str
    title: bool = False


class Terms(NamedTuple):
    """The terms of one article."""

    counts: dict[str, int]
    surfaces: Surfaces
    blocks: Blocks


def passages(prose: Prose) -> Iterator[Passage]:
    """Yield the blocks of an article; tables are data, and tell little of what it is about."""
    for block in prose.blocks:
        if block.kind == "row":
            continue
        yield Passage(prose.text[block.start : block.end], block.kind == "title")


def count_terms(passages: Iterable[Passage]) -> Terms:
    """Return the counts of all terms, how the presentable ones are written, and the blocks."""
    counts: Counter[str] = Counter()
    read: list[tuple[str, tuple[Word, ...]]] = []
    parts: dict[str, Counter[str]] = {}
    seen = 0
    for passage in passages:
        text = normalized(passage.text)
        words = tuple(content_words(text))
        read.append((text, words))
        found = _counts(words, seen, title=passage.title)
        counts.update(found)
        if not passage.title:
            seen += len(words)
            if len(words) >= SHORTEST_BLOCK:
                parts.setdefault(_digest(words), Counter()).update(found)
    places = {term: place for place, term in enumerate(counts)}
    blocks = {
        digest: {places[term]: count for term, count in found.items()}
        for digest, found in parts.items()
    }
    return Terms(dict(counts), surfaces(read), blocks)


def _counts(words: tuple[Word, ...], seen: int, *, title: bool) -> Counter[str]:
    """Return the counts of one block that `seen` content words of the body stand before."""
    weights = [
        TITLE if title else LEAD if place < LEAD_WORDS else PLAIN
        for place in range(seen, seen + len(words))
    ]
    counts: dict[str, int] = {}
    for word, weight in zip(words, weights, strict=True):
        counts[word.term] = counts.get(word.term, 0) + weight
    ends = {word.start: weight for word, weight in zip(words, weights, strict=True)}
    for pair, _, second in pairs(words):
        counts[pair] = counts.get(pair, 0) + ends[second.start]
    return Counter(counts)


def _digest(words: tuple[Word, ...]) -> str:
    text = " ".join(word.term for word in words)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
