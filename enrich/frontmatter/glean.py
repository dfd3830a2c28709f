"""Read what can be read of front matter that no parser takes as a whole.

Such a file is never written, but it is still an article: its title says what it is about, and its
switches hold. Each top-level entry is parsed by itself; one that fails, or that has a template in
it, is left out, but a single line of text is taken as it stands (`title: bind:`).
"""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise

from enrich.errors import FrontMatterError
from enrich.frontmatter.diagnose import TEMPLATE
from enrich.frontmatter.events import parse
from enrich.frontmatter.nodes import read_fields
from enrich.frontmatter.split import Fences, Kind
from enrich.frontmatter.values import normalize
from enrich.records import Value

MAX_ENTRIES = 1_000
_ENTRY = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=]", re.MULTILINE)
_LINE = re.compile(r"([\w-]+):[ \t]+([^\W_][^\r\n]*)\s*")


def glean(text: str, kind: Kind) -> dict[str, Value]:
    """Return the entries that can be read by themselves; the first one wins."""
    if kind == "json":
        return {}
    starts = [found.start() for found in _ENTRY.finditer(text)][:MAX_ENTRIES]
    fields: dict[str, Value] = {}
    for start, end in pairwise([*starts, len(text)]):
        entry = text[start:end]
        if not TEMPLATE.search(entry):
            for key, value in (_yaml(entry) if kind == "yaml" else _toml(entry)).items():
                fields.setdefault(key, value)
    return fields


def gleaned_line(text: str, fences: Fences, key: str) -> int | None:
    """Return the line in the file of the entry that `glean` has a key from, if it has."""
    for found in _ENTRY.finditer(text):
        if found.group(1) == key:
            return fences.line + text.count("\n", 0, found.start())
    return None


def _yaml(entry: str) -> dict[str, Value]:
    try:
        return read_fields(parse(entry))
    except FrontMatterError:
        found = _LINE.fullmatch(entry)
        return {found.group(1): found.group(2).rstrip()} if found else {}


def _toml(entry: str) -> dict[str, Value]:
    try:
        return {key: normalize(value) for key, value in tomllib.loads(entry).items()}
    except (ValueError, RecursionError):
        return {}
