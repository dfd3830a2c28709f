"""A feature's extracts by path, as JSON in a temporary file, decoded when they are asked for."""

from __future__ import annotations

from typing import Any

import msgspec

from enrich import features
from enrich.pipeline.spool import Numbers, Spool


class Extracts(Spool[Any]):
    """The extracts of one feature."""

    def __init__(self, feature: str, numbers: Numbers | None = None) -> None:
        super().__init__(numbers)
        self._decoder = msgspec.json.Decoder(features.load(feature).Extract)

    def _read(self, path: str, data: bytes) -> Any:
        return self._decoder.decode(data)
