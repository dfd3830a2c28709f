"""Rows of numbers sorted on disk: as many as fit there, a fraction of them in memory at a time."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

MEMORY_BYTES = 1 << 22
"""What is kept in memory before a file is made."""
SHARE_BITS = 6
"""The first bits of a key say in which share it is sorted."""


class Sorter:
    """Rows of a structured type; the first field is a key of 64 bits, spread evenly.

    Rows of equal keys stay in the order in which they came.
    """

    def __init__(self, kind: np.dtype[Any]) -> None:
        self.kind = kind
        self.size = 0
        self._key = kind.names[0] if kind.names else ""
        self._file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 (as long as this)
        weakref.finalize(self, self._file.close)
        self._ends = [np.zeros(1, np.int64)]

    def add(self, rows: NDArray[Any]) -> None:
        """Take some rows."""
        shares = rows[self._key] >> np.uint64(64 - SHARE_BITS)
        order = np.argsort(shares, kind="stable")
        self._file.write(rows[order].tobytes())
        counts = np.bincount(shares.astype(np.int64), minlength=1 << SHARE_BITS)
        self._ends.append(self.size + np.cumsum(counts))
        self.size += len(rows)

    def __iter__(self) -> Iterator[NDArray[Any]]:
        """Yield all rows in order, one share after the other."""
        ends = np.concatenate(self._ends).tolist()
        for share in range(1 << SHARE_BITS):
            firsts, lasts = ends[share :: 1 << SHARE_BITS], ends[share + 1 :: 1 << SHARE_BITS]
            parts = (self._read(*span) for span in zip(firsts, lasts, strict=False))
            rows = np.frombuffer(b"".join(parts), self.kind)
            yield rows[np.argsort(rows[self._key], kind="stable")]

    def columns(self) -> dict[str, Column]:
        """Return the fields by name, all in the order of the first."""
        return {name: Column(self, name) for name in self.kind.names or ()}

    def _read(self, first: int, end: int) -> bytes:
        self._file.seek(first * self.kind.itemsize)
        return self._file.read((end - first) * self.kind.itemsize)


class Column(NamedTuple):
    """An array that is made part by part; NumPy makes it as a whole where it is asked to."""

    rows: Sorter
    name: str

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of its elements."""
        return self.rows.kind[self.name]

    @property
    def size(self) -> int:
        """How many elements it has."""
        return self.rows.size

    def parts(self) -> Iterator[NDArray[Any]]:
        """Yield its elements, some at a time."""
        return (part[self.name] for part in self.rows)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        parts = [np.empty(0, self.dtype), *self.parts()]
        return np.concatenate(parts).astype(self.dtype if dtype is None else dtype)
