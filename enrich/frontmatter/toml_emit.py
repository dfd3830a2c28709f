"""Values as lines of TOML 1.0: one line each, but a list of long items has one item a line."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from datetime import date, time

from msgspec import Struct

from enrich.frontmatter.emit import MAX_FLOW_WIDTH, is_short, json_string
from enrich.frontmatter.toml_statements import Statement
from enrich.records import Plain, Value

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NOT_LITERAL = re.compile(r"[\x00-\x1f\x7f-\x9f'\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_MOMENT = re.compile(r"[0-9]{2,4}[-:][0-9]{2}[-:][0-9TtZz :.+-]*")


class TomlStyle(Struct, frozen=True):
    """The habits of one file."""

    equals: str = " = "
    quote: str = '"'
    flow: bool = True
    """Whether lists of short values are written on one line."""
    indent: str = "  "
    """What stands before an item that has its own line."""


def detect(text: str, statements: Iterable[Statement]) -> TomlStyle:
    """Return the habits that the statements show; a tie goes to the default."""
    default = TomlStyle()
    equals: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    indents: Counter[str] = Counter()
    for one in statements:
        start = len(text[one.start : one.head_end].rstrip()) + one.start
        found = _EQUALS.match(text, start)
        if found is None:
            continue
        equals["=" if found.group() == "=" else default.equals] += 1
        value = text[found.end() : one.end].rstrip()
        seen[value[:1]] += 1
        if value.startswith("["):
            block = re.match(r"\[[ \t]*\r?\n([ \t]*)", value)
            seen["block" if block else "flow"] += 1
            if block:
                indents[block.group(1)] += 1
    return TomlStyle(
        equals="=" if equals["="] > equals[default.equals] else default.equals,
        quote="'" if seen["'"] > seen['"'] else '"',
        flow=seen["flow"] >= seen["block"],
        indent=max(indents, key=lambda one: indents[one], default=default.indent),
    )


def moment(text: str) -> date | time | None:
    """Return the date or time that TOML reads in an unquoted scalar, or None."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        found = tomllib.loads(f"x = {text}")["x"]
    except ValueError:
        return None
    return found if isinstance(found, date | time) else None


def lines(key: str, value: Value, style: TomlStyle) -> list[str]:
    """Return the lines, without line ends, of one top-level statement.

    `value` is as `normalize` gives it; nulls in it are left out. Raises ValueError for a lone
    surrogate, which UTF-8 cannot hold.
    """
    head = _key(key, style) + style.equals
    whole = _value(value, style)
    if not isinstance(value, list) or not value or (style.flow and _is_short_list(value, whole)):
        return [head + whole]
    items = [f"{style.indent}{_value(item, style)}," for item in value if item is not None]
    return [f"{head}[", *items, "]"]


def _is_short_list(items: list[Value], whole: str) -> bool:
    return len(whole) <= MAX_FLOW_WIDTH and all(
        not isinstance(item, dict | list) and is_short(str(item)) for item in items
    )


def _value(value: Value, style: TomlStyle) -> str:
    if isinstance(value, dict):
        items = (
            f"{_key(key, style)}{style.equals}{_value(item, style)}"
            for key, item in value.items()
            if item is not None
        )
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item, style) for item in value if item is not None) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Plain) and moment(value.text) is not None:
        return value.text
    if isinstance(value, Plain | str):
        return _string(value.text if isinstance(value, Plain) else value, style)
    return str(value)


def _key(key: str, style: TomlStyle) -> str:
    return key if _BARE_KEY.fullmatch(key) else _string(key, style)


def _string(text: str, style: TomlStyle) -> str:
    if style.quote == "'" and not _NOT_LITERAL.search(text):
        return f"'{text}'"
    return json_string(text)
