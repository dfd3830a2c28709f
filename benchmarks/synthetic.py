"""Synthetic articles as term counts: seeded, of any number, with the statistics of real news.

A word is a rank in one distribution of document frequencies, measured on 1,112 news articles and
continued as a power law, so that the vocabulary grows with the corpus. Part of each article is
drawn from the words of its topic and part from those of its story, which are themselves drawn
from that distribution: they make neighbours without changing how frequent words are. Some words
are followed by their own companion, which makes pairs that recur.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LENGTH = 185
"""Median content words of an article; about 350 words with the function words."""
WORDS = 4_000_000
CURVE = (
    (1, 0.85), (3, 0.34), (10, 0.28), (30, 0.175), (100, 0.114), (300, 0.071), (1000, 0.031),
    (3000, 0.0099), (10000, 0.0017), (100_000, 4e-5), (WORDS, 2e-7),
)  # fmt: skip
"""Rank of a word, and the share of articles that have it."""
STORY, TOPIC, COMPANION, REPEAT = 0.15, 0.12, 0.30, 0.30
"""Shares of the words of an article that are its story's, its topic's, that a companion follows,
and that repeat an earlier word of the article."""
STORY_WORDS, TOPIC_WORDS = 30, 300
FIRST = 150
"""Words more frequent than this rank belong to no story or topic."""
BATCH = 20_000


class Counts(NamedTuple):
    """Term counts of articles: those of `i` stand from `starts[i]` to `starts[i + 1]`."""

    starts: NDArray[np.int64]
    terms: NDArray[np.int64]
    """A word is its rank; a pair is `(first + 1) * WORDS + second`."""
    counts: NDArray[np.int32]


def generate(size: int, seed: int = 0) -> Iterator[Counts]:
    """Yield the term counts of `size` articles, in parts; the same for the same size and seed."""
    shares = _shares()
    stories = max(1, size // 8)
    for first in range(0, size, BATCH):
        yield _batch(np.arange(first, min(first + BATCH, size)), stories, seed, shares)


def _shares() -> NDArray[np.float64]:
    """Return, by rank, the cumulative probability of a word."""
    ranks, shares = np.array(CURVE).T
    at = np.exp(np.interp(np.log(np.arange(1, WORDS + 1)), np.log(ranks), np.log(shares)))
    expected = -np.log1p(-at)
    expected[:FIRST] /= 1 - STORY - TOPIC - COMPANION
    cumulative = np.cumsum(expected)
    return cumulative / cumulative[-1]


def _batch(
    articles: NDArray[np.int64], stories: int, seed: int, shares: NDArray[np.float64]
) -> Counts:
    """Return the counts of some articles."""
    rng = np.random.default_rng([seed, int(articles[0])])
    size = len(articles)
    lengths = np.clip(rng.lognormal(np.log(LENGTH), 0.4, size), 30, 1500).astype(np.int64)
    # A few stories have many articles, most have few.
    story = (stories * rng.random(size) ** 2).astype(np.int64)
    topic = story % max(20, stories // 80)
    owner = np.repeat(np.arange(size), lengths)
    total = len(owner)
    words = np.searchsorted(shares, rng.random(total))
    kind = rng.random(total)
    for group, own, low, high in (
        (story, STORY_WORDS, 0.0, STORY),
        (topic + (1 << 40), TOPIC_WORDS, STORY, STORY + TOPIC),
    ):
        drawn = np.flatnonzero((kind >= low) & (kind < high))
        which = (own * rng.random(len(drawn)) ** 1.5).astype(np.int64)
        words[drawn] = _ranks(_mixed(group[owner[drawn]] * 1009 + which), shares)
    after = np.flatnonzero(rng.random(total - 1) < COMPANION) + 1
    words[after] = _ranks(_mixed(words[after - 1] + (2 << 40)), shares)
    again = np.flatnonzero(rng.random(total) < REPEAT)
    begins = np.cumsum(lengths) - lengths
    earlier = (rng.random(len(again)) * (again - begins[owner[again]])).astype(np.int64)
    words[again] = words[begins[owner[again]] + earlier]
    return _counted(owner, words, size)


def _counted(owner: NDArray[np.int64], words: NDArray[np.int64], size: int) -> Counts:
    same = np.flatnonzero(owner[1:] == owner[:-1])
    pairs = (words[same] + 1) * WORDS + words[same + 1]
    owners, terms = np.concatenate([owner, owner[same]]), np.concatenate([words, pairs])
    order = np.lexsort((terms, owners))
    owners, terms = owners[order], terms[order]
    first = np.ones(len(terms), bool)
    first[1:] = (owners[1:] != owners[:-1]) | (terms[1:] != terms[:-1])
    places = np.flatnonzero(first)
    counts = np.diff(np.append(places, len(terms))).astype(np.int32)
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(owners[places], minlength=size), out=starts[1:])
    return Counts(starts, terms[places], counts)


def _ranks(keys: NDArray[np.uint64], shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return a word for each number, the same for the same number, none of the most frequent."""
    least = shares[FIRST]
    return np.searchsorted(shares, least + (1 - least) * (keys >> np.uint64(11)) / 2.0**53)


def _mixed(keys: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return well mixed bits of each number (the finalizer of SplitMix64)."""
    bits = keys.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def texts(counts: Counts) -> Iterator[dict[str, int]]:
    """Yield the term counts of each article as a dict, with the terms as texts."""
    for start, end in pairwise(counts.starts.tolist()):
        terms, numbers = counts.terms[start:end].tolist(), counts.counts[start:end].tolist()
        yield {_text(term): number for term, number in zip(terms, numbers, strict=True)}


def _text(term: int) -> str:
    if term < WORDS:
        return f"w{term:x}"
    first, second = divmod(term, WORDS)
    return f"w{first - 1:x} w{second:x}"
