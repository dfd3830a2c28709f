"""Pairs of words that only one article has, as digests: what a new article may share with it.

They have no column, and would fill most of a saved index as strings. A digest takes
eight bytes; of 20 million pairs any two share one in about one corpus of 90,000.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.sorting import Column, Sorter

Counts = Mapping[str, int]
TOGETHER = 512
"""Articles whose pairs are sorted together."""
_KIND = np.dtype([("digests", np.uint64), ("rows", np.int32), ("counts", np.int32)])


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


class Unsorted:
    """Pairs of words that only one article has, as they come.

    They are sorted on disk: they may be as large as all else of an index.
    """

    def __init__(self) -> None:
        self._sorter = Sorter(_KIND)
        self._parts = [np.empty(0, _KIND)]

    def add(self, row: int, pairs: Counts) -> None:
        """Add those of one article."""
        part = np.empty(len(pairs), _KIND)
        part["digests"] = np.frombuffer(b"".join(map(_digest, pairs)), "<u8")
        part["rows"], part["counts"] = row, list(pairs.values())
        self._parts.append(part)
        if len(self._parts) > TOGETHER:
            self._sort()

    def arrays(self) -> dict[str, Column]:
        """Return all of them in order, by the names that they are kept by."""
        self._sort()
        columns = self._sorter.columns()
        return {f"unmatched.{name}": column for name, column in columns.items()}

    def _sort(self) -> None:
        self._sorter.add(np.concatenate(self._parts))
        self._parts = self._parts[:1]


def restored(arrays: Mapping[str, NDArray[Any]]) -> Unmatched:
    """Return what `arrays` was made of; raises KeyError where one is missing."""
    return Unmatched(
        *(np.asarray(arrays[f"unmatched.{part}"]) for part in Unmatched.__struct_fields__)
    )


def _digest(pair: str) -> bytes:
    return hashlib.blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=8).digest()
