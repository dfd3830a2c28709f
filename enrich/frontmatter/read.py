"""Front matter as plain values, in whichever of its three languages."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any, NoReturn

from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter.events import MAX_DEPTH, parse
from enrich.frontmatter.nodes import read_fields
from enrich.frontmatter.split import Kind, decode, split
from enrich.frontmatter.values import normalize
from enrich.records import Value


class FrontMatter(Struct, frozen=True):
    """The front matter of one file; offsets are bytes of the file."""

    kind: Kind
    fields: dict[str, Value]
    """Every key with its value; empty where there is nothing but comments."""
    start: int
    """Where the text between the fences starts."""
    end: int
    """Where it ends."""
    body_start: int
    """Where the body starts, behind the closing fence."""


def read(data: bytes) -> FrontMatter | None:
    """Read the front matter of a file, or return None where it has none.

    Raises FrontMatterError, with the line in the file and what to do, for front matter that is
    broken, unclosed, not UTF-8, no mapping, too large or too deep.
    """
    fences = split(data)
    if fences is None:
        return None
    text = decode(data, fences)
    if fences.kind == "yaml":
        fields = read_fields(parse(text))
    elif fences.kind == "toml":
        fields = _read_toml(text)
    else:
        first = 1 + data.count(b"\n", 0, fences.start)
        fields = _read_json(text, first)
    return FrontMatter(fences.kind, fields, fences.start, fences.end, fences.body_start)


def _read_toml(text: str) -> dict[str, Value]:
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) + 1 if found else None
        message = f"The front matter is not valid TOML: {error}. Correct the line."
        raise FrontMatterError(message, line=line) from error
    except RecursionError:
        _refuse_depth()
    return _plain(fields)


def _read_json(text: str, first: int) -> dict[str, Value]:
    """`first` is the line of the file on which the text starts."""
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"The front matter is not valid JSON: {error.msg}. Correct the line."
        raise FrontMatterError(message, line=error.lineno + first - 1) from error
    except RecursionError:
        _refuse_depth()
    if not isinstance(fields, dict):
        raise FrontMatterError("The front matter is not a JSON object; write `{…}`.", line=first)
    return _plain(fields)


def _plain(fields: dict[str, Any]) -> dict[str, Value]:
    if _depth(fields) > MAX_DEPTH:
        _refuse_depth()
    return {key: normalize(value) for key, value in fields.items()}


def _depth(value: Any) -> int:
    """Return how deep lists and mappings nest, without recursion; stops counting at the limit."""
    level = [value]
    depth = 0
    while level and depth <= MAX_DEPTH:
        inner = [item for item in level if isinstance(item, dict | list)]
        level = [x for item in inner for x in (item.values() if isinstance(item, dict) else item)]
        depth += 1
    return depth


def _refuse_depth() -> NoReturn:
    message = f"The front matter nests deeper than {MAX_DEPTH} levels; flatten it."
    raise FrontMatterError(message, line=1)
