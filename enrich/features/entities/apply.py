"""Writes the names of one article: `apply` of this feature."""

from __future__ import annotations

import math
from collections import Counter

from msgspec import Struct

from enrich.features.entities.book import NameBook
from enrich.features.entities.extract import Extract
from enrich.features.entities.language import ENGLISH
from enrich.features.entities.lexicon import overlay
from enrich.features.entities.resolve import Thing, resolve
from enrich.records import Entity, Span
from enrich.settings.schema import EntitiesSettings

IN_TITLE = 0.4
"""What a mention in the title adds to the salience of a name."""
IN_LEAD = 0.2
"""What a mention in the first paragraph adds; the rest, up to 1, is for frequency."""


class Names(Struct, frozen=True):
    """Who and what an article names, most salient first."""

    companies: tuple[Entity, ...] = ()
    organizations: tuple[Entity, ...] = ()
    people: tuple[Entity, ...] = ()
    note: str = ""
    """Why there may be fewer names than the article has; empty where nothing is amiss."""


def apply(path: str, extract: Extract, model: NameBook, settings: EntitiesSettings) -> Names:
    """Return the names of an article under their canonical forms."""
    del path  # An article's names do not depend on where it is.
    mentions = overlay(extract.text, extract.mentions, model.lexicon)
    things = resolve(mentions, dict(extract.short), model)
    most = max((len(thing.mentions) for thing in things if _written(thing)), default=1)
    entities = sorted(
        (_entity(thing, extract, most) for thing in things if _written(thing)),
        key=lambda entity: (-entity.salience, entity.mentions[0].start, entity.name),
    )
    return Names(
        companies=_chosen(entities, "company", settings),
        organizations=_chosen(entities, "organization", settings),
        people=_chosen(entities, "person", settings),
        note=_note(extract.language),
    )


def salience(starts: list[int], extract: Extract, most: int) -> float:
    """Return how prominent a name is, from 0 to 1, by place and by frequency.

    Title and first paragraph count as in the position features of news salience models (Dunietz
    and Gillick, 2014); frequency counts by its logarithm, relative to the most frequent name.
    """
    score = IN_TITLE * any(start < extract.title for start in starts)
    score += IN_LEAD * any(extract.title <= start < extract.lead for start in starts)
    frequency = math.log1p(len(starts)) / math.log1p(max(most, 1))
    return round(score + (1 - IN_TITLE - IN_LEAD) * min(frequency, 1.0), 4)


def _note(tongue: str) -> str:
    if tongue == ENGLISH:
        return ""
    return (
        f"the text is in {tongue}, and names are read in English only: "
        "those well known and those of the lexicon are given"
    )


def _written(thing: Thing) -> bool:
    return thing.type in ("person", "company", "organization")


def _entity(thing: Thing, extract: Extract, most: int) -> Entity:
    spans = sorted(Span(one.start, one.end) for one in thing.mentions)
    forms = Counter(one.text for one in thing.mentions if one.text != thing.name)
    return Entity(
        name=thing.name,
        type=thing.type,
        aliases=tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        mentions=tuple(spans),
        salience=salience([span.start for span in spans], extract, most),
    )


def _chosen(entities: list[Entity], type_: str, settings: EntitiesSettings) -> tuple[Entity, ...]:
    chosen = [
        one for one in entities if one.type == type_ and one.salience >= settings.min_salience
    ]
    return tuple(chosen[: settings.max or None])
