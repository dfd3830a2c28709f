"""Pairs of words that only one article has, as digests: what a copy of it will share with it.

They have no column and no weight, and would fill most of a saved index as strings. A digest takes
eight bytes; of 20 million pairs any two share one in about one corpus of 90,000.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.vectors import Vocabulary

Counts = Mapping[str, int]


class Unmatched(Struct, frozen=True, eq=False):
    """Digests in order, each with the row of the only article that has the pair."""

    digests: NDArray[np.uint64]
    rows: NDArray[np.int32]


NONE = Unmatched(np.empty(0, np.uint64), np.empty(0, np.int32))


def arrays(articles: Iterable[Counts], known: Vocabulary) -> dict[str, NDArray[Any]]:
    """Return the pairs of the articles that have no column, by the names that they are kept by."""
    lengths, parts = [], [b""]
    for terms in articles:
        own = [_digest(pair) for pair in _unknown(terms, known)]
        lengths.append(len(own))
        parts.append(b"".join(own))
    digests = np.frombuffer(b"".join(parts), "<u8").astype(np.uint64)
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(digests, kind="stable")
    return {"unmatched.digests": digests[order], "unmatched.rows": rows[order]}


def restored(arrays: Mapping[str, NDArray[Any]]) -> Unmatched:
    """Return what `arrays` was made of; raises KeyError where one is missing."""
    return Unmatched(np.asarray(arrays["unmatched.digests"]), np.asarray(arrays["unmatched.rows"]))


def shared(
    old: Unmatched, moved: NDArray[np.int32], articles: Mapping[int, Counts], known: Vocabulary
) -> dict[tuple[int, int], int]:
    """Return how many pairs without a column new articles share with others, the lower row first.

    `articles` are the term counts by row; `moved` has the new row of each old one, -1 for none.
    """
    found: Counter[tuple[int, int]] = Counter()
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    for row, terms in articles.items():
        own = [_digest(pair) for pair in _unknown(terms, known)]
        for other in _had(old, own):
            if moved[other] >= 0:
                found[_ordered(row, int(moved[other]))] += 1
        for digest in own:
            found.update(_ordered(row, other) for other in seen[digest])
            seen[digest].append(row)
    return dict(found)


def _had(old: Unmatched, digests: list[bytes]) -> list[int]:
    """Return the row of each of the digests that an old article has."""
    wanted = np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)
    places = np.searchsorted(old.digests, wanted)
    inside = places < len(old.digests)
    places, wanted = places[inside], wanted[inside]
    rows: list[int] = old.rows[places[old.digests[places] == wanted]].tolist()
    return rows


def _unknown(terms: Counts, known: Vocabulary) -> Iterator[str]:
    return (term for term in terms if " " in term and term not in known.columns)


def _digest(pair: str) -> bytes:
    return hashlib.blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _ordered(first: int, second: int) -> tuple[int, int]:
    return min(first, second), max(first, second)
