"""How a file writes its front matter, so that what is added looks like the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, TypeAlias

import yaml
from msgspec import Struct

from enrich.frontmatter.events import Document, Event

Quote: TypeAlias = Literal['"', "'"]


class Style(Struct, frozen=True):
    """The habits of one file."""

    indent: int = 0
    """Columns before a key of the root mapping."""
    offset: int = 2
    """Columns from a key to the dashes of its block list."""
    step: int = 2
    """Columns from a key to the keys of its block mapping."""
    flow: bool = True
    """Whether lists of short values are written `[a, b]`."""
    quote: Quote = '"'
    """The quote character for strings that need one."""


_DEFAULT = Style()


class _Seen(NamedTuple):
    """What was come across, as often as it was."""

    marks: list[str]
    """Quotes, and the style of lists of scalars: "flow" or "block"."""
    offsets: list[int]
    steps: list[int]


def detect(document: Document, ours: Collection[str] = ()) -> Style:
    """Return the habits of the file; the keys in `ours` do not count.

    What the file does not show is as in `Style()`; a tie goes to the default as well.
    """
    seen = _Seen([], [], [])
    for entry in document.entries:
        if entry.name not in ours:
            _note(entry.value, entry.column, seen)
    marks = seen.marks
    return Style(
        indent=document.indent,
        offset=_most_common(seen.offsets, range(9), _DEFAULT.offset),
        step=_most_common(seen.steps, range(1, 9), _DEFAULT.step),
        flow=marks.count("flow") >= marks.count("block"),
        quote="'" if marks.count("'") > marks.count('"') else '"',
    )


def _note(events: Sequence[Event], column: int, seen: _Seen) -> None:
    """Note quotes, lists of scalars and indents; `column` is where the entry's key stands."""
    parents = [column]
    for index, event in enumerate(events):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.style:
                seen.marks.append(event.style)
        elif kind is yaml.SequenceStartEvent:
            start = event.start_mark.column
            if not event.flow_style and _under_key(events, index):
                seen.offsets.append(start - parents[-1])
            if type(events[index + 1]) is yaml.ScalarEvent:
                seen.marks.append("flow" if event.flow_style else "block")
            parents.append(start)
        elif kind is yaml.MappingStartEvent:
            start = event.start_mark.column
            if not event.flow_style and _under_key(events, index):
                seen.steps.append(start - parents[-1])
            parents.append(start)
        elif kind is not yaml.AliasEvent:
            parents.pop()


def _under_key(events: Sequence[Event], index: int) -> bool:
    """Return whether a collection is the value of a key, and its start mark is its first item."""
    event = events[index]
    if event.anchor is not None or event.tag is not None:
        return False
    return index == 0 or type(events[index - 1]) is yaml.ScalarEvent


def _most_common(offsets: Sequence[int], sensible: range, default: int) -> int:
    usable = [offset for offset in offsets if offset in sensible]
    if not usable:
        return default
    counts = Counter(usable)
    return max(counts, key=lambda one: (counts[one], one == default))
