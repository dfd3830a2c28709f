"""Whose value is it? A digest per value we wrote, kept in the file itself, tells.

A value whose digest is on record is ours and may be replaced or removed. Once a person edits it
the digest no longer matches, and the value is theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from enrich.records import Note


class Decision(Struct, frozen=True):
    """What is to be done; a key in none of these stays as it is."""

    write: tuple[str, ...]
    """Keys whose value is inserted or replaced, in the order they are wanted."""
    remove: tuple[str, ...]
    """Keys of ours that are wanted no longer."""
    record: dict[str, str]
    """The digests to keep on record: by key, in no particular order."""
    kept: tuple[Note, ...]
    """Why a wanted key is not written."""


class Rights(Struct, frozen=True):
    """What the run, or the file itself, says about single keys."""

    untouched: Collection[str] = ()
    """Keys that this run does not look at."""
    adopt: Collection[str] = ()
    """Keys that we take over, whoever wrote them."""
    locked: Collection[str] = ()
    """Keys that the file keeps as they are."""


def decide(
    present: Mapping[str, str],
    recorded: Mapping[str, str],
    wanted: Mapping[str, str],
    rights: Rights,
) -> Decision:
    """Decide per key; all three mappings give digests by key.

    `present` is what stands in the file, `recorded` what we last wrote, `wanted` what we would
    write now. Deciding again on the result changes nothing.
    """
    write, kept, record = [], [], {}
    for key, digest in wanted.items():
        reason = _reason_to_keep(key, present, recorded, rights)
        if reason is None:
            record[key] = digest
            if present.get(key) != digest:
                write.append(key)
        else:
            kept.append(Note(key, reason))
            if key in recorded and key in present:
                record[key] = recorded[key]
    remove = []
    for key in sorted((recorded.keys() - wanted.keys()) & present.keys()):
        if key in rights.untouched or key in rights.locked:
            record[key] = recorded[key]
        elif present[key] == recorded[key]:
            remove.append(key)
        else:
            record[key] = recorded[key]
            kept.append(Note(key, EDITED.format(key=key)))
    return Decision(tuple(write), tuple(remove), record, tuple(kept))


EDITED = "{key} was edited by hand (adopt it with --adopt {key})"
FOREIGN = "{key} is not ours (adopt it with --adopt {key})"
LOCKED = "{key} is locked in this file"


def _reason_to_keep(
    key: str, present: Mapping[str, str], recorded: Mapping[str, str], rights: Rights
) -> str | None:
    if key in rights.locked:
        return LOCKED.format(key=key)
    if key not in present or key in rights.adopt or present[key] == recorded.get(key):
        return None
    return (EDITED if key in recorded else FOREIGN).format(key=key)
