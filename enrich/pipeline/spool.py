"""Records in a temporary file, read again when they are needed.

What is kept of an article while a run lasts is several times as large as the article itself, and
larger still as objects; a corpus need not fit into memory for each of its articles to be looked at
in turn.
"""

from __future__ import annotations

import threading
import weakref
from abc import abstractmethod
from array import array
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import TypeVar

V = TypeVar("V")
MEMORY_BYTES = 4 * 1024 * 1024
"""What is kept in memory before the file is made."""
_SHIFT = 32


class Numbers:
    """A number for each path, in the order in which they came."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, path: str) -> int:
        """Return the number of a path; a new one is given the next."""
        return self._numbers.setdefault(path, len(self._numbers))

    def get(self, path: object) -> int:
        """Return the number of a path, or -1."""
        return self._numbers.get(path, -1)  # type: ignore[call-overload,no-any-return]

    def sorted(self) -> list[str]:
        """Return the paths in order, so that nothing can depend on which worker was faster."""
        return sorted(self._numbers)


class Spool(Mapping[str, V]):
    """Records by path; each look-up gives an object of its own. Subclasses say how to read one."""

    def __init__(self, numbers: Numbers | None = None) -> None:
        self._numbers = Numbers() if numbers is None else numbers
        self._file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 (as long as this)
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self._end = self._size = 0
        # One number per path, not a pair: where it starts and how long it is; 0 if there is none.
        self._places = array("Q")

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[str]:
        return (path for path in self._numbers.sorted() if path in self)

    def __contains__(self, path: object) -> bool:
        return self._place(self._numbers.get(path)) > 0

    def __getitem__(self, path: str) -> V:
        return self._read(path, self.data(path))

    def data(self, path: str) -> bytes:
        """Return the record of one path as it was encoded; raises KeyError."""
        start, length = divmod(self._place(self._numbers.get(path)), 1 << _SHIFT)
        if not length:
            raise KeyError(path)
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)

    def put(self, path: str, data: bytes) -> None:
        """Keep the record of one path as it was encoded, which is never empty."""
        with self._lock:
            self._file.seek(self._end)
            self._file.write(data)
            number = self._numbers.of(path)
            self._places.extend([0] * (number + 1 - len(self._places)))
            self._size += not self._places[number]
            self._places[number] = (self._end << _SHIFT) + len(data)
            self._end += len(data)

    def _place(self, number: int) -> int:
        return self._places[number] if 0 <= number < len(self._places) else 0

    @abstractmethod
    def _read(self, path: str, data: bytes) -> V:
        """Return the record that `data` was made of."""
