"""Which characters an entry is made of, and whether they may be replaced."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from enrich.errors import FrontMatterError
from enrich.frontmatter.events import Document, Entry
from enrich.frontmatter.split import line_of

BOM = "\ufeff"


class Region(NamedTuple):
    """Whole lines of the text between the fences, in characters, half-open."""

    start: int
    end: int


def only(document: Document, name: str) -> Entry | None:
    """Return the entry with that key, or None.

    Raises FrontMatterError where the key is repeated, or its value has an anchor or alias:
    which value counts, and who else depends on it, is not for us to decide.
    """
    entries = document.named(name)
    if not entries:
        return None
    if len(entries) > 1:
        message = f"The key `{name}` occurs {len(entries)} times; keep one."
        raise FrontMatterError(message, line=_line(document, entries[1]))
    for event in entries[0].events:
        if getattr(event, "anchor", None) is not None:
            message = (
                f"The key `{name}` has a YAML anchor or alias (`{event.anchor}`) in its value; "
                f"write the value out, or rename the key."
            )
            line = line_of(document.text, event.start_mark.index)
            raise FrontMatterError(message, line=line)
    return entries[0]


def region(document: Document, entry: Entry) -> Region:
    """Return the lines from the entry's key to the end of its value.

    Blank lines and comments after the value are not part of it.
    """
    text = document.text
    start = text.rfind("\n", 0, entry.start) + 1
    last = start
    for event in entry.events:
        # The end of a block collection is marked at whatever comes next.
        if type(event) is yaml.ScalarEvent or event.end_mark.index > event.start_mark.index:
            last = max(last, event.end_mark.index)
    last = len(text[:last].rstrip(" \t\r\n")) if last > start else start
    end = text.find("\n", max(last, start))
    return Region(start, len(text) if end < 0 else end + 1)


def refuse_root(document: Document) -> None:
    """Raise FrontMatterError where nothing can be put beside the entries of the root mapping."""
    text, root = document.text, document.root
    if root is None:
        return
    index = root.start_mark.index
    if root.flow_style:
        message = "The front matter is one `{…}`; write one `key: value` a line instead."
        raise FrontMatterError(message, line=line_of(text, index))
    if text.startswith(BOM) or BOM in text[max(index - 1, 0) : index + 1]:  # the marks are off
        message = "The front matter has a byte order mark (U+FEFF) before its first key; remove it."
        raise FrontMatterError(message, line=line_of(text, index))


def replaceable(document: Document, entry: Entry) -> Region:
    """Return the lines of an entry that is to be replaced or removed.

    Raises FrontMatterError where that would take something of the author's with it: a tag, a
    comment, or whatever else stands on its lines.
    """
    found = region(document, entry)
    text = document.text
    first = entry.start
    if text[found.start : first] != " " * document.indent:
        raise _refuse(document, entry.name, first, "does not start its own line", "Write `key:`")
    if any(found.start <= one.start < found.end for one in document.entries if one is not entry):
        raise _refuse(document, entry.name, first, "shares its line with another", "Part them")
    for event in entry.events:
        if getattr(event, "tag", None) is not None:
            raise _refuse(document, entry.name, event.start_mark.index, "has a tag", "Remove it")
    comment = _comment(text, entry, found)
    if comment is not None:
        remedy = "Move the comment above the key, or delete it"
        raise _refuse(document, entry.name, comment, "has a comment in its value", remedy)
    return found


def _comment(text: str, entry: Entry, found: Region) -> int | None:
    """Return where a comment stands among the lines: `#` in a gap between two scalars."""
    position = found.start
    for event in entry.events:
        kind = type(event)
        if kind is not yaml.ScalarEvent:
            continue
        start, end = event.start_mark.index, event.end_mark.index
        gap_end = start
        if event.style in ("|", ">"):  # the header of a block scalar may end in a comment
            gap_end = text.find("\n", start)
        mark = text.find("#", position, gap_end)
        if mark >= 0:
            return mark
        position = max(position, end)
    mark = text.find("#", position, found.end)
    return mark if mark >= 0 else None


def _refuse(
    document: Document, name: str | None, index: int, what: str, remedy: str
) -> FrontMatterError:
    message = f"The key `{name}` {what}, so its value cannot be replaced. {remedy}."
    return FrontMatterError(message, line=line_of(document.text, index))


def _line(document: Document, entry: Entry) -> int:
    return line_of(document.text, entry.start)
