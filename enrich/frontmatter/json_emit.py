"""Values as JSON, in the habits of one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from enrich.frontmatter.emit import MAX_FLOW_WIDTH, is_short, json_string
from enrich.records import Plain, Value

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_OPENED = re.compile(r'([\[{])([ \t\r\n]*+)["\w-]')
"""An object, or a list that begins with a scalar."""


class Shown(NamedTuple):
    """How nested values are written in one file."""

    flow_lists: bool
    """Whether lists of short values are written on one line, as where the file shows none."""
    flow_objects: bool
    """Whether objects of scalars are."""
    pad: str
    """What stands inside the braces of an object on one line: a blank, or nothing."""


class JsonStyle(NamedTuple):
    """The habits of one file."""

    comma: str
    """What parts two members of the object, line ends included."""
    colon: str
    margin: str | None
    """What stands before a member on its line; None where all is on one line."""
    indent: str
    """How much further a nested line is indented."""
    shown: Shown


def detect(values: Iterable[str]) -> Shown:
    """Return how the lists and objects in these texts of values are written, nested ones too."""
    leads: dict[str, list[str]] = {"[": [], "{": []}
    for value in values:
        for found in _OPENED.finditer(_STRING.sub('""', value)):
            leads[found.group(1)].append(found.group(2))
    lists, objects = (["\n" in lead for lead in leads[opener]] for opener in "[{")
    padded = [lead for lead in leads["{"] if "\n" not in lead]
    return Shown(
        flow_lists=2 * sum(lists) <= len(lists),
        flow_objects=2 * sum(objects) < len(objects),
        pad=" " if 2 * sum(map(bool, padded)) > len(padded) else "",
    )


def dump(value: Value, style: JsonStyle) -> str:
    """Return the value of a member; raises ValueError for a lone surrogate."""
    if style.margin is None:
        return _inline(value, style)
    eol = "\r\n" if "\r\n" in style.comma else "\n"
    return _block(value, style, eol + style.margin)


def _block(value: Value, style: JsonStyle, newline: str) -> str:
    """`newline` is a line end and the indentation of the line that the value starts on."""
    inner = newline + style.indent
    if isinstance(value, dict) and value and not _is_short_object(value, style):
        items: Iterable[str] = (
            f"{json_string(key)}{style.colon}{_block(item, style, inner)}"
            for key, item in value.items()
        )
        return "{" + inner + f",{inner}".join(items) + newline + "}"
    if isinstance(value, list) and value and not _is_short_list(value, style):
        items = (_block(item, style, inner) for item in value)
        return "[" + inner + f",{inner}".join(items) + newline + "]"
    return _inline(value, style)


def _is_short_list(items: list[Value], style: JsonStyle) -> bool:
    return (
        style.shown.flow_lists
        and all(not isinstance(item, dict | list) and is_short(str(item)) for item in items)
        and len(_inline(items, style)) <= MAX_FLOW_WIDTH
    )


def _is_short_object(items: dict[str, Value], style: JsonStyle) -> bool:
    return (
        style.shown.flow_objects
        and not any(isinstance(item, dict | list) for item in items.values())
        and len(_inline(items, style)) <= MAX_FLOW_WIDTH
    )


def _inline(value: Value, style: JsonStyle) -> str:
    comma = "," if style.comma == "," else ", "
    if isinstance(value, dict):
        items = (
            f"{json_string(key)}{style.colon}{_inline(item, style)}" for key, item in value.items()
        )
        inner = comma.join(items)
        return f"{{{style.shown.pad}{inner}{style.shown.pad}}}" if inner else "{}"
    if isinstance(value, list):
        return "[" + comma.join(_inline(item, style) for item in value) + "]"
    if isinstance(value, str | Plain):
        return json_string(value.text if isinstance(value, Plain) else value)
    return json.dumps(value)
