"""The statements of a TOML document: which lines each key at the top level is made of.

Only strings, brackets and comments are told apart (TOML 1.0.0, "Comment", "String", "Array"), so
the text must be known to be valid TOML. Values are read by `tomllib`, never here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<string> \"{3} (?: \\. | [^\\] )*? \"{3} \"{0,2}
                | '{3} .*? '{3} '{0,2}
                | \" (?: \\. | [^\"\\\n] )* \"
                | ' [^'\n]* ' )
    | (?P<comment> \# [^\n]* )
    | (?P<open> [\[{] )
    | (?P<close> [\]}] )
    | (?P<newline> \n )
    | (?P<equals> = )
    | [^\"'\#\[\]{}\n=]+
    """,
    re.VERBOSE | re.DOTALL,
)
_BARE = re.compile(r"\s*([A-Za-z0-9_-]+)\s*")


class Statement(NamedTuple):
    """A `key = value`, or the header of a table; offsets are characters, half-open."""

    start: int
    """Where its first line starts."""
    end: int
    """Where the line after its last one starts."""
    head_end: int
    """Where its key ends (the equals sign); the end of a header."""
    is_header: bool
    comment: int | None
    """Where the first comment among its lines starts."""


def statements(text: str) -> Iterator[Statement]:
    """Yield the statements of valid TOML in order; blank lines and comments are between them."""
    line = depth = 0
    first: re.Match[str] | None = None
    head_end = comment = None
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "newline":
            if depth == 0:
                if first is not None:
                    yield _statement(line, token.end(), head_end, first, comment)
                line, first, head_end, comment = token.end(), None, None, None
            continue
        if kind == "comment":
            comment = token.start() if comment is None else comment
        elif first is None and (kind or token.group().strip()):
            first = token
        if kind == "equals" and depth == 0 and head_end is None:
            head_end = token.start()
        depth += (kind == "open") - (kind == "close")
    if first is not None:
        yield _statement(line, len(text), head_end, first, comment)


def _statement(
    start: int, end: int, head_end: int | None, first: re.Match[str], comment: int | None
) -> Statement:
    is_header = first.lastgroup == "open"
    return Statement(
        start, end, end if is_header or head_end is None else head_end, is_header, comment
    )


def path_of(text: str, statement: Statement) -> tuple[str, ...]:
    """Return the dotted key of a statement, or of the table that a header opens, as its parts."""
    head = text[statement.start : statement.head_end]
    bare = _BARE.fullmatch(head)
    if bare and not statement.is_header:
        return (bare.group(1),)
    found = tomllib.loads(head if statement.is_header else f"{head}= 0")
    path = []
    while isinstance(found, dict) and found:
        name, found = next(iter(found.items()))
        path.append(name)
        found = found[0] if isinstance(found, list) else found
    return tuple(path)
