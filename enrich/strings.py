"""Many strings as two arrays: a few bytes more than their text, and used where a file of them lies.

String `i` is `text[starts[i]:starts[i + 1]]` in UTF-8. Where the strings are in code point order,
which is also the order of their UTF-8 bytes, one is found by bisection; in any order, by its hash.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

V = TypeVar("V")
CHUNK = 1024
"""Strings made at a time where all are asked for."""
_LONG = 1 << 30
"""Text from which places in it are numbers of eight bytes."""
HASHING = 1 / 16
"""What hashing one more string takes, in look-ups by bisection."""
_HEAD = 8
"""Bytes that strings are sorted by before those that agree in them are compared as a whole."""


class Strings(Sequence[str]):
    """Strings in two arrays; each is made when it is asked for."""

    def __init__(self, text: NDArray[np.uint8], starts: NDArray[np.signedinteger[Any]]) -> None:
        import numpy as np  # when it is used: a run that stops early does without

        self.text = np.asarray(text)
        self.starts = np.asarray(starts)
        # Many times as fast as elements of an array.
        self._bytes, self._ends = self.text.data, self.starts.data

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """Pack strings into arrays."""
        growing = Growing()
        for one in strings:
            growing.add(one)
        return growing.strings()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text, self.starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), CHUNK):
            yield from self[first : first + CHUNK]

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return self._some(*index.indices(len(self)))
        if index < 0:
            index = range(len(self))[index]
        text = self._bytes[self._ends[index] : self._ends[index + 1]]
        return str(text, "utf-8", "surrogatepass")

    def _some(self, first: int, last: int, step: int) -> list[str]:
        if step != 1:
            return [self[place] for place in range(first, last, step)]
        starts = self.starts[first : max(first, last) + 1]
        text = bytes(self._bytes[starts[0] : starts[-1]])
        ends = pairwise((starts - starts[0]).tolist())
        if text.isascii():  # a byte is a character, so the whole is decoded at once
            whole = text.decode("ascii")
            return [whole[one:other] for one, other in ends]
        return [_decoded(text[one:other]) for one, other in ends]

    def encoded(self, index: int) -> bytes:
        """Return one string in UTF-8; `index` is not checked."""
        return bytes(self._bytes[self._ends[index] : self._ends[index + 1]])

    def is_at(self, index: int, encoded: bytes) -> bool:
        """Tell whether a string is that one, given in UTF-8; `index` is not checked."""
        start, end = self._ends[index], self._ends[index + 1]
        return end - start == len(encoded) and self._bytes[start:end] == encoded

    def at(self, places: Iterable[int]) -> list[str]:
        """Return the strings at some places, which are not checked."""
        text, ends = self._bytes, self._ends
        return [str(text[ends[one] : ends[one + 1]], "utf-8", "surrogatepass") for one in places]

    def place(self, string: str) -> int | None:
        """Return where a string stands among sorted ones, or None."""
        wanted = _encoded(string)
        place = bisect_left(range(len(self)), wanted, key=self.encoded)
        return place if place < len(self) and self.encoded(place) == wanted else None


class Growing:
    """Strings that come one after the other."""

    def __init__(self) -> None:
        self._text, self._starts = bytearray(), array("q", (0,))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, string: str) -> None:
        """Put a string after the others."""
        self.add_bytes(_encoded(string))

    def add_bytes(self, encoded: bytes) -> None:
        """Put a string after the others, or bytes that are no text, for `Strings.encoded`."""
        self._text += encoded
        self._starts.append(len(self._text))

    def strings(self) -> Strings:
        """Return all of them, and forget them."""
        import numpy as np

        # What grows has room to spare, and small numbers need not be long.
        kind: type[np.signedinteger[Any]] = np.int32 if len(self._text) < _LONG else np.int64
        starts: NDArray[np.signedinteger[Any]] = np.array(self._starts, kind)
        self._starts = array("q", (0,))
        text = np.frombuffer(bytes(self._text), np.uint8)
        self._text = bytearray()
        return Strings(text, starts)


class Lookup(Mapping[str, V]):
    """Values by sorted strings; without `values`, a string has its place as its value."""

    def __init__(self, keys: Strings, values: Any = None) -> None:
        self.strings = keys
        self.values_by_place: Any = range(len(keys)) if values is None else values

    def __reduce__(self) -> tuple[Any, ...]:
        import numpy as np

        values = self.values_by_place
        return type(self), (
            self.strings,
            np.asarray(values) if isinstance(values, memoryview) else values,
        )

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


class Hashed(Lookup[V]):
    """Values by strings in any order, each there once; without `values`, by place.

    One is found much faster than by bisection. Hashes are those of this process, so they are
    made anew where strings are read from a file.
    """

    def __init__(self, keys: Strings, values: Any = None) -> None:
        import numpy as np

        super().__init__(keys, values)
        self._mask = (1 << len(keys).bit_length()) - 1
        slots = np.fromiter(map(hash, keys), np.int64, len(keys)) & self._mask
        order = np.argsort(slots, kind="stable")
        # The strings of slot `i` are those at `places[firsts[i]:firsts[i + 1]]`.
        firsts = np.searchsorted(slots[order], np.arange(self._mask + 2))
        self._firsts, self._places = firsts.astype(np.int32).data, order.astype(np.int32).data

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._place(key) >= 0

    def __getitem__(self, key: str) -> V:
        place = self._place(key)
        if place < 0:
            raise KeyError(key)
        value: V = self.values_by_place[place]
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a string, or `default`."""
        place = self._place(key)
        return default if place < 0 else self.values_by_place[place]

    def _place(self, key: str) -> int:
        slot, encoded = hash(key) & self._mask, key.encode("utf-8", "surrogatepass")
        for at in range(self._firsts[slot], self._firsts[slot + 1]):
            place = self._places[at]
            if self.strings.is_at(place, encoded):
                return place
        return -1


