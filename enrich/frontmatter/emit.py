"""Values as lines of YAML that every reader understands alike.

A string is written plain only where PyYAML, libyaml, YAML 1.2 readers, js-yaml, go-yaml and
Psych all read the same string; otherwise in quotes, on one line, with JSON's escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from enrich.frontmatter.style import Style
from enrich.frontmatter.values import resolve
from enrich.records import Plain, Value

MAX_FLOW_ITEM = 40
"""Characters; a list with a longer item has one item a line."""
MAX_FLOW_WIDTH = 120
"""Characters; a longer list has one item a line."""

_JSON = json.JSONEncoder(ensure_ascii=False)
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_PLAIN = re.compile(
    r": | #|[: ]\Z|[^\S ]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:?#]")
_PLAIN_FIRST = frozenset("$€£¥(/_“«„")
_LETTER = re.compile(r"[a-df-zA-DF-Z]")
_LIKE_A_NUMBER = re.compile(r"0[xXoObB]|[eE][-+]?[0-9]+\Z")  # the second to npm's yaml, in 1.1
_WORDS = frozenset(("true", "false", "null", "nan", "inf", "infinity"))


def lines(key: str, value: Value, style: Style) -> list[str]:
    """Return the lines, without line ends, of one entry of the root mapping.

    `value` is as `normalize` gives it. Raises ValueError for a lone surrogate, which UTF-8
    cannot hold.
    """
    indent = " " * style.indent
    return [indent + line for line in _entry(key, value, style)]


def one_line(key: str, value: dict[str, Value], style: Style) -> str:
    """Return an entry of the root mapping as one line, its value in flow style."""
    return " " * style.indent + f"{_scalar(key, style)}: {_flow(value, style)}"


def is_plain(text: str) -> bool:
    """Return whether every reader takes the text, unquoted in a block, for that very string."""
    if not text or _NOT_PLAIN.search(text):
        return False
    first = text[0]
    if first.isdecimal():
        likely = bool(_LETTER.search(text))
    else:
        likely = first.isalpha() or first in _PLAIN_FIRST
    if not likely or _LIKE_A_NUMBER.match(text):
        return False
    return text.lower() not in _WORDS and isinstance(resolve(text), str)


def _entry(key: str, value: Value, style: Style) -> Iterator[str]:
    name = _scalar(key, style)
    if isinstance(value, dict) and value:
        yield f"{name}:"
        step = " " * style.step
        for line in _mapping(value, style):
            yield step + line
    elif isinstance(value, list) and value:
        short = _short_flow(value, style)
        if short is not None:
            yield f"{name}: {short}"
            return
        yield f"{name}:"
        margin = " " * style.offset
        for line in _sequence(value, style):
            yield margin + line
    else:
        yield f"{name}: {_block_scalar(value, style)}"


def _mapping(items: dict[str, Value], style: Style) -> Iterator[str]:
    for key, value in items.items():
        yield from _entry(key, value, style)


def _sequence(items: list[Value], style: Style) -> Iterator[str]:
    """Yield an item a line; mappings too, if every one in the list is of scalars only."""
    one_line = all(_fits_flow(item) for item in items if isinstance(item, dict))
    for item in items:
        nested: Iterator[str]
        if isinstance(item, dict) and item and not one_line:
            nested = _mapping(item, style)
        elif isinstance(item, list) and item:
            nested = _sequence(item, style)
        elif isinstance(item, dict):
            nested = iter((_flow(item, style),))
        else:
            nested = iter((_block_scalar(item, style),))
        yield "- " + next(nested)
        for line in nested:
            yield "  " + line


def _short_flow(items: list[Value], style: Style) -> str | None:
    if not style.flow or any(isinstance(item, dict | list) for item in items):
        return None
    if not all(_fits_flow(item) and is_short(_text(item)) for item in items):
        return None
    line = _flow(items, style)
    return line if len(line) <= MAX_FLOW_WIDTH else None


def is_short(text: str) -> bool:
    """Return whether the text is a name or term; sentences read better one a line."""
    return len(text) <= MAX_FLOW_ITEM and not (
        text.endswith((".", "!", "?")) and text.count(" ") > 2
    )


def _fits_flow(value: Value) -> bool:
    """Return whether the value may stand inside `[…]` or `{…}`: a scalar, or a mapping of scalars.

    A Plain with a colon or comma may not: it cannot be quoted, and would be cut in two.
    """
    if isinstance(value, dict):
        return all(not isinstance(v, dict | list) and _fits_flow(v) for v in value.values())
    return not isinstance(value, Plain) or not _NOT_PLAIN_IN_FLOW.search(value.text)


def _text(value: Value) -> str:
    return value.text if isinstance(value, Plain) else str(value)


def _block_scalar(value: Value, style: Style) -> str:
    if isinstance(value, dict | list):  # empty: anything else is written over several lines
        return "{}" if isinstance(value, dict) else "[]"
    return _scalar(value, style)


def _flow(value: Value, style: Style) -> str:
    if isinstance(value, dict):
        items = (f"{_flow_scalar(k, style)}: {_flow(v, style)}" for k, v in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, style) for item in value) + "]"
    return _flow_scalar(value, style)


def _flow_scalar(value: Value, style: Style) -> str:
    if isinstance(value, str) and _NOT_PLAIN_IN_FLOW.search(value):
        return _quoted(value, style)
    return _scalar(value, style)


def _scalar(value: Value, style: Style) -> str:
    if isinstance(value, str):
        return value if is_plain(value) else _quoted(value, style)
    if isinstance(value, Plain):
        return value.text
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _quoted(text: str, style: Style) -> str:
    special = _SPECIAL.search(text)
    if style.quote == "'" and not special and ("'" not in text or '"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    return json_string(text)


def json_string(text: str) -> str:
    """Return the text in double quotes, on one line: the same in JSON, YAML and TOML.

    Raises ValueError for a lone surrogate, which UTF-8 cannot hold.
    """
    if _SURROGATE.search(text):
        raise ValueError("the text has a lone surrogate, which UTF-8 cannot hold")
    quoted = _JSON.encode(text)
    return _SPECIAL.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
