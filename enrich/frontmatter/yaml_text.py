"""YAML front matter: located by its parse events, edited by whole lines."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import yaml
from msgspec import Struct

from enrich.frontmatter.emit import lines, one_line
from enrich.frontmatter.events import Document, Event, signatures
from enrich.frontmatter.events import parse as parse_events
from enrich.frontmatter.nodes import read_entry
from enrich.frontmatter.regions import only, refuse_root, region, replaceable
from enrich.frontmatter.split import line_of
from enrich.frontmatter.state import State, is_record, not_a_record, state_of
from enrich.frontmatter.style import detect
from enrich.frontmatter.syntax import Change, Language, eol_after
from enrich.frontmatter.values import normal_digest
from enrich.records import Value


class YamlText(Struct, frozen=True):
    """YAML between fences, as a `syntax.Text`."""

    document: Document

    def state(self, keys: Collection[str], record: str) -> State:
        """Look up our keys, and those on record."""
        digests = _read_record(self.document, record)
        wanted = {*keys, *(digests or ())}
        present = {}
        for entry in self.document.entries:
            if entry.name is not None and entry.name in wanted:
                only(self.document, entry.name)
                present[entry.name] = normal_digest(read_entry(entry))
        return state_of(present, digests)

    def line_of(self, name: str) -> int | None:
        """Return the line of the key."""
        found = self.document.named(name)
        return line_of(self.document.text, found[-1].start) if found else None

    def foreign(self, touched: Collection[str]) -> tuple[str, Any]:
        """Return what is not touched: its characters, and its parse events without marks."""
        text = self.document.text
        pieces: list[str] = []
        foreign: list[Event] = []
        position = 0
        for entry in self.document.entries:
            if entry.name in touched:
                start, end = region(self.document, entry)
                pieces.append(text[position:start])
                position = end
            else:
                foreign += entry.key
                foreign += entry.value
        pieces.append(text[position:])
        return "".join(pieces), signatures(foreign)

    def edited(self, change: Change) -> str:
        """Replace or remove the touched entries; put new ones at the end, the record last."""
        refuse_root(self.document)
        text = self.document.text
        style = detect(self.document, change.ours)
        pieces: list[str] = []
        position = 0
        there = set()
        for entry in self.document.entries:
            there.add(entry.name)
            if entry.name is None or entry.name not in change.touched:
                continue
            start, end = replaceable(self.document, entry)
            pieces.append(text[position:start])
            if entry.name in change.values and entry.name != change.record:
                own = eol_after(text[:start], change.eol)
                value = change.values[entry.name]
                pieces += (line + own for line in lines(entry.name, value, style))
            position = end
        pieces.append(text[position:])
        last = eol_after(text, change.eol)
        for key, value in change.values.items():
            if key == change.record:
                pieces.append(one_line(key, value, style) + last)
            elif key not in there:
                pieces += (line + last for line in lines(key, value, style))
        return "".join(pieces)


def _parse(text: str, line: int) -> YamlText:
    del line  # the marks tell, for YAML has an opening fence
    return YamlText(parse_events(text))


def _hold(value: Value) -> Value:
    return value


def _read_record(document: Document, name: str) -> dict[str, str] | None:
    """Return the digests as they are typed: unquoted, some would read as numbers."""
    entry = only(document, name)
    if entry is None:
        return None
    scalars = entry.value[1:-1]
    if type(entry.value[0]) is yaml.MappingStartEvent and all(
        type(event) is yaml.ScalarEvent for event in scalars
    ):
        texts = [event.value for event in scalars]
        digests = dict(zip(texts[::2], texts[1::2], strict=True))
        if is_record(name, digests) and len(digests) * 2 == len(texts):
            return digests
    raise not_a_record(name, line_of(document.text, entry.start))


YAML = Language(_parse, _hold)
