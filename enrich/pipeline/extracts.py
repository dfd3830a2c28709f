"""A feature's extracts by path, as JSON in a temporary file, decoded when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from enrich import features
from enrich.pipeline.spool import Numbers, Spool

T = TypeVar("T")


class Extracts(Spool[Any]):
    """The extracts of one feature."""

    def __init__(self, feature: str, numbers: Numbers | None = None) -> None:
        super().__init__(numbers)
        self._decoder = msgspec.json.Decoder(features.load(feature).Extract)

    def only(self, kind: type[T]) -> Mapping[str, T]:
        """Return the fields of each extract that a struct of a feature's own has."""
        return _Parts(self, kind)

    def _read(self, path: str, data: bytes) -> Any:
        return self._decoder.decode(data)


class _Parts(Mapping[str, T]):
    """Some fields of the extracts of a feature."""

    def __init__(self, whole: Extracts, kind: type[T]) -> None:
        self._whole, self._decode = whole, msgspec.json.Decoder(kind).decode

    def __len__(self) -> int:
        return len(self._whole)

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __getitem__(self, path: str) -> T:
        return self._decode(self._whole.data(path))
