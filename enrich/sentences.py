"""Where sentences start and end, by nupunkt with a few repairs.

nupunkt is the Punkt algorithm (Kiss & Strunk 2006, "Unsupervised Multilingual Sentence Boundary
Detection", Computational Linguistics 32(4)) with a ready model, in pure Python: every platform
gives the same boundaries, so offsets kept in a store stay true.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import nupunkt

from enrich.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enrich.records import Block

_WHOLE = frozenset({"title", "heading", "row"})
_CLOSERS = re.compile("[\"'\u2019\u201d\u00bb)\\]]+")
_LOWER = re.compile(r"[a-z]{2,}[\s,.;:!?)]|a\s")
_INITIALS = re.compile(r"(?:[!?]|\b(?:[A-Za-z]\.){2,})$")


def split(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, each inside one block and without outer space.

    Titles, headings and rows of tables are one sentence each. Cost: about half a ms for 10,000
    characters.
    """
    spans: list[Span] = []
    for block in blocks:
        part = text[block.start : block.end]
        if block.kind in _WHOLE:
            bounds = [(0, len(part))]
        else:
            bounds = _repaired(part, _model().span_tokenize(part))
        spans.extend(_stripped(part, bounds, block.start))
    return tuple(spans)


def _repaired(part: str, bounds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what nupunkt tore apart: "Rs. | 5 crore", "Yahoo! | is", a closing quote left behind."""
    joined: list[tuple[int, int]] = []
    for start, end in bounds:
        if joined and _continues(part, joined[-1], (start, end)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _continues(part: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    left = part[before[0] : before[1]].rstrip()
    right = part[after[0] : after[1]].lstrip()
    if not left or not right:
        return True
    if _CLOSERS.fullmatch(right):
        return True
    if right[0].isdigit() and _last_word(left) in _before_numbers():
        return True
    # After a full stop lower case means little: it may be "etcd" or "cloud.gov" that starts.
    return bool(_LOWER.match(right) and _INITIALS.search(left))


def _last_word(text: str) -> str:
    return text.rsplit(None, 1)[-1].lstrip("([\"'\u2018\u201c")


def _stripped(part: str, bounds: Sequence[tuple[int, int]], offset: int) -> list[Span]:
    spans = []
    for start, end in bounds:
        piece = part[start:end]
        body = piece.strip()
        if body:
            first = start + len(piece) - len(piece.lstrip())
            spans.append(Span(offset + first, offset + first + len(body)))
    return spans


@cache
def _before_numbers() -> frozenset[str]:
    """Return the abbreviations that end no sentence when a digit follows."""
    table = resources.files("enrich").joinpath("sentences.before-numbers.txt")
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _model() -> Any:
    return nupunkt.load("default")
