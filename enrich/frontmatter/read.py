"""Front matter as plain values, in whichever of its three languages."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter.events import parse
from enrich.frontmatter.glean import glean
from enrich.frontmatter.json_text import read_json
from enrich.frontmatter.nodes import read_fields
from enrich.frontmatter.split import Fences, Kind, decode, split
from enrich.frontmatter.toml_text import read_toml
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
    problem: FrontMatterError | None = None
    """Why it cannot be edited, though some of its lines could be read."""


def read(data: bytes, *, lenient: bool = False) -> FrontMatter | None:
    """Read the front matter of a file, or return None where it has none.

    Raises FrontMatterError, with the line in the file and what to do, for front matter that is
    broken, unclosed, not UTF-8, no mapping, too large or too deep. With `lenient`, what lies
    between fences but cannot be parsed (a template, a broken line) is read as far as it can be.
    """
    fences = split(data)
    if fences is None:
        return None
    text = decode(data, fences)
    problem = None
    try:
        fields = _fields(fences, text)
    except FrontMatterError as error:
        if not lenient:
            raise
        fields, problem = glean(text, fences.kind), error
    return FrontMatter(fences.kind, fields, fences.start, fences.end, fences.body_start, problem)


def _fields(fences: Fences, text: str) -> dict[str, Value]:
    if fences.kind == "yaml":
        return read_fields(parse(text))
    found: dict[str, Any]
    found = read_toml(text, fences.line) if fences.kind == "toml" else read_json(text, fences.line)
    return {key: normalize(value) for key, value in found.items()}
