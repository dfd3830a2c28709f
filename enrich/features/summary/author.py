"""The author's own bullets: a label such as "At a glance:" with a short list under it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from enrich.features.summary.words import count, lines, one_line
from enrich.records import Block, Bullet, Prose, Span

LEAD_SHARE = 0.4
"""The label of a summary stands within this first share of the body."""
END_SHARE = 0.2
"""At most this share of the body comes after a list of takeaways at the end."""
MIN_ITEMS, MAX_ITEMS = 2, 7
MIN_ITEM_WORDS = 3
MIN_MEAN_WORDS = 5.0
MAX_LABEL_WORDS = 8
MAX_LABEL = 120
"""So many characters a label has at most."""

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_SENTENCE_END = re.compile(r"[.!?][\"\u201d'\u2019)]*\s+")


class AuthorList(NamedTuple):
    """The author's bullets, and the stretch of prose (label and list) they take up."""

    bullets: tuple[Bullet, ...]
    span: Span


class _Label(NamedTuple):
    start: int
    anywhere: bool


def author_list(prose: Prose) -> AuthorList | None:
    """Return the first summary that the author wrote as a list, or None."""
    body = [block for block in prose.blocks if block.kind not in ("title", "excerpt", "row")]
    if not body:
        return None
    first, last = body[0].start, body[-1].end
    for index, block in enumerate(body):
        items = _items_after(prose.text, body, index)
        label = _label(prose.text, block) if items else None
        if label is None or not _is_summary(prose.text, items):
            continue
        early = label.start - first <= LEAD_SHARE * (last - first)
        late = label.anywhere and last - items[-1].end <= END_SHARE * (last - first)
        if early or late:
            bullets = tuple(_bullet(prose, item) for item in items)
            return AuthorList(bullets, Span(label.start, items[-1].end))
    return None


def _label(text: str, block: Block) -> _Label | None:
    """Return the label that the block is, or that its last line is."""
    if block.kind not in ("paragraph", "heading"):
        return None
    start = _last_line(text, block)
    line = text[start : block.end]
    if not 0 < count(line) <= MAX_LABEL_WORDS:
        return None
    line = _EDGE.sub("", line).casefold()
    for where, pattern in _labels():
        if pattern.fullmatch(line):
            return _Label(start, where == "anywhere")
    return None


def _last_line(text: str, block: Block) -> int:
    """Return where the last line starts; a sentence counts as a line, for joined lines.

    Only the end of the block is looked at: a longer line is no label.
    """
    start = max(block.start, block.end - MAX_LABEL)
    tail = text[start : block.end].rstrip()
    ends = [match.end() for match in _SENTENCE_END.finditer(tail)]
    return start + max([tail.rfind("\n") + 1, *ends])


def _items_after(text: str, body: list[Block], index: int) -> list[Block]:
    """Return the outer items of the list after `body[index]`, past one line that ends in ":".

    An item that only introduces a list inside it is left out.
    """
    begin = index + 1
    if begin < len(body) and body[begin].kind == "paragraph" and _introduces(text, body[begin]):
        begin += 1
    if begin >= len(body) or body[begin].kind != "item":
        return []
    group, level = body[begin].group, body[begin].level
    items = []
    for block in body[begin:]:
        if block.kind != "item" or (block.group != group and block.level <= level):
            break
        if block.level == level and not _introduces(text, block):
            items.append(block)
    return items


def _introduces(text: str, block: Block) -> bool:
    return text[block.start : block.end].rstrip().endswith(":")


def _is_summary(text: str, items: list[Block]) -> bool:
    """Return whether the items are sentences or phrases, and not a table of contents."""
    if not MIN_ITEMS <= len(items) <= MAX_ITEMS:
        return False
    sizes = [count(text[item.start : item.end]) for item in items]
    return min(sizes) >= MIN_ITEM_WORDS and sum(sizes) >= MIN_MEAN_WORDS * len(sizes)


def _bullet(prose: Prose, item: Block) -> Bullet:
    return Bullet(
        text=one_line(prose.text[item.start : item.end]),
        origin="author",
        span=Span(item.start, item.end),
        source=prose.locate(item.start, item.end),
    )


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in lines("labels.tsv"))
    return tuple((where, re.compile(pattern)) for where, pattern in rows)
