"""JSON front matter: the members of its object located one by one, edited between commas.

The object stands at the start of the file, between `---json` or `;;;` fences, or between `;;;`
without its braces, as Middleman has it. A new member goes behind the last one, parted from it as
the last two are parted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter.depth import refuse_deep, too_deep
from enrich.frontmatter.emit import json_string
from enrich.frontmatter.json_emit import JsonStyle, detect, dump
from enrich.frontmatter.state import State, state_in
from enrich.frontmatter.syntax import Change, Language
from enrich.records import Plain, Value

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class Member(NamedTuple):
    """A member of the object; offsets are characters, half-open."""

    name: str
    start: int
    key_end: int
    value_start: int
    end: int


class JsonText(Struct, frozen=True):
    """An object of JSON, as a `syntax.Text`."""

    text: str
    line: int
    opening: int
    """Where the object opens: behind its brace; 0 where it has none."""
    fields: dict[str, Any]
    members: tuple[Member, ...]

    def state(self, keys: Collection[str], record: str) -> State:
        """Look up our keys, and those on record; one that is there twice is refused."""
        state = state_in(self.fields, keys, record, self.line_of)
        for key in (record, *keys, *state.recorded):
            self._refuse_twice(key)
        return state

    def line_of(self, name: str) -> int | None:
        """Return the line of the key."""
        starts = [one.start for one in self.members if one.name == name]
        return self._line_at(starts[-1]) if starts else None

    def foreign(self, touched: Collection[str]) -> tuple[str, Any]:
        """Return what is not touched: its characters, and its values with types and order."""
        values = [(key, value) for key, value in self.fields.items() if key not in touched]
        return self._without(touched), repr(values)

    def edited(self, change: Change) -> str:
        """Replace or remove the touched members; put new ones behind the last, the record last."""
        style = self._style(change)
        stay = {name for name in change.values if name in self.fields} - {change.record}
        replaced = self._replaced({name: change.values[name] for name in stay}, style)
        rest = _parse(_parse(replaced, self.line)._without(set(change.touched) - stay), self.line)
        new = [
            f"{json_string(key)}{style.colon}{dump(value, style)}"
            for key, value in change.values.items()
            if key not in stay
        ]
        if not new:
            return rest.text
        at = rest.members[-1].end if rest.members else rest.opening
        lead = style.comma if rest.members else rest._lead(style)
        return rest.text[:at] + lead + style.comma.join(new) + rest.text[at:]

    def _replaced(self, values: dict[str, Value], style: JsonStyle) -> str:
        pieces = []
        position = 0
        for member in self.members:
            if member.name in values:
                pieces.append(self.text[position : member.value_start])
                pieces.append(dump(values[member.name], style))
                position = member.end
        return "".join([*pieces, self.text[position:]])

    def _without(self, names: Collection[str]) -> str:
        pieces = []
        position = 0
        for start, end in self._runs(names):
            pieces.append(self.text[position:start])
            position = end
        return "".join([*pieces, self.text[position:]])

    def _runs(self, names: Collection[str]) -> Iterator[tuple[int, int]]:
        """Yield what goes with each run of members: the comma before it, else the one behind."""
        first = 0
        while first < len(self.members):
            last = first
            while last < len(self.members) and self.members[last].name in names:
                last += 1
            if last > first:
                if first == 0 and last < len(self.members):
                    yield self.members[0].start, self.members[last].start
                else:
                    start = self.members[first - 1].end if first else self.opening
                    yield start, self.members[last - 1].end
            first = last + 1

    def _style(self, change: Change) -> JsonStyle:
        """Return how the foreign members are written; of ours, if there is no other."""
        text = self.text
        shown = [one for one in self.members if one.name not in change.ours] or list(self.members)
        comma = self._comma(change.eol)
        colon = text[shown[0].key_end : shown[0].value_start] if shown else ": "
        margin = comma.rpartition("\n")[2].replace(",", "") if "\n" in comma else None
        return JsonStyle(
            comma=comma,
            colon=": " if "\n" in colon else colon,
            margin=margin,
            indent=(margin if self.opening else "") or "  ",
            shown=detect(text[one.value_start : one.end] for one in shown),
        )

    def _comma(self, eol: str) -> str:
        if len(self.members) > 1:
            return self.text[self.members[-2].end : self.members[-1].start]
        if not self.members:
            if self.opening:
                return f",{eol}  " if "\n" in self.text[self.opening :] else ", "
            return f",{eol}"
        lead = self.text[self.opening : self.members[0].start]
        if self.opening:
            tight = self.text[self.members[0].key_end : self.members[0].value_start] == ":"
            return "," + (lead or ("" if tight else " "))
        return f",{eol}{lead}"

    def _lead(self, style: JsonStyle) -> str:
        """Return what parts the first member from where the object opens."""
        if style.margin is None:
            return ""
        if not self.opening and not self.text:
            message = "There is nothing between the fences; write `{}` there, or remove them."
            raise FrontMatterError(message, line=self.line)
        return style.comma.replace(",", "", 1)

    def _refuse_twice(self, name: str) -> None:
        found = [member for member in self.members if member.name == name]
        if len(found) > 1:
            message = f"The key `{name}` occurs {len(found)} times; keep one."
            raise FrontMatterError(message, line=self._line_at(found[1].start))

    def _line_at(self, index: int) -> int:
        return self.line + self.text.count("\n", 0, index)


def read_json(text: str, line: int) -> dict[str, Any]:
    """Return the object that the text is, with or without its braces.

    `line` is the line of the file on which the text starts. Raises FrontMatterError.
    """
    braces = text.lstrip(" \t\r\n").startswith(("{", "["))
    try:
        fields = json.loads(text if braces else f"{{{text}}}")
    except RecursionError as error:
        raise too_deep(line) from error
    except ValueError as error:  # a JSONDecodeError, or a number with thousands of digits
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        where = line + (error.lineno - 1 if isinstance(error, json.JSONDecodeError) else 0)
        message = f"The front matter is not valid JSON: {what}. Correct the line."
        raise FrontMatterError(message, line=where) from error
    if not isinstance(fields, dict):
        raise FrontMatterError("The front matter is not a JSON object; write `{…}`.", line=line)
    refuse_deep(fields, line)
    return fields


def _parse(text: str, line: int) -> JsonText:
    fields = read_json(text, line)
    start = _after_space(text, 0)
    opening = start + 1 if text.startswith("{", start) else 0
    return JsonText(text, line, opening, fields, tuple(_members(text, opening)))


def _members(text: str, opening: int) -> Iterator[Member]:
    """Yield the members of what is known to be an object."""
    position = _after_space(text, opening)
    while text.startswith('"', position):
        start = position
        name, key_end = _DECODER.raw_decode(text, start)
        value_start = _after_space(text, _after_space(text, key_end) + 1)
        _, end = _DECODER.raw_decode(text, value_start)
        yield Member(name, start, key_end, value_start, end)
        position = _after_space(text, _after_space(text, end) + 1)


def _after_space(text: str, index: int) -> int:
    found = _SPACE.match(text, index)
    return found.end() if found else index


def _hold(value: Value) -> Value:
    """JSON has no unquoted scalars but numbers, `true`, `false` and `null`."""
    if isinstance(value, dict):
        return {key: _hold(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_hold(item) for item in value]
    return value.text if isinstance(value, Plain) else value


JSON = Language(_parse, _hold)
