"""Front matter read without our own code: ten lines of splitting, and the parsers of others."""

from __future__ import annotations

import re
import tomllib
import warnings
from typing import Any

import yaml

_BLOCK = re.compile(
    rb"(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t\r]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


def block_of(data: bytes) -> tuple[str, bytes, bytes] | None:
    """Return the fence, what stands between, and everything up to the body; None without any."""
    found = _BLOCK.match(data)
    return (found[1].decode(), found[2], found[0]) if found else None


def values_1_1(data: bytes) -> dict[str, Any] | None:
    """Return the fields as PyYAML (YAML 1.1) or tomllib read them; None for what they do not."""
    return _values(data, lambda text: yaml.load(text, Loader=yaml.CSafeLoader))


def values_1_2(data: bytes) -> dict[str, Any] | None:
    """Return the fields as ruamel.yaml (YAML 1.2) or tomllib read them."""
    from ruamel.yaml import YAML

    return _values(data, YAML(typ="safe", pure=True).load)


def _values(data: bytes, load: Any) -> dict[str, Any] | None:
    block = block_of(data)
    if block is None:
        return None
    fence, text, _ = block
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # ruamel.yaml says what it thinks of foreign anchors
            fields = _read(fence, text, load)
    except Exception:  # noqa: BLE001  the parsers raise whatever they do on broken text
        return None
    return fields if isinstance(fields, dict) else None


def _read(fence: str, text: bytes, load: Any) -> Any:
    return tomllib.loads(text.decode()) if fence == "+++" else load(text) or {}


def same(before: dict[str, Any] | None, after: dict[str, Any] | None, ours: set[str]) -> bool:
    """Tell whether the foreign fields are the same, types and order included."""
    if before is None or after is None:
        return before is after
    return repr([kv for kv in after.items() if kv[0] not in ours]) == repr(list(before.items()))
