"""Values as JSON, in the habits of one file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from enrich.frontmatter.emit import MAX_FLOW_WIDTH, is_short, json_string
from enrich.records import Plain, Value


class JsonStyle(NamedTuple):
    """The habits of one file."""

    comma: str
    """What parts two members of the object, line ends included."""
    colon: str
    margin: str | None
    """What stands before a member on its line; None where all is on one line."""
    indent: str
    """How much further a nested line is indented."""
    flow: bool
    """Whether lists of short values are written on one line."""


def dump(value: Value, style: JsonStyle) -> str:
    """Return the value of a member; raises ValueError for a lone surrogate."""
    if style.margin is None:
        return _inline(value, style)
    eol = "\r\n" if "\r\n" in style.comma else "\n"
    return _block(value, style, eol + style.margin)


def _block(value: Value, style: JsonStyle, newline: str) -> str:
    """`newline` is a line end and the indentation of the line that the value starts on."""
    inner = newline + style.indent
    if isinstance(value, dict) and value:
        items: Iterable[str] = (
            f"{json_string(key)}{style.colon}{_block(item, style, inner)}"
            for key, item in value.items()
        )
        return "{" + inner + f",{inner}".join(items) + newline + "}"
    if isinstance(value, list) and value and not (style.flow and _is_short_list(value, style)):
        items = (_block(item, style, inner) for item in value)
        return "[" + inner + f",{inner}".join(items) + newline + "]"
    return _inline(value, style)


def _is_short_list(items: list[Value], style: JsonStyle) -> bool:
    return len(_inline(items, style)) <= MAX_FLOW_WIDTH and all(
        not isinstance(item, dict | list) and is_short(str(item)) for item in items
    )


def _inline(value: Value, style: JsonStyle) -> str:
    comma = "," if style.comma == "," else ", "
    if isinstance(value, dict):
        items = (
            f"{json_string(key)}{style.colon}{_inline(item, style)}" for key, item in value.items()
        )
        return "{" + comma.join(items) + "}"
    if isinstance(value, list):
        return "[" + comma.join(_inline(item, style) for item in value) + "]"
    if isinstance(value, str | Plain):
        return json_string(value.text if isinstance(value, Plain) else value)
    return json.dumps(value)
