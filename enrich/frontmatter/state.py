"""What a file holds of ours: the digest of every key in question, and the digests on record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter.values import normal_digest, normalize

DIGEST = re.compile(r"[0-9a-f]{8}")
CREATED = ("front-matter", "created")
"""Stands in the record of a file that had no front matter; no digest looks like it."""


class State(Struct, frozen=True):
    """What stands in one file."""

    present: dict[str, str]
    """The digest of the value of every key that was asked for or is on record, where present.

    In the order of the file."""
    recorded: dict[str, str]
    """The digests on record."""
    has_record: bool
    created: bool = False
    """Whether the front matter as a whole is ours."""


def state_of(present: dict[str, str], record: Mapping[str, str] | None) -> State:
    """Return the state for the digests of values, and the record as it is written, if any."""
    if record is None:
        return State(present, {}, has_record=False)
    name, mark = CREATED
    created = record.get(name) == mark
    digests = {key: text for key, text in record.items() if not (created and key == name)}
    return State(present, digests, has_record=True, created=created)


def state_in(
    fields: Mapping[str, Any],
    keys: Collection[str],
    record: str,
    line_of: Callable[[str], int | None],
) -> State:
    """Look up `keys`, and those on record, among the values that a parser gave.

    `line_of` gives the line of a key. Raises FrontMatterError where the key of the record holds
    something else.
    """
    digests = fields.get(record)
    if record in fields and not is_record(record, digests):
        raise not_a_record(record, line_of(record))
    wanted = {*keys, *(digests or ())}
    present = {
        key: normal_digest(normalize(value)) for key, value in fields.items() if key in wanted
    }
    return state_of(present, digests)


def is_record(name: str, value: object) -> bool:
    """Tell whether a value is a record of digests, as only this program writes them."""
    if not isinstance(value, dict) or name in value:
        return False
    return all(
        isinstance(text, str) and (DIGEST.fullmatch(text) or (key, text) == CREATED)
        for key, text in value.items()
    )


def not_a_record(name: str, line: int | None) -> FrontMatterError:
    """Return the error for a key of the record that holds something else."""
    message = (
        f"The key `{name}` holds something else than our record of digests; rename that key, "
        f"or set `keys.enriched` to another name."
    )
    return FrontMatterError(message, line=line)
