"""What a file holds of ours: the digest of every key in question, and the digests on record."""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml
from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter.events import Document
from enrich.frontmatter.nodes import read_entry
from enrich.frontmatter.regions import only
from enrich.frontmatter.split import line_of
from enrich.frontmatter.values import normal_digest

_DIGEST = re.compile(r"[0-9a-f]{8}")


class State(Struct, frozen=True):
    """What stands in one file."""

    present: dict[str, str]
    """The digest of the value of every key that was asked for or is on record, where present."""
    recorded: dict[str, str]
    """The digests on record."""
    has_record: bool


def survey(document: Document, keys: Iterable[str], record: str) -> State:
    """Look up our keys, and those on record, in a file.

    Raises FrontMatterError where one of them is repeated or anchored, or where the key of the
    record holds something that is not a record.
    """
    recorded = _read_record(document, record)
    present = {}
    for key in dict.fromkeys((*keys, *(recorded or ()))):
        entry = only(document, key)
        if entry is not None:
            present[key] = normal_digest(read_entry(entry))
    return State(present, recorded or {}, recorded is not None)


def _read_record(document: Document, name: str) -> dict[str, str] | None:
    """Return the digests as they are typed: unquoted, some would read as numbers."""
    entry = only(document, name)
    if entry is None:
        return None
    scalars = entry.value[1:-1]
    if type(entry.value[0]) is yaml.MappingStartEvent and all(
        type(event) is yaml.ScalarEvent for event in scalars
    ):
        texts = [event.value for event in scalars]
        digests = dict(zip(texts[::2], texts[1::2], strict=True))
        plain = all(_DIGEST.fullmatch(text) for text in digests.values())
        if plain and name not in digests and len(digests) * 2 == len(texts):
            return digests
    message = (
        f"The key `{name}` holds something else than our record of digests; rename that key, "
        f"or set `keys.enriched` to another name."
    )
    raise FrontMatterError(message, line=line_of(document.text, entry.start))
