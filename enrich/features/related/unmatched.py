"""Pairs of words that only one article has, as digests: what a new article may share with it.

They have no column, and would fill most of a saved index as strings. A digest takes
eight bytes; of 20 million pairs any two share one in about one corpus of 90,000.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.vectors import Vocabulary

Counts = Mapping[str, int]


class Unmatched(Struct, frozen=True, eq=False):
    """Digests in order, each with the row of the only article that has the pair, and its count."""

    digests: NDArray[np.uint64]
    rows: NDArray[np.int32]
    counts: NDArray[np.int32]

    def find(self, pairs: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return the row and the count of each of the pairs that an article has."""
        wanted = np.frombuffer(b"".join(map(_digest, pairs)), "<u8").astype(np.uint64)
        places = np.searchsorted(self.digests, wanted)
        inside = np.flatnonzero(places < len(self.digests))
        inside = inside[self.digests[places[inside]] == wanted[inside]]
        return {
            pairs[one]: (int(self.rows[places[one]]), int(self.counts[places[one]]))
            for one in inside.tolist()
        }


NONE = Unmatched(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int32))


def arrays(articles: Iterable[Counts], known: Vocabulary) -> dict[str, NDArray[Any]]:
    """Return the pairs of the articles that have no column, by the names that they are kept by."""
    lengths: list[int] = []
    parts, counts = [b""], [np.empty(0, np.int32)]
    for terms in articles:
        own = [term for term in terms if " " in term and term not in known.columns]
        lengths.append(len(own))
        parts.append(b"".join(map(_digest, own)))
        counts.append(np.array([terms[pair] for pair in own], np.int32))
    digests = np.frombuffer(b"".join(parts), "<u8").astype(np.uint64)
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(digests, kind="stable")
    return {
        "unmatched.digests": digests[order],
        "unmatched.rows": rows[order],
        "unmatched.counts": np.concatenate(counts)[order],
    }


def restored(arrays: Mapping[str, NDArray[Any]]) -> Unmatched:
    """Return what `arrays` was made of; raises KeyError where one is missing."""
    return Unmatched(
        *(np.asarray(arrays[f"unmatched.{part}"]) for part in Unmatched.__struct_fields__)
    )


def _digest(pair: str) -> bytes:
    return hashlib.blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=8).digest()
