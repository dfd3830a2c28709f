"""Prove, before a byte is written, that an edit did what was decided and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

from enrich.errors import FrontMatterError
from enrich.frontmatter.events import Document, parse, signature
from enrich.frontmatter.ownership import Decision
from enrich.frontmatter.regions import region
from enrich.frontmatter.split import Fences, decode, split
from enrich.frontmatter.state import State


def same_elsewhere(
    before: bytes, after: bytes, fences: Fences, document: Document, touched: Collection[str]
) -> Document:
    """Return the front matter of `after`, parsed, once it is the same outside `touched`.

    `fences` and `document` are those of `before`. Fences and body must be byte-equal; the other
    entries must have equal parse events (type, tag, anchor, value, style), and equal bytes in the
    same order. Raises FrontMatterError otherwise.
    """
    found = split(after)
    if (
        found is None
        or (found.kind, found.start) != (fences.kind, fences.start)
        or after[: found.start] != before[: fences.start]
        or after[found.end :] != before[fences.end :]
    ):
        _fail("the fences or the body would change")
    result = parse(decode(after, found))
    if _foreign_text(result, touched) != _foreign_text(document, touched):
        _fail("lines that are not ours would change")
    if _foreign_events(result, touched) != _foreign_events(document, touched):
        _fail("values that are not ours would change")
    return result


def as_decided(
    state: State, decision: Decision, wanted: Mapping[str, str], again: Decision
) -> None:
    """Raise FrontMatterError unless the edited file holds what was decided.

    `wanted` gives the digests of our values, `again` what would be decided about the edited file.
    """
    if any(state.present.get(key) != wanted[key] for key in decision.write):
        _fail("a value would read back as something else")
    if any(key in state.present for key in decision.remove):
        _fail("a key would not go away")
    if state.recorded != decision.record:
        _fail("the record of digests would read back as something else")
    if again.write or again.remove or again.record != decision.record:
        _fail("a second edit would change the file again")


def _foreign_text(document: Document, touched: Collection[str]) -> str:
    text = document.text
    pieces = []
    position = 0
    for entry in document.entries:
        if entry.name in touched:
            start, end = region(document, entry)
            pieces.append(text[position:start])
            position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _foreign_events(document: Document, touched: Collection[str]) -> list[tuple[Any, ...]]:
    return [
        signature(event)
        for entry in document.entries
        if entry.name not in touched
        for event in entry.events
    ]


def _fail(what: str) -> NoReturn:
    raise FrontMatterError(
        f"The edit was given up because {what}; the file is untouched. "
        f"Please report this with the file's front matter."
    )
