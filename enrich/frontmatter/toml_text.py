"""TOML front matter: top-level statements located line by line, edited by whole lines.

A key put at the end would land in the last table, so new ones stand behind the last top-level
statement, before the first table. Every result is read back by `tomllib` before it counts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from typing import Any

from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter.depth import MAX_DEPTH, refuse_deep, too_deep
from enrich.frontmatter.state import State, state_in
from enrich.frontmatter.syntax import Change, Language, eol_after
from enrich.frontmatter.toml_emit import detect, lines, moment
from enrich.frontmatter.toml_statements import Statement, path_of, statements
from enrich.frontmatter.values import normalize
from enrich.records import Plain, Value

# A key of many parts takes `tomllib` time that grows with their square.
_LONG_KEY = re.compile(
    r"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    f"{{{MAX_DEPTH}}}"
)


class TomlText(Struct, frozen=True):
    """TOML between fences, as a `syntax.Text`."""

    text: str
    line: int
    fields: dict[str, Any]
    """As `tomllib` reads them."""
    top: tuple[tuple[str, Statement], ...]
    """The statements before the first table, each with the first part of its key."""
    table: Statement | None
    """The header of the first table."""

    def state(self, keys: Collection[str], record: str) -> State:
        """Look up our keys, and those on record, however they are written."""
        return state_in(self.fields, keys, record, self.line_of)

    def line_of(self, name: str) -> int | None:
        """Return the line of the key, or of the table."""
        in_table = False
        for statement in statements(self.text):
            in_table = in_table or statement.is_header
            if statement.is_header == in_table and path_of(self.text, statement)[0] == name:
                return self._line_at(statement.start)
        return None

    def foreign(self, touched: Collection[str]) -> tuple[str, Any]:
        """Return what is not touched: its characters, and its values with types and order."""
        pieces = []
        position = 0
        for name, statement in self.top:
            if name in touched:
                pieces.append(self.text[position : statement.start])
                position = statement.end
        pieces.append(self.text[position:])
        values = [(key, value) for key, value in self.fields.items() if key not in touched]
        return "".join(pieces), repr(values)

    def edited(self, change: Change) -> str:
        """Replace or remove the touched statements; put new ones behind the top-level ones."""
        text = self.text
        style = detect(text, [one for name, one in self.top if name not in change.ours])
        pieces: list[str] = []
        position = 0
        there: set[str] = set()
        for name, statement in self.top:
            if name not in change.touched:
                continue
            self._refuse_comment(name, statement)
            pieces.append(text[position : statement.start])
            if name in change.values and name not in there and name != change.record:
                own = eol_after(text[: statement.start], change.eol)
                pieces += (line + own for line in lines(name, change.values[name], style))
            there.add(name)
            position = statement.end
        self._refuse_tables(set(change.touched) - there)
        end = self._end_of_top()
        pieces.append(text[position:end])
        last = eol_after(text[:end], change.eol)
        for key, value in change.values.items():
            if key not in there or key == change.record:
                pieces += (line + last for line in lines(key, value, style))
        return "".join([*pieces, text[end:]])

    def _end_of_top(self) -> int:
        if self.table is None:
            return len(self.text)
        return self.top[-1][1].end if self.top else 0

    def _refuse_comment(self, name: str, statement: Statement) -> None:
        if statement.comment is not None:
            message = (
                f"The key `{name}` has a comment in its value, so its value cannot be replaced. "
                f"Move the comment above the key, or delete it."
            )
            raise FrontMatterError(message, line=self._line_at(statement.comment))

    def _refuse_tables(self, names: Collection[str]) -> None:
        for name in names:
            if name in self.fields:
                message = (
                    f"The key `{name}` is written as a table, so its value cannot be replaced. "
                    f"Write it as `{name} = …` above the first table."
                )
                raise FrontMatterError(message, line=self.line_of(name))

    def _line_at(self, index: int) -> int:
        return self.line + self.text.count("\n", 0, index)


def read_toml(text: str, line: int) -> dict[str, Any]:
    """Return the document as `tomllib` reads it.

    `line` is the line of the file on which the text starts. Raises FrontMatterError.
    """
    if found := _LONG_KEY.search(text):
        raise too_deep(line + text.count("\n", 0, found.start()))
    try:
        fields = tomllib.loads(text)
    except RecursionError as error:
        raise too_deep(line) from error
    except ValueError as error:  # a TOMLDecodeError, or a number with thousands of digits
        at = re.search(r"line (\d+)", str(error))
        message = f"The front matter is not valid TOML: {error}. Correct the line."
        where = int(at.group(1)) + line - 1 if at else line
        raise FrontMatterError(message, line=where) from error
    refuse_deep(fields, line)
    return fields


def _parse(text: str, line: int) -> TomlText:
    fields = read_toml(text, line)
    top, table = [], None
    for statement in statements(text):
        if statement.is_header:
            table = statement
            break
        top.append((path_of(text, statement)[0], statement))
    return TomlText(text, line, fields, tuple(top), table)


def _hold(value: Value) -> Value:
    """TOML has no null, and unquoted scalars are dates or nothing."""
    if isinstance(value, dict):
        return {key: _hold(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_hold(item) for item in value if item is not None]
    if isinstance(value, Plain):
        found = moment(value.text)
        return value.text if found is None else normalize(found)
    return value


TOML = Language(_parse, _hold)
