"""Parse events as values: no tag is ever constructed, and aliases grow only so far."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from enrich.frontmatter.events import Document, Entry, Event
from enrich.frontmatter.values import resolve
from enrich.records import Value

MAX_ALIASED = 10_000
"""How many values the aliases of one file may add; beyond that an alias stays `*name`."""


def read_entry(entry: Entry) -> Value:
    """Return the value of one entry; an alias in it to something outside it stays `*name`."""
    return _Reader().read(entry.value)


def read_fields(document: Document) -> dict[str, Value]:
    """Return every key with its value; the last one wins where a key is repeated.

    A key that is itself a list or mapping has no name and is left out. Unknown tags are
    dropped, and merge keys (`<<`) are not applied.
    """
    reader = _Reader()
    fields = {}
    for entry in document.entries:
        if entry.name is None:
            reader.read(entry.key)
        value = reader.read(entry.value)
        if entry.name is not None:
            fields[entry.name] = value
    return fields


class _Reader:
    """Walks events once; knows the anchors it has passed and what their aliases added."""

    def __init__(self) -> None:
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._aliased = 0
        self._events: Sequence[Event] = ()
        self._next = 0
        self._count = 0

    def read(self, events: Sequence[Event]) -> Value:
        """Return the one node that the events describe."""
        self._events, self._next = events, 0
        return self._node()

    def _take(self) -> Event:
        event = self._events[self._next]
        self._next += 1
        return event

    def _node(self) -> Value:
        event = self._take()
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(event.anchor)
        before = self._count
        self._count += 1
        value: Value
        if kind is yaml.ScalarEvent:
            value = resolve(event.value) if event.implicit[0] else event.value
        elif kind is yaml.SequenceStartEvent:
            value = self._sequence()
        else:
            value = self._mapping()
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, self._count - before)
        return value

    def _alias(self, name: str) -> Value:
        value, size = self._anchors.get(name, (None, 0))
        if size == 0 or self._aliased + size > MAX_ALIASED:
            return f"*{name}"
        self._aliased += size
        self._count += size
        return value

    def _sequence(self) -> list[Value]:
        items = []
        while type(self._events[self._next]) is not yaml.SequenceEndEvent:
            items.append(self._node())
        self._next += 1
        return items

    def _mapping(self) -> dict[str, Value]:
        items = {}
        while type(key := self._events[self._next]) is not yaml.MappingEndEvent:
            self._node()
            value = self._node()
            if type(key) is yaml.ScalarEvent:
                items[key.value] = value
        self._next += 1
        return items
