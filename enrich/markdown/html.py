"""The blocks of prose in a stretch of HTML.

Only block-level tags are read here; tags inside a block are left to the inline reader, which
knows them from Markdown. Elements that hold no prose are masked before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from enrich.markdown.inline import MAX_NESTING, Line, line_starts
from enrich.markdown.stretch import Stretch
from enrich.markdown.tables import words

_VOID = frozenset({"hr"})
_LISTS = frozenset({"ul", "ol"})


class _Element(NamedTuple):
    name: str
    group: int = 0


def stretches(lines: tuple[Line, ...], groups: Iterator[int]) -> Iterator[Stretch]:
    """Cut HTML into headings, items, quotes and paragraphs; `groups` numbers the lists.

    Tags need not be balanced: a paragraph or item ends where the next one starts, and a closing
    tag that nothing opened ends the block and is otherwise passed over.
    """
    content = "\n".join(line.text for line in lines)
    starts = line_starts(lines)
    opened: list[_Element] = []
    fresh = False
    position = 0
    for tag in _block_tags().finditer(content):
        cut = _cut(lines, starts, position, tag.start())
        position = tag.end()
        if cut:
            yield _labelled(cut, opened, fresh=fresh)
            fresh = False
        name = tag["name"].lower()
        if tag["slash"]:
            _close(opened, name)
        elif name not in _VOID:
            _open(opened, name, groups)
            fresh = fresh or name == "li"
    cut = _cut(lines, starts, position, len(content))
    if cut:
        yield _labelled(cut, opened, fresh=fresh)


def _open(opened: list[_Element], name: str, groups: Iterator[int]) -> None:
    if opened and opened[-1].name == "p":
        opened.pop()
    if name == "li":
        names = [element.name for element in opened]
        while "li" in names and not _LISTS.intersection(names[names.index("li") :]):
            names.pop()
            opened.pop()
    if len(opened) < MAX_NESTING:
        opened.append(_Element(name, next(groups) if name in _LISTS else 0))


def _close(opened: list[_Element], name: str) -> None:
    for index in range(len(opened) - 1, -1, -1):
        if opened[index].name == name:
            del opened[index:]
            return


def _labelled(cut: tuple[Line, ...], opened: list[_Element], *, fresh: bool) -> Stretch:
    for element in reversed(opened):
        if re.fullmatch(r"h[1-6]", element.name):
            return Stretch("heading", cut, int(element.name[1]))
        if element.name == "blockquote":
            return Stretch("quote", cut)
        if element.name == "li":
            lists = [outer for outer in opened if outer.name in _LISTS]
            group = lists[-1].group if lists else 0
            return (
                Stretch("item", cut, max(len(lists), 1), group)
                if fresh
                else Stretch("paragraph", cut)
            )
    return Stretch("paragraph", cut)


def _cut(lines: tuple[Line, ...], starts: list[int], start: int, end: int) -> tuple[Line, ...]:
    """Return the lines, or parts of lines, of the content between two offsets."""
    cut = []
    index = max(bisect_right(starts, start) - 1, 0)
    while index < len(lines) and starts[index] < end:
        line = lines[index]
        skipped = max(start - starts[index], 0)
        part = line.text[skipped : end - starts[index]]
        shown = part.lstrip(" \t")
        if shown.strip():
            skipped += len(part) - len(shown)
            cut.append(Line(shown, line.source + skipped, line.column + skipped))
        index += 1
    return tuple(cut)


@cache
def _block_tags() -> re.Pattern[str]:
    names = "|".join(sorted(words("block_elements"), key=len, reverse=True))
    return re.compile(rf"<(?P<slash>/?)(?P<name>{names})(?=[\s/>])[^>]*>", re.IGNORECASE)
