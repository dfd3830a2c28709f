"""Gold in the front matter: what an editor wrote under `gold`, or corrected of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from enrich import frontmatter
from enrich.errors import UsageError
from enrich.evaluate.gold import Labels, Written, labels
from enrich.records import Plain, Value
from enrich.settings.schema import Settings
from enrich.values import KINDS

KEY = "gold"
_ITEM = re.compile(r"^\s*[-*]\s+")


class _Labelled(Written, forbid_unknown_fields=True):
    """Labels where a misspelt key must not pass for a kind that was not labelled."""

    products: Any = None


def read(fields: Mapping[str, Value], settings: Settings, *, path: str) -> Labels | None:
    """Return the labels in the front matter of one article, or None where nobody gave any.

    A `gold:` mapping counts alone. Else those values of ours count that were edited by hand since
    we wrote them. Raises UsageError for labels that cannot be read.
    """
    if KEY in fields:
        return _labels(fields[KEY], KEY, path)
    keys = settings.keys
    edited = hand_edited(fields, keys.enriched)
    found = Labels()
    if keys.entities in edited:
        found = _complete(_labels(fields[keys.entities], keys.entities, path))
    flat = {key: fields[key] for key in KINDS if key in edited}
    if flat:
        found = _labels(flat, next(iter(flat)), path)
    if keys.highlights in edited:
        bullets = _bullets(fields[keys.highlights])
        found = msgspec.structs.replace(found, bullets=bullets)
    return None if found == Labels() else found


def hand_edited(fields: Mapping[str, Value], record: str) -> set[str]:
    """Return the keys whose value is not what the digest on record says we wrote."""
    recorded = fields.get(record)
    if not isinstance(recorded, dict):
        return set()
    return {
        key
        for key, digest in recorded.items()
        if key in fields and frontmatter.digest(fields[key]) != _text(digest)
    }


def line_of(text: str, fields: Mapping[str, Value], settings: Settings) -> int:
    """Return the line of the file on which the labels start."""
    keys = (KEY, settings.keys.entities, *KINDS, settings.keys.highlights)
    key = next((key for key in keys if key in fields), KEY)
    found = re.search(rf"(?m)^\s*[\"']?{re.escape(key)}[\"']?\s*[:=]", text)
    return text.count("\n", 0, found.start() if found else 0) + 1


def _labels(value: Value, key: str, path: str) -> Labels:
    try:
        return labels(msgspec.convert(_plain(value), _Labelled, strict=False))
    except (msgspec.ValidationError, ValueError) as error:
        shape = "write lists under companies, organizations, people and money"
        raise UsageError(f"{key}: is not gold: {error}; {shape}", path=path) from error


def _complete(found: Labels) -> Labels:
    """Return labels of every kind: where we found none of a kind, we write no key for it."""
    given = {kind: getattr(found, kind) or () for kind in KINDS}
    return msgspec.structs.replace(found, **given)


def _bullets(value: Value) -> tuple[str, ...]:
    lines = value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, list):
        return ()
    return tuple(_ITEM.sub("", str(_plain(line))) for line in lines if line)


def _plain(value: Value) -> Any:
    if isinstance(value, Plain):
        return value.text
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _text(value: Value) -> str:
    return str(_plain(value))
