"""Why these names: how each form came to its type, what joined the forms, why the rest is out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from enrich.features.entities import Extract, NameBook, apply
from enrich.features.entities.joins import Join, joins, why_name
from enrich.features.entities.lexicon import entry_of, overlay
from enrich.features.entities.resolve import Thing, resolve
from enrich.features.entities.trail import Trail, trails, why_type
from enrich.markdown.places import Place, Places
from enrich.records import Mention, MentionType, Span
from enrich.settings.schema import EntitiesSettings


class FormReason(Struct, frozen=True):
    """One form in which an article writes a name."""

    text: str
    type: MentionType
    """What the article's mentions of the form are, most of them."""
    why: str
    """What decided the type."""
    mentions: int
    trail: Trail


class NameReason(Struct, frozen=True):
    """One name: why it is called so, why it has its type, and what was joined in it."""

    name: str
    type: MentionType
    why_name: str
    why_type: str
    salience: float
    forms: tuple[FormReason, ...]
    """Most frequent first."""
    joins: tuple[Join, ...]
    places: tuple[Place, ...]
    """Every mention, in order."""


class LeftOut(Struct, frozen=True):
    """A form that looked like a name and is not written."""

    text: str
    why: str
    mentions: int


class NamesReason(Struct, frozen=True):
    """The names of an article, most salient first, and what was left out."""

    names: tuple[NameReason, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def explain(
    extract: Extract, doc: Any, places: Places, book: NameBook, settings: EntitiesSettings
) -> NamesReason:
    """Return the names that `apply` gives, each with its reasons.

    `doc` is the parsed document of which `extract` was made: the steps are run on it once more.
    """
    trail = trails(extract.text, doc)
    mentions = overlay(extract.text, extract.mentions, book.lexicon)
    things = resolve(mentions, dict(extract.short), book)
    names = apply("", extract, book, settings)
    written = {
        (one.name, one.type): one for one in (*names.companies, *names.organizations, *names.people)
    }
    reasons = [
        _name(
            thing,
            written[thing.name, thing.type].salience,
            dict(extract.short),
            trail,
            book,
            places,
        )
        for thing in things
        if (thing.name, thing.type) in written
    ]
    out = [
        *(_not_written(thing) for thing in things if (thing.name, thing.type) not in written),
        *_dropped(trail, mentions, extract.mentions),
    ]
    return NamesReason(
        names=tuple(sorted(reasons, key=lambda one: (-one.salience, one.name))),
        left_out=tuple(sorted(out, key=lambda one: (-one.mentions, one.text))),
    )


def _name(
    thing: Thing,
    salience: float,
    short: Mapping[str, str],
    trail: Mapping[str, Trail],
    book: NameBook,
    places: Places,
) -> NameReason:
    forms = _forms(thing.mentions, short, trail, book)
    return NameReason(
        name=thing.name,
        type=thing.type,
        why_name=why_name(thing, book),
        why_type=_why_thing(thing, forms, book),
        salience=salience,
        forms=forms,
        joins=joins(thing, short, book),
        places=tuple(places.of(Span(one.start, one.end)) for one in thing.mentions),
    )


def _forms(
    mentions: Sequence[Mention],
    short: Mapping[str, str],
    trail: Mapping[str, Trail],
    book: NameBook,
) -> tuple[FormReason, ...]:
    types: dict[str, Counter[MentionType]] = {}
    for one in mentions:
        types.setdefault(one.text, Counter())[one.type] += 1
    found = []
    for text, counts in types.items():
        type_ = max(sorted(counts), key=counts.__getitem__)
        own = trail.get(text, Trail())
        listed = entry_of(text, book.lexicon) is not None
        why = "the lexicon says so" if listed else why_type(text, short.get(text, text), type_, own)
        found.append(FormReason(text, type_, why, counts.total(), own))
    return tuple(sorted(found, key=lambda one: (-one.mentions, one.text)))


def _why_thing(thing: Thing, forms: Sequence[FormReason], book: NameBook) -> str:
    if any(entry_of(form.text, book.lexicon) for form in forms):
        return "the lexicon says so"
    same = [form for form in forms if form.type == thing.type]
    if not same or book.majority(thing.name) == thing.type != forms[0].type:
        return "most articles of the corpus say so"
    return same[0].why if len(forms) == 1 else f'"{same[0].text}": {same[0].why}'


def _not_written(thing: Thing) -> LeftOut:
    if thing.type in ("product", "place"):
        why = f"is a {thing.type}"
    else:
        why = f"is a {thing.type} that the settings `entities.max` or `min_salience` leave out"
    return LeftOut(thing.name, why, len(thing.mentions))


def _dropped(
    trail: Mapping[str, Trail], mentions: Sequence[Mention], before: Sequence[Mention]
) -> list[LeftOut]:
    """Return the forms that some step took for a name and no mention is left of."""
    kept = {one.text for one in mentions}
    found = {one.text for one in before}
    out = []
    for text, own in trail.items():
        if text in kept:
            continue
        count = max(own.common, sum(own.recogniser.values()), sum(own.elected.values()))
        if text in found:
            why = "the lexicon ignores it, or has a name in its place"
        elif own.common:
            why = "the article writes it as an ordinary word too"
        elif not own.elected:
            why = "is a part of a well-known name"
        else:
            why = f"the article shows {', '.join(sorted(own.elected))}"
        out.append(LeftOut(text, why, count))
    return out
