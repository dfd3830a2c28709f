"""Puts the editor's names over those of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from enrich.features.entities.keys import key
from enrich.features.entities.lists import alternatives
from enrich.features.entities.spans import overlapping, plain
from enrich.records import Mention
from enrich.settings.schema import Lexicon, LexiconName

_NAMED = ("person", "company", "organization")


class _Index(NamedTuple):
    """A lexicon made ready for look-up."""

    exact: dict[str, LexiconName]
    """By form, for forms with a capital."""
    folded: dict[str, LexiconName]
    """By form, for forms in lower case, which stand for any case."""
    keys: dict[str, LexiconName]
    """By the key of the canonical name."""
    ignored: frozenset[str]
    pattern: re.Pattern[str] | None


def overlay(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions with the editor's names found and typed, and the ignored ones gone.

    A name of the lexicon stands wherever it is written as a whole word: with the same case,
    unless the form is all lower-case, which stands for any. It wins over every mention of the
    model but a longer name that contains it, so "Ford" leaves "Ford Motor" alone.
    """
    index = _index(lexicon)
    kept = [one for one in mentions if not _ignored(one.text, index)]
    if index.pattern is None:
        return kept
    named = [one for one in kept if one.type in _NAMED]
    added = [
        one
        for one in _found(text, index.pattern, index)
        if not any(_inside(one, other) for other in named)
    ]
    taken = overlapping(((one.start, one.end) for one in added), len(text))
    free = [one for one in kept if not any(taken[one.start : one.end])]
    return sorted([*free, *added], key=lambda one: one.start)


def entry_of(name: str, lexicon: Lexicon) -> LexiconName | None:
    """Return the editor's entry for a form, or None."""
    index = _index(lexicon)
    return index.exact.get(name) or index.folded.get(name.casefold()) or index.keys.get(key(name))


@lru_cache(maxsize=4)
def _index(lexicon: Lexicon) -> _Index:
    forms = {
        plain(form): entry
        for entry in reversed(lexicon.names)
        for form in (entry.name, *entry.aliases)
        if form.strip()
    }
    exact = {form: entry for form, entry in forms.items() if form != form.lower()}
    folded = {form.casefold(): entry for form, entry in forms.items() if form == form.lower()}
    return _Index(
        exact=exact,
        folded=folded,
        keys={key(entry.name): entry for entry in reversed(lexicon.names)},
        ignored=frozenset(plain(form) for form in lexicon.ignore),
        pattern=_pattern(list(exact), list(folded)) if forms else None,
    )


def _pattern(exact: list[str], folded: list[str]) -> re.Pattern[str]:
    # `(?i:…)` makes only the lower-case forms blind to case; the longest form of all must win,
    # so each length is tried in turn.
    choices = [
        *((form, alternatives([form])) for form in exact),
        *((form, f"(?i:{alternatives([form])})") for form in folded),
    ]
    ordered = [choice for form, choice in sorted(choices, key=lambda pair: (-len(pair[0]), pair))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")


def _found(text: str, pattern: re.Pattern[str], index: _Index) -> list[Mention]:
    found = []
    for match in pattern.finditer(text):
        form = plain(match[0])
        entry = index.exact.get(form) or index.folded.get(form.casefold())
        # A pattern blind to case also takes letters that do not fold alike, as a dotless i.
        if entry is not None:
            found.append(Mention(match.start(), match.end(), form, entry.type))
    return found


def _inside(one: Mention, other: Mention) -> bool:
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end


def _ignored(name: str, index: _Index) -> bool:
    return name in index.ignored or name.lower() in index.ignored
