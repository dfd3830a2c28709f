"""The block structure of a masked Markdown body, each block with the lines it is made of."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from enrich.markdown import html
from enrich.markdown.inline import MAX_NESTING, Line, Parser
from enrich.markdown.masking import MARK, mask
from enrich.markdown.stretch import Stretch

_CLOSES = frozenset(
    {
        "bullet_list_close",
        "ordered_list_close",
        "list_item_close",
        "blockquote_close",
        "heading_close",
    }
)
_BLANK = " \t\n\v\f\r"
_QUOTES = "\"'“‘"  # noqa: RUF001
_BEFORE_ROW = re.compile(r"[ \t>]*\|?")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class _Container(NamedTuple):
    kind: str
    depth: int
    group: int
    first: list[int]
    """Emptied once the item has its first block."""


class Source(NamedTuple):
    """The lines of a masked text and where each of them starts."""

    lines: list[str]
    starts: list[int]


def masked_lines(source: Source) -> tuple[Source, list[tuple[int, str]]]:
    """Mask what is no prose; return it with the links that this hid, by place in the file."""
    # The Markdown parser replaces NUL; doing it first keeps its lines and ours the same.
    masked = mask("\n".join(source.lines).replace("\0", "\ufffd"))
    ends = list(itertools.accumulate(len(line) + 1 for line in source.lines))
    targets = []
    for position, target in masked.targets:
        index = bisect_right(ends, position)
        ahead = ends[index] - position
        targets.append((source.starts[index] + len(source.lines[index]) + 1 - ahead, target))
    return Source(masked.text.split("\n") if source.lines else [], source.starts), targets


def source_lines(text: str, offset: int) -> Source:
    """Cut a text into lines, without their ends; `offset` is where it starts in the file."""
    ended = _LINE.findall(text)
    starts = list(itertools.accumulate(map(len, ended), initial=offset))[:-1]
    return Source([line.rstrip("\r\n") for line in ended], starts)


def markdown_blocks(source: Source) -> tuple[list[Stretch], dict[str, object]]:
    """Return the blocks of a Markdown body in order, and its link reference definitions.

    Code and thematic breaks are left out, as is the head of a table; each of its rows is a block.
    HTML blocks are read as HTML.
    """
    environment: dict[str, Any] = {}
    tokens = _parser().parse("\n".join(source.lines), environment)
    return list(_stretches(tokens, source)), environment.get("references", {})


def html_blocks(source: Source) -> list[Stretch]:
    """Return the blocks of a body that is HTML from its first line."""
    lines = tuple(_line(text, 0, start) for text, start in zip(*source, strict=True))
    return list(html.stretches(lines, itertools.count(1)))


def _stretches(tokens: list[Token], source: Source) -> Iterator[Stretch]:
    groups = itertools.count(1)
    stack: list[_Container] = []
    table = head = 0
    for token in tokens:
        kind = token.type
        if kind == "inline":
            if not table:
                yield _stretch(token, stack, source)
        elif kind == "tr_open" and not head:
            yield from _row(token, source)
        elif kind in ("thead_open", "thead_close"):
            head += token.nesting
        elif kind == "html_block":
            yield from html.stretches(_lines(token, source), groups)
        elif kind in ("table_open", "table_close"):
            table += token.nesting
        elif kind in _CLOSES:
            stack.pop()
        elif token.nesting > 0:
            _enter(token, stack, groups)


def _enter(token: Token, stack: list[_Container], groups: Iterator[int]) -> None:
    kind = token.type
    if kind in ("bullet_list_open", "ordered_list_open"):
        depth = 1 + sum(container.kind == "list" for container in stack)
        stack.append(_Container("list", depth, next(groups), []))
    elif kind == "list_item_open":
        stack.append(stack[-1]._replace(kind="item", first=[1]))
    elif kind == "blockquote_open":
        stack.append(_Container("quote", 0, 0, []))
    elif kind == "heading_open":
        stack.append(_Container("heading", int(token.tag[1:]), 0, []))


def _stretch(token: Token, stack: list[_Container], source: Source) -> Stretch:
    lines = _lines(token, source)
    inner = stack[-1] if stack else None
    if inner is None or (inner.kind == "item" and not inner.first):
        return Stretch("paragraph", lines)
    if inner.kind == "heading":
        return Stretch("heading", lines, inner.depth)
    if inner.kind == "quote":
        return Stretch("quote", lines)
    inner.first.clear()
    if token.content.startswith(MARK):
        return Stretch("paragraph", lines)
    return Stretch("item", lines, inner.depth, inner.group)


def _lines(token: Token, source: Source) -> tuple[Line, ...]:
    first = token.map[0] if token.map else 0
    numbered = enumerate(token.content.split("\n"), first)
    last = len(source.lines) - 1
    return tuple(_aligned(text, source, min(number, last)) for number, text in numbered)


def _row(token: Token, source: Source) -> Iterator[Stretch]:
    """Yield a row of a table from its first cell to its last; one of numbers alone says nothing."""
    number = token.map[0] if token.map else 0
    whole = source.lines[number].rstrip(" \t|")
    before = _BEFORE_ROW.match(whole)
    line = _line(whole, before.end() if before else 0, source.starts[number])
    if any(map(str.isalpha, line.text)):
        yield Stretch("row", (line,))


def _aligned(text: str, source: Source, number: int) -> Line:
    """Find a line of content in its line of the source; containers and indentation precede it."""
    whole = source.lines[number]
    body = text.lstrip(" \t")
    column = whole.rfind(body) if whole.endswith(body) else whole.find(body)
    # Where it is not found the line as a whole is its place; the writer verifies every segment.
    return Line(body, source.starts[number] + max(column, 0), max(column, 0))


def _line(whole: str, column: int, start: int) -> Line:
    text = whole[column:]
    shown = text.lstrip(" \t")
    column += len(text) - len(shown)
    return Line(shown, start + column, column)


def _plain(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Read lines that start with a letter or a quote: no other block does, so no rule is asked.

    Such a line starts or ends nothing either, be it in a list or in a quotation.
    """
    del end  # As in the rule of paragraphs, which go on where a container ends.
    line = first
    while line < state.lineMax and not state.isEmpty(line):
        opener = state.src[state.bMarks[line] + state.tShift[line]]
        if not (opener.isalpha() or opener in _QUOTES):
            return False
        line += 1
    if silent or state.is_code_block(first):
        return False
    state.line = line
    token = state.push("inline", "", 0)
    token.content = state.getLines(first, line, state.blkIndent, False).strip(_BLANK)
    token.map = [first, line]
    return True


@cache
def _parser() -> Parser:
    parser = Parser("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable("table")
    parser.block.ruler.before("table", "plain", _plain)
    # Lines are cut, and NUL is replaced, before.
    parser.core.ruler.disable(["normalize", "inline", "text_join"])
    return parser
