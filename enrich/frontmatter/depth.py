"""How deep lists and mappings may nest."""

from __future__ import annotations

from typing import Any

from enrich.errors import FrontMatterError

MAX_DEPTH = 64


def refuse_deep(value: Any, line: int) -> None:
    """Raise FrontMatterError for a value that nests deeper than 64 levels; does not recurse."""
    level = [value]
    depth = 0
    while level:
        if depth > MAX_DEPTH:
            raise too_deep(line)
        inner = [item for item in level if isinstance(item, dict | list)]
        level = [x for item in inner for x in (item.values() if isinstance(item, dict) else item)]
        depth += 1


def too_deep(line: int) -> FrontMatterError:
    """Return the error for front matter that nests too deep."""
    message = f"The front matter nests deeper than {MAX_DEPTH} levels; flatten it."
    return FrontMatterError(message, line=line)
