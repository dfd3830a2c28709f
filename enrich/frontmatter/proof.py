"""Prove, before a byte is written, that an edit did what was decided and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NoReturn

from enrich.errors import FrontMatterError
from enrich.frontmatter.languages import LANGUAGES
from enrich.frontmatter.ownership import Decision
from enrich.frontmatter.split import Fences, decode, split
from enrich.frontmatter.state import State
from enrich.frontmatter.syntax import Text


def same_elsewhere(
    before: bytes, after: bytes, fences: Fences, text: Text, touched: Collection[str]
) -> Text:
    """Return the front matter of `after`, parsed, once it is the same outside `touched`.

    `fences` and `text` are those of `before`. Fences and body must be byte-equal; the other
    entries must have equal bytes in the same order and say the same: in YAML, equal parse events
    (type, tag, anchor, value, style); in TOML and JSON, equal values of equal types. Raises
    FrontMatterError otherwise.
    """
    found = split(after)
    if (
        found is None
        or (found.kind, found.start) != (fences.kind, fences.start)
        or after[: found.start] != before[: fences.start]
        or after[found.end :] != before[fences.end :]
    ):
        _fail("the fences or the body would change")
    result = LANGUAGES[found.kind].parse(decode(after, found), found.line)
    characters, said = result.foreign(touched)
    same_characters, same_said = text.foreign(touched)
    if characters != same_characters:
        _fail("lines that are not ours would change")
    if said != same_said:
        _fail("values that are not ours would change")
    return result


def as_decided(
    state: State,
    decision: Decision,
    wanted: Mapping[str, str],
    again: Decision,
    *,
    created: bool = False,
) -> None:
    """Raise FrontMatterError unless the edited file holds what was decided.

    `wanted` gives the digests of our values, `again` what would be decided about the edited file,
    `created` whether the record is to say that the front matter as a whole is ours.
    """
    if any(state.present.get(key) != wanted[key] for key in decision.write):
        _fail("a value would read back as something else")
    if any(key in state.present for key in decision.remove):
        _fail("a key would not go away")
    if (state.recorded, state.created) != (decision.record, created):
        _fail("the record of digests would read back as something else")
    if again.write or again.remove or again.record != decision.record:
        _fail("a second edit would change the file again")


def _fail(what: str) -> NoReturn:
    raise FrontMatterError(
        f"The edit was given up because {what}; the file is untouched. "
        f"Please report this with the file's front matter."
    )
