"""Many strings as two arrays, so that a file of them is used where it lies, without reading it all.

String `i` is `text[starts[i]:starts[i + 1]]` in UTF-8. Where the strings are in code point order,
which is also the order of their UTF-8 bytes, one is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

V = TypeVar("V")
DICT_COST = 1 / 16
"""What one more key of a dict costs, in look-ups by bisection."""


class Strings(Sequence[str]):
    """Strings in two arrays; each is made when it is asked for."""

    def __init__(self, text: NDArray[np.uint8], starts: NDArray[np.int64]) -> None:
        self.text = np.asarray(text)
        self.starts = np.asarray(starts)
        self._bytes = self.text.data

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """Pack strings into arrays."""
        encoded = [_encoded(one) for one in strings]
        starts = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(one) for one in encoded], out=starts[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            if step != 1:
                return [self[place] for place in range(first, last, step)]
            starts = self.starts[first : max(first, last) + 1]
            text = bytes(self._bytes[starts[0] : starts[-1]])
            ends = pairwise((starts - starts[0]).tolist())
            if text.isascii():  # a byte is a character, so the whole is decoded at once
                whole = text.decode("ascii")
                return [whole[one:other] for one, other in ends]
            return [_decoded(text[one:other]) for one, other in ends]
        return _decoded(self.encoded(range(len(self))[index]))

    def encoded(self, index: int) -> bytes:
        """Return one string in UTF-8; `index` is not checked."""
        return bytes(self._bytes[int(self.starts[index]) : int(self.starts[index + 1])])

    def place(self, string: str) -> int | None:
        """Return where a string stands among sorted ones, or None."""
        wanted = _encoded(string)
        place = bisect_left(range(len(self)), wanted, key=self.encoded)
        return place if place < len(self) and self.encoded(place) == wanted else None


class Lookup(Mapping[str, V]):
    """Values by sorted strings; without `values`, a string has its place as its value."""

    def __init__(self, keys: Strings, values: Any = None) -> None:
        self.strings = keys
        self.values_by_place: Any = range(len(keys)) if values is None else values

    def __len__(self) -> int:
        return len(self.strings)

    def __iter__(self) -> Iterator[str]:
        return iter(self.strings)

    def __getitem__(self, key: str) -> V:
        place = self.strings.place(key)
        if place is None:
            raise KeyError(key)
        value: V = self.values_by_place[place]
        return value


def quick(values: Mapping[str, V], asked: int) -> Mapping[str, V]:
    """Return the same values by string, so that being `asked` for so many takes least time."""
    if not isinstance(values, Lookup) or len(values) * DICT_COST > asked:
        return values
    return dict(zip(values.strings[:], values.values_by_place[:], strict=True))


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")


def _encoded(string: str) -> bytes:
    return string.encode("utf-8", "surrogatepass")
