"""Inline Markdown to text, with the place in the source of every character kept.

markdown-it says nothing about where an inline token stood, so each of its rules is wrapped to
note where it stopped reading; what stands between two such places is aligned and then verified.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from enrich.markdown.masking import HOLE

_RECORDED = (
    "newline",
    "escape",
    "backticks",
    "strikethrough",
    "emphasis",
    "link",
    "image",
    "autolink",
    "html_inline",
    "entity",
)
_MARKUP = re.compile(r"[\\`*_~\[<&]")
_STARTS = re.compile(r"[\n\\`*_~\[\]!<&]")
_WORDLIKE = re.compile(r"\w(?:[\w.+#@'-]*[\w+#])?")
_HREF = re.compile(
    r"""^<a\s[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_BREAK = re.compile(r"^<br\b", re.IGNORECASE)

# Nesting deeper than this is read as plain text: it bounds recursion, and time with it.
MAX_NESTING = 60

# No paragraph that people wrote is longer (characters); unbounded brackets would cost minutes.
_LONGEST = 100_000


class Parser(MarkdownIt):
    """markdown-it that leaves link targets as they were typed."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name is markdown-it's
        """Return the target unchanged."""
        return url


class Line(NamedTuple):
    """A line of a block's content, without the indentation and markers of its containers."""

    text: str
    source: int
    """Where `text` starts in the source; -1 for text that is not from the body."""
    column: int = 0
    """How far `text` is indented in its line of the source."""


class Piece(NamedTuple):
    """Text to show and the stretch of the source it stands for."""

    text: str
    source: int
    length: int
    """Of the source; a piece whose text has the same length is the source, verbatim."""


_GAP = Piece(HOLE, -1, 1)


class Row(NamedTuple):
    """What one line shows."""

    pieces: tuple[Piece, ...]
    column: int = 0
    hard: bool = False
    """Whether a hard break follows."""


def render(
    lines: tuple[Line, ...], references: dict[str, object]
) -> tuple[list[Row], list[tuple[int, str]]]:
    """Return the rows that a reader sees, and link targets with their place in the source.

    `references` are the link reference definitions of the document, as markdown-it keeps them.
    Bare URLs are still in the rows. Images, tags, struck-out text and code that is more than a
    word are not, and a `HOLE` stands where they were. A block of more than 100,000 characters is
    read as plain text.
    """
    content = "\n".join(line.text for line in lines)
    if len(content) > _LONGEST or not _MARKUP.search(content):
        return [_plain_row(line) for line in lines], []
    parser = _parser()
    tokens: list[Token] = []
    parser.inline.parse(content, parser, {"references": references}, tokens)
    walk = _Walk(content, lines)
    for token in tokens:
        walk.take(token)
    walk.end_row(hard=False)
    return walk.rows, walk.targets


def _plain_row(line: Line) -> Row:
    text = line.text
    hard = text.endswith("  ")
    return Row((Piece(text, line.source, len(text)),), line.column, hard)


class _Walk:
    """Goes through inline tokens and content side by side, and gathers rows and targets."""

    def __init__(self, content: str, lines: tuple[Line, ...]) -> None:
        self.rows: list[Row] = []
        self.targets: list[tuple[int, str]] = []
        self._content = content
        self._lines = lines
        self._starts = line_starts(lines)
        self._cursor = 0
        self._row_line = 0
        self._pieces: list[Piece] = []
        self._hidden = False
        self._struck = 0

    def take(self, token: Token) -> None:
        """Read one token."""
        kind = token.type
        stop = token.meta.get("end")
        if kind in ("text", "text_special", "code_inline"):
            self._text(token, stop)
        elif kind in ("softbreak", "hardbreak"):
            self.end_row(hard=kind == "hardbreak")
        elif kind == "html_inline":
            self._tag(token, stop)
        elif kind == "image":
            self._pieces.append(_GAP)
        elif kind in ("s_open", "s_close"):
            self._struck += token.nesting
            self._cursor += len(token.markup)
        elif kind == "link_open":
            self.targets.append((self._place(self._cursor), str(token.attrs.get("href", ""))))
            self._hidden = token.info == "auto"
            self._cursor += 1
        elif kind == "link_close":
            self._hidden = False
        else:
            self._cursor += len(token.markup)
        if stop is not None:
            self._cursor = stop
        if kind in ("softbreak", "hardbreak"):
            self._row_line = self._line_of(self._cursor)

    def end_row(self, *, hard: bool) -> None:
        """Close the row being gathered."""
        column = self._lines[self._row_line].column if self._lines else 0
        self.rows.append(Row(tuple(self._pieces), column, hard))
        self._pieces = []

    def _text(self, token: Token, stop: int | None) -> None:
        text = token.content
        if not text:
            return
        if self._hidden or self._struck:
            self._pieces.append(_GAP)
            return
        if token.type == "code_inline":
            self._code(text, len(token.markup))
            return
        if token.type == "text_special":
            length = len(token.markup)
            self._add(text, (stop or self._cursor + length) - length, length)
            return
        start = self._cursor if stop is None else stop - len(text)
        if not self._content.startswith(text, max(start, 0)):
            start = self._content.find(text, self._cursor)
        self._add(text, start, len(text))
        if stop is None and start >= 0:
            self._cursor = start + len(text)

    def _code(self, text: str, markup: int) -> None:
        # A word in code is as a rule the name of something; more than a word is a program.
        if _WORDLIKE.fullmatch(text):
            self._add(text, self._content.find(text, self._cursor + markup), len(text))
        else:
            self._pieces.append(_GAP)

    def _tag(self, token: Token, stop: int | None) -> None:
        if _BREAK.match(token.content):
            self.end_row(hard=True)
            return
        href = _HREF.match(token.content)
        if href:
            start = self._cursor if stop is None else stop - len(token.content)
            self.targets.append((self._place(start), href[1] or href[2] or href[3] or ""))

    def _add(self, text: str, start: int, length: int) -> None:
        if start < 0:
            # Emphasis moved its markers: the whole line is where the text came from.
            line = self._lines[self._row_line]
            self._pieces.append(Piece(text, line.source, len(line.text)))
            return
        self._pieces.append(Piece(text, self._place(start), length))

    def _place(self, position: int) -> int:
        index = self._line_of(position)
        source = self._lines[index].source
        return -1 if source < 0 else source + position - self._starts[index]

    def _line_of(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)


def line_starts(lines: tuple[Line, ...]) -> list[int]:
    """Return where each line starts once they are joined by line ends."""
    starts = []
    position = 0
    for line in lines:
        starts.append(position)
        position += len(line.text) + 1
    return starts


_Rule = Callable[[StateInline, bool], bool]


def _recorded(rule: _Rule) -> _Rule:
    """Wrap an inline rule so that the token it ends with tells where it stopped reading."""

    def run(state: StateInline, silent: bool) -> bool:
        matched = rule(state, silent)
        if matched and not silent and state.tokens and not state.pending:
            state.tokens[-1].meta["end"] = state.pos
        return matched

    return run


@cache
def _parser() -> Parser:
    parser = Parser("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable("strikethrough")
    # The rules that are enabled start with these; others would interrupt a text for nothing.
    parser.inline.terminator_re = _STARTS
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in _RECORDED:
        parser.inline.ruler.at(name, _recorded(rules[name]))
    return parser
