"""The record that the block readers hand to the inline reader."""

from __future__ import annotations

from typing import NamedTuple

from enrich.markdown.inline import Line
from enrich.records import BlockKind


class Stretch(NamedTuple):
    """A block before its inline markup is read."""

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0
    group: int = 0
