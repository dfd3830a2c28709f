"""YAML text as the entries of its root mapping, each with its parse events.

Only events are read, never constructed values: unknown tags, duplicate keys and anchors cost
nothing, and an alias bomb stays as small as its text. The marks of the events say which
characters an entry is made of, which is what makes a splice possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter.depth import MAX_DEPTH, too_deep
from enrich.frontmatter.diagnose import MARKER_MESSAGE, TEMPLATE_MESSAGE, explain
from enrich.frontmatter.split import line_of

_Parser: Any
try:
    from yaml import cyaml

    _Parser = cyaml.CParser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml
    _Parser = yaml.SafeLoader

Event: TypeAlias = Any
"""A PyYAML event; the C parser and the Python parser make the same ones."""

_STEP = {
    yaml.MappingStartEvent: 1,
    yaml.SequenceStartEvent: 1,
    yaml.MappingEndEvent: -1,
    yaml.SequenceEndEvent: -1,
}


class Entry(Struct, frozen=True):
    """One entry of the root mapping."""

    name: str | None
    """The text of the key, however it is quoted; None for a key that is no scalar."""
    key: Sequence[Event]
    value: Sequence[Event]

    @property
    def events(self) -> Sequence[Event]:
        """All its events, the key's first."""
        return (*self.key, *self.value)

    @property
    def start(self) -> int:
        """Where its key starts, in characters of the text between the fences."""
        return int(self.key[0].start_mark.index)

    @property
    def column(self) -> int:
        """How far its key is indented."""
        return int(self.key[0].start_mark.column)


class Document(Struct, frozen=True):
    """The text between the fences, and what it says."""

    text: str
    root: Event | None
    """The event that starts the root mapping; None where there is nothing but comments."""
    entries: tuple[Entry, ...]

    @property
    def indent(self) -> int:
        """How far the keys of the root mapping are indented."""
        if self.root is None:
            return 0
        if self.root.anchor is None and self.root.tag is None:
            return int(self.root.start_mark.column)
        return self.entries[0].column if self.entries else 0

    def named(self, name: str) -> list[Entry]:
        """Return the entries with that key: none, one, or more where a key is repeated."""
        return [entry for entry in self.entries if entry.name == name]


def parse(text: str) -> Document:
    """Parse the text between the fences into the entries of its root mapping.

    Raises FrontMatterError with the line in the file where the text is not YAML, nests deeper
    than 64 levels, holds a template, or is anything but one mapping.
    """
    events, borders = _events(text)
    if len(events) == 2:  # nothing between the start and the end of the stream
        return Document(text, None, ())
    opener, root = events[1], events[2]
    if opener.explicit or opener.version or opener.tags:
        raise FrontMatterError(
            MARKER_MESSAGE,
            line=line_of(text, opener.start_mark.index),
        )
    if type(root) is not yaml.MappingStartEvent:
        raise FrontMatterError(
            "The front matter is not a mapping of keys to values; write `key: value` lines, "
            "or begin the file with an empty line if the first line is a rule.",
            line=line_of(text, events[2].start_mark.index),
        )
    kinds = list(map(type, events))
    if kinds.count(yaml.DocumentStartEvent) > 1 or events[-2].explicit:
        end = events[kinds.index(yaml.DocumentEndEvent)]
        raise FrontMatterError(
            "The front matter is more than one YAML document; keep one.",
            line=line_of(text, end.start_mark.index),
        )
    _refuse_templates(text, events)
    return Document(text, root, _entries(events, borders))


def _events(text: str) -> tuple[list[Event], list[int]]:
    """Return the events, and the borders between the nodes just below the root.

    The first border is before the first key, the last one before the end of the root.
    """
    event: Event
    events: list[Event] = []
    borders: list[int] = []
    depth = 0
    try:
        for event in iter(_Parser(text).get_event, None):
            events.append(event)
            depth += _STEP.get(type(event), 0)
            if depth == 1:
                borders.append(len(events))
            elif depth > MAX_DEPTH:  # the time that libyaml takes grows with its square
                raise too_deep(line_of(text, event.start_mark.index))
    except yaml.YAMLError as error:
        raise explain(text, error) from error
    return events, borders


def _refuse_templates(text: str, events: Sequence[Event]) -> None:
    """Refuse an unquoted `{{ x }}`: it parses, as a mapping with a mapping for a key."""
    if "{{" not in text:
        return
    for index, event in enumerate(events):
        if (
            type(event) is yaml.MappingStartEvent
            and type(events[index - 1]) is yaml.MappingStartEvent
            and text.startswith("{{", events[index - 1].start_mark.index)
        ):
            line = line_of(text, events[index].start_mark.index)
            raise FrontMatterError(TEMPLATE_MESSAGE, line=line)


def _entries(events: Sequence[Event], borders: Sequence[int]) -> tuple[Entry, ...]:
    keys = zip(borders[0::2], borders[1::2], borders[2::2], strict=False)
    return tuple(
        Entry(
            events[start].value if type(events[start]) is yaml.ScalarEvent else None,
            events[start:middle],
            events[middle:end],
        )
        for start, middle, end in keys
    )


def signatures(events: Iterable[Event]) -> list[Any]:
    """Return everything that events say except where they stand."""
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    said: list[Any] = []
    for event in events:
        kind = type(event)
        if kind is scalar:
            said += (event.value, event.style, event.tag, event.anchor, event.implicit)
        elif kind is mapping or kind is sequence:
            said += (kind, event.flow_style, event.tag, event.anchor, event.implicit)
        elif kind is yaml.AliasEvent:
            said += (kind, event.anchor)
        else:
            said.append(kind)
    return said