def quick(values: Mapping[str, V], asked: int) -> Mapping[str, V]:
    """Return the same values by string, so that being `asked` for so many takes least time."""
    if type(values) is not Lookup or len(values) * HASHING > asked:
        return values
    return Hashed(values.strings, values.values_by_place)


class Members:
    """Tells of many strings at once where they are among others, by hashes of 64 bits alone.

    Of 20 million strings any two share a hash in about one case of 90,000.
    """

    def __init__(self, strings: Iterable[str], size: int) -> None:
        import numpy as np

        hashes = np.fromiter(map(hash, strings), np.int64, size)
        self._places = np.argsort(hashes)
        self._hashes = hashes[self._places]

    def find(self, strings: Sequence[str]) -> list[int]:
        """Return the place of each of the strings among the others, -1 where it is none."""
        import numpy as np

        if not len(self._hashes):
            return [-1] * len(strings)
        hashes = np.fromiter(map(hash, strings), np.int64, len(strings))
        near = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        found: list[int] = np.where(self._hashes[near] == hashes, self._places[near], -1).tolist()
        return found


def have(strings: Strings, character: str) -> NDArray[np.bool_]:
    """Tell which strings have an ASCII character."""
    import numpy as np

    found = np.zeros(len(strings), bool)
    places = np.flatnonzero(strings.text == ord(character))
    found[np.searchsorted(strings.starts, places, side="right") - 1] = True
    return found


def ordered(strings: Strings, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return `places` in the code point order of the strings there; equal ones stay in order."""
    import numpy as np

    starts, ends = strings.starts[places], strings.starts[places + 1]
    last = max(0, len(strings.text) - 1)
    heads = np.zeros(len(places), np.uint64)
    for offset in range(_HEAD if len(strings.text) else 0):
        bytes_there = strings.text[np.minimum(starts + offset, last)]
        heads = (heads << np.uint64(8)) | np.where(starts + offset < ends, bytes_there, 0).astype(
            np.uint64
        )
    order = np.argsort(heads, kind="stable")
    found, heads = places[order], heads[order]
    edges = np.flatnonzero(np.diff(heads, prepend=~heads[:1], append=~heads[-1:]))
    for first, end in pairwise(edges.tolist()):
        if end - first > 1:
            found[first:end] = sorted(found[first:end].tolist(), key=strings.encoded)
    return found


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")


def _encoded(string: str) -> bytes:
    return string.encode("utf-8", "surrogatepass")
