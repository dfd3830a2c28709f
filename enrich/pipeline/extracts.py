"""A feature's extracts by path, as JSON in a temporary file, decoded when they are asked for.

They are several times as large as the articles themselves, and larger still as objects; a corpus
need not fit into memory for each of its articles to be looked at in turn.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any

import msgspec

from enrich import features

MEMORY_BYTES = 4 * 1024 * 1024
"""What is kept in memory before the file is made."""
_SHIFT = 32


class Extracts(Mapping[str, Any]):
    """The extracts of one feature; each look-up gives an object of its own."""

    def __init__(self, feature: str) -> None:
        self._kind = features.load(feature).Extract
        self._file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 (as long as this)
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self._end = 0
        # One number per article, not a pair: where it starts and how long it is.
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, path: object) -> bool:
        return path in self._places

    def __getitem__(self, path: str) -> Any:
        start, length = divmod(self._places[path], 1 << _SHIFT)
        with self._lock:
            self._file.seek(start)
            data = self._file.read(length)
        return msgspec.json.decode(data, type=self._kind)

    def put(self, path: str, data: bytes) -> None:
        """Keep the extract of one article as it was encoded."""
        with self._lock:
            self._file.seek(self._end)
            self._file.write(data)
            self._places[path] = (self._end << _SHIFT) + len(data)
            self._end += len(data)

    def sort(self) -> None:
        """Order by path, so that nothing can depend on which worker was faster."""
        self._places = dict(sorted(self._places.items()))
