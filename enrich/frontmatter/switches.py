"""What a file itself says about its enrichment, under its `enrich:` key."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from msgspec import Struct, convert

from enrich.errors import FrontMatterError
from enrich.frontmatter.glean import gleaned_line
from enrich.frontmatter.languages import LANGUAGES
from enrich.frontmatter.split import decode, split
from enrich.records import Plain, Value

KEY = "enrich"
LISTS = ("skip", "lock", "pin", "hide")


class Switches(Struct, frozen=True):
    """The wishes of one file."""

    off: bool = False
    """Nothing is written to this file."""
    skip: tuple[str, ...] = ()
    """Keys that are not written."""
    lock: tuple[str, ...] = ()
    """Keys that stay as they are, although they are ours."""
    pin: tuple[str, ...] = ()
    """Articles (slug or path) that are always related."""
    hide: tuple[str, ...] = ()
    """Articles (slug or path) that are never related."""


def switches(fields: Mapping[str, Value], data: bytes = b"") -> Switches:
    """Return what the fields of a file say under `enrich:`; raises FrontMatterError for nonsense.

    `enrich: off` turns everything off; otherwise it is a mapping of `skip`, `lock`, `pin` and
    `hide` to a name or a list of names. `data` are the bytes of the file, in which an error finds
    its line.
    """
    try:
        return _switches(fields)
    except FrontMatterError as error:
        error.line = _line(data)
        raise


def _line(data: bytes) -> int | None:
    fences = split(data)
    if fences is None:
        return None
    text = decode(data, fences)
    try:
        return LANGUAGES[fences.kind].parse(text, fences.line).line_of(KEY)
    except FrontMatterError:  # read line by line, as far as that goes
        return gleaned_line(text, fences, KEY)


def _switches(fields: Mapping[str, Value]) -> Switches:
    value = fields.get(KEY)
    word = _word(value)
    if value is None or word in ("on", "true", "yes"):
        return Switches()
    if word in ("off", "false", "no"):
        return Switches(off=True)
    if not isinstance(value, dict):
        raise FrontMatterError(f"`{KEY}:` must be `off`, or a mapping of {_listed()} to lists.")
    for name in value:
        if name not in LISTS:
            near = get_close_matches(name, LISTS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            message = f"`{KEY}:` has no switch `{name}`; there are {_listed()}.{hint}"
            raise FrontMatterError(message)
    return convert({name: _names(name, item) for name, item in value.items()}, Switches)


def _word(value: Value) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.text if isinstance(value, Plain) else value
    return text.lower() if isinstance(text, str) else None


def _names(switch: str, value: Value) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(_name(switch, item) for item in items)


def _name(switch: str, item: Value) -> str:
    """Return a name as it was typed: a slug may look like a date or a number."""
    if isinstance(item, Plain):
        return item.text
    if isinstance(item, str) and item:
        return item
    if isinstance(item, int) and not isinstance(item, bool):
        return str(item)
    raise FrontMatterError(f"`{KEY}: {switch}` must be a name or a list of names, as [a, b].")


def _listed() -> str:
    return ", ".join(f"`{name}`" for name in LISTS)
