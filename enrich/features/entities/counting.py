"""The names of a corpus counted, in little more memory than their text.

A corpus has about ten names for each of its articles, most of them in a single one. As dictionaries
they would take more memory than all else that is kept of an article.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar, get_args

import msgspec

from enrich.features.entities.keys import key
from enrich.records import MentionType
from enrich.strings import Growing, Hashed, Strings

T = TypeVar("T")
Forms: TypeAlias = dict[str, dict[MentionType, int]]
"""In how many articles a name has which spelling, and which type."""
SHARDS = 32
"""Parts in which names are counted, one after the other."""
_TYPES: tuple[MentionType, ...] = get_args(MentionType)


class _Shard:
    """Some names as they came."""

    def __init__(self) -> None:
        self._names, self._forms, self._types = Growing(), Growing(), array("B")

    def add(self, name: str, form: str, type_: MentionType) -> None:
        self._names.add(name)
        self._forms.add(form)
        self._types.append(_TYPES.index(type_))

    def counts(self) -> dict[str, Forms]:
        names: dict[str, Forms] = {}
        spelled = self._names.strings(), self._forms.strings(), self._types
        for name, form, type_ in zip(*spelled, strict=True):
            tally(names.setdefault(name, {}).setdefault(form, {}), _TYPES[type_], 1)
        return names


class _Packed:
    """What is known of names as MessagePack, decoded when it is asked for."""

    def __init__(self, encoded: Strings) -> None:
        self._encoded = encoded
        self._decode = msgspec.msgpack.Decoder(Forms).decode

    def __reduce__(self) -> tuple[type[_Packed], tuple[Strings]]:
        return _Packed, (self._encoded,)

    def __getitem__(self, place: int) -> Forms:
        return self._decode(self._encoded.encoded(place))


def counted(occurrences: Iterable[tuple[str, MentionType]]) -> Mapping[str, Forms]:
    """Return the names by key, given each spelling and type of each article once."""
    shards = [_Shard() for _ in range(SHARDS)]
    for form, type_ in occurrences:
        name = key(form)
        shards[zlib.crc32(name.encode("utf-8", "surrogatepass")) % SHARDS].add(name, form, type_)
    keys, forms = Growing(), Growing()
    while shards:
        for name, counts in shards.pop().counts().items():
            keys.add(name)
            forms.add_bytes(msgspec.msgpack.encode(counts))
    return Hashed(keys.strings(), _Packed(forms.strings()))


def encoded(names: Mapping[str, Forms]) -> Iterator[bytes]:
    """Yield the parts of an object in JSON that has the names."""
    for number, (name, forms) in enumerate(names.items()):
        yield b"," if number else b"{"
        yield msgspec.json.encode(name) + b":" + msgspec.json.encode(forms)
    yield b"}" if names else b"{}"


def tally(counts: dict[T, int], what: T, by: int) -> None:
    """Add to a count."""
    counts[what] = counts.get(what, 0) + by
