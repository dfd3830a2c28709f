"""Finds the mentions of one article: `extract` of this feature."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from msgspec import Struct

from enrich.features.entities.boundaries import capitals_of
from enrich.features.entities.consensus import add_listed
from enrich.features.entities.kinds import kind, told
from enrich.features.entities.language import ENGLISH, language
from enrich.features.entities.spans import Candidate, Label, possible
from enrich.features.entities.sport import club, sporting
from enrich.features.entities.steps import steps
from enrich.records import Article, Mention, MentionType, Prose

_INTRODUCED = re.compile(r"(?:['’]s?)?\s*\(\s*[\"“']?([A-Z][A-Za-z&.]{1,9})[\"”']?\s*[,)]")  # noqa: RUF001
_TYPES: dict[Label, MentionType] = {
    "PERSON": "person",
    "PLACE": "place",
    "PRODUCT": "product",
}


class Extract(Struct, frozen=True):
    """What one article names."""

    text: str
    """The prose, in which an editor's names are looked for."""
    title: int
    """Where the title ends, in characters; 0 without one."""
    lead: int
    """Where the first paragraph ends."""
    mentions: tuple[Mention, ...]
    """In order, without overlaps; places and products too, which tell what is no company."""
    short: tuple[tuple[str, str], ...] = ()
    """Short forms with the long ones that the article introduces them for, or cuts short."""
    unsure: tuple[str, ...] = ()
    """Forms of organizations of which nothing says whether they are companies."""
    language: str = ENGLISH
    """The language it is written in, as far as that can be told."""


def extract(article: Article, prose: Prose, doc: Any) -> Extract:
    """Return the names of an article, each mention with its type, agreed on in the document.

    In another language than English only well-known names are given: the recogniser would invent.
    """
    del article  # The title is part of the prose.
    text, tongue = prose.text, language(prose.text)
    if tongue != ENGLISH:
        return _well_known(prose, tongue)
    done = steps(text, doc)
    short = done.short | _introductions(text, done.names)
    wanted = [one for one in done.names if _wanted(one)]
    mentions = [_mention(one, done.around, short) for one in wanted]
    clubs = [_club(one, done.around) for one in mentions]
    if clubs != mentions and sporting(text):
        mentions = clubs
    return Extract(
        text=text,
        title=_title_end(prose),
        lead=_lead_end(prose),
        mentions=tuple(mentions),
        short=tuple(sorted(short.items())),
        unsure=tuple(sorted({one.text for one in wanted if _unsure(one, done.around, short)})),
    )


def _well_known(prose: Prose, tongue: str) -> Extract:
    """Return the listed names of an article in a language that the recogniser cannot read."""
    listed = [one for one in add_listed(prose.text, []) if possible(one.text)]
    mentions = tuple(_mention(one, {}, {}) for one in listed)
    return Extract(prose.text, _title_end(prose), _lead_end(prose), mentions, language=tongue)


def _wanted(one: Candidate) -> bool:
    # What has no capital by now is a name by the words around it.
    return one.label not in ("GROUP", "OTHER") and possible(one.text, lower=True)


def _unsure(one: Candidate, around: dict[str, Counter[Label]], short: dict[str, str]) -> bool:
    long = short.get(one.text, one.text)
    return one.label == "ORG" and told(long, "ORG", around.get(one.text, Counter())) is None


def _mention(one: Candidate, around: dict[str, Counter[Label]], short: dict[str, str]) -> Mention:
    long = short.get(one.text, one.text)
    type_ = _TYPES.get(one.label) or kind(long, one.label, around.get(one.text, Counter()))
    return Mention(one.start, one.end, one.text, type_)


def _club(one: Mention, around: dict[str, Counter[Label]]) -> Mention:
    """Make a club of what is a company for want of a sign, in an article about sport."""
    if one.type != "company" or around.get(one.text, Counter())["COMPANY"] or not club(one.text):
        return one
    return Mention(one.start, one.end, one.text, "organization")


def _introductions(text: str, found: list[Candidate]) -> dict[str, str]:
    """Find "European Central Bank (ECB)": the short form must be made of the initials."""
    pairs: dict[str, str] = {}
    for one in found:
        match = _INTRODUCED.match(text, one.end)
        if match and " " in one.text and _stands_for(match[1], one.text):
            pairs.setdefault(match[1], one.text)
    return pairs


def _stands_for(short: str, long: str) -> bool:
    """Tell whether a short form in brackets can be that of the name before it.

    There one word may be left out, but for the first: "National Society for Deaf People (NSD)".
    """
    letters = capitals_of(short)
    initials = [part[0] for part in re.split(r"[\s-]+", long) if part[:1].isupper()]
    if len(letters) < 2 or letters[0] != initials[0] or len(initials) - len(letters) > 1:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of `short` are initials of the words of `long`, in order.

    Small words may be skipped; the first letters must agree (after Schwartz and Hearst, 2003).
    """
    letters = capitals_of(short)
    initials = [part[0] for part in re.split(r"[\s-]+", long) if part[:1].isupper()]
    return len(letters) > 1 and letters == initials


def _title_end(prose: Prose) -> int:
    return next((block.end for block in prose.blocks if block.kind == "title"), 0)


def _lead_end(prose: Prose) -> int:
    kinds = ("paragraph", "item", "quote", "excerpt")
    return next((block.end for block in prose.blocks if block.kind in kinds), _title_end(prose))
