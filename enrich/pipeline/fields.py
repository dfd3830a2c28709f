"""Front matter values as JSON, and back as they were."""

from __future__ import annotations

from typing import Any

from enrich.records import Plain, Value


def plain(value: Value) -> Any:
    """Return a front matter value as JSON that `value_of` reads back as it was."""
    if isinstance(value, Plain):
        return {"plain": value.text}
    if isinstance(value, dict):
        return {"map": [[plain(key), plain(inner)] for key, inner in value.items()]}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def value_of(value: Any) -> Value:
    """Return the front matter value that `plain` gave."""
    if isinstance(value, list):
        return [value_of(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if "plain" in value:
        return Plain(value["plain"])
    return {value_of(key): value_of(inner) for key, inner in value["map"]}
