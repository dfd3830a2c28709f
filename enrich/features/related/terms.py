"""What an article is about, as term counts.

Terms are content words and pairs of them. A pair also bridges function words ("bank england"
for "Bank of England"), which finds more related articles than strictly adjacent pairs do, but
never a full stop, a bracket or the border of a block. A term of the title, and to a lesser
degree one of the beginning, counts for more. Counts are whole numbers: one occurrence in the
body counts `PLAIN`.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec
from msgspec import Raw

from enrich.features.related.surfaces import Surfaces, surfaces
from enrich.features.related.words import Reading, normalized, reading
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

Blocks: TypeAlias = dict[str, Raw]
"""By the digest of a block: what it adds to the terms, see `added`.

As JSON, for a corpus repeats few blocks, and only of these it is asked for.
"""
Places: TypeAlias = defaultdict[str, int]
"""The place of each term; a new one is given the next."""


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
    places: Places = defaultdict(itertools.count().__next__)
    totals: dict[int, int] = {}
    read: list[Reading] = []
    blocks: dict[str, dict[int, int]] = {}
    seen = 0
    for passage in passages:
        block = reading(normalized(passage.text))
        read.append(block)
        terms = [word.term for word in block.words]
        found = _counts(block, terms, _weights(len(terms), seen, title=passage.title), places)
        _add(totals, found)
        if not passage.title:
            seen += len(terms)
            if len(terms) >= SHORTEST_BLOCK:
                _add(blocks.setdefault(_digest(terms), {}), found)
    # Places are given out in the order in which `totals` gets them.
    counts = dict(zip(places, totals.values(), strict=True))
    adding = {digest: Raw(msgspec.json.encode(found)) for digest, found in blocks.items()}
    return Terms(counts, surfaces(read), adding)


def added(block: Raw) -> dict[int, int]:
    """Return what a block adds to which terms, these by their place in the counts."""
    return msgspec.json.decode(block, type=dict[int, int])


def _weights(words: int, seen: int, *, title: bool) -> list[int]:
    """Return what each word of a block counts for that `seen` words of the body stand before."""
    if title:
        return [TITLE] * words
    lead = min(words, max(0, LEAD_WORDS - seen))
    return [LEAD] * lead + [PLAIN] * (words - lead)


def _counts(
    block: Reading, terms: Sequence[str], weights: Sequence[int], places: Places
) -> dict[int, int]:
    """Return what one block adds to which places; a pair counts for what its second word does."""
    follows = (word.follows for word in block.words)
    named = itertools.chain(terms, (pair for pair, _, _ in block.pairs))
    worth = itertools.chain(weights, itertools.compress(weights, follows))
    counts: dict[int, int] = {}
    for place, weight in zip(map(places.__getitem__, named), worth, strict=True):
        counts[place] = counts.get(place, 0) + weight
    return counts


def _add(counts: dict[int, int], more: Mapping[int, int]) -> None:
    for place, count in more.items():
        counts[place] = counts.get(place, 0) + count


def _digest(terms: Iterable[str]) -> str:
    text = " ".join(terms)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
