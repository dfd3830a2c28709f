"""Why two forms are one name: the rule of `resolve` that joins them, and why it has its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from enrich.features.entities import people
from enrich.features.entities.book import NameBook
from enrich.features.entities.extract import abbreviates
from enrich.features.entities.keys import key, without_legal_form
from enrich.features.entities.lexicon import entry_of
from enrich.features.entities.lists import acronyms, words
from enrich.features.entities.resolve import Thing

Rule = Callable[[str, str], bool]


class Join(Struct, frozen=True):
    """A form that stands for the same thing as another, and the rule that says so."""

    form: str
    to: str
    rule: str


def joins(thing: Thing, short: Mapping[str, str], book: NameBook) -> tuple[Join, ...]:
    """Return, for each form of a thing but its name, how it was joined to another of them."""
    forms = list(dict.fromkeys(one.text for one in thing.mentions))
    rules = _rules(thing, short, book)
    others = [thing.name, *(form for form in forms if form != thing.name)]
    return tuple(_join(form, others, rules) for form in forms if form != thing.name)


def why_name(thing: Thing, book: NameBook) -> str:
    """Return why a thing is written under this name."""
    forms = {one.text for one in thing.mentions}
    if any(entry_of(form, book.lexicon) for form in forms):
        return "the lexicon says so"
    if thing.name in forms:
        return _best_form(thing.name, forms, person=thing.type == "person")
    if any(key(form) == key(thing.name) for form in forms):
        return "the most frequent spelling in the corpus"
    if any(book.long_form(form) == thing.name for form in forms):
        return "what the articles of the corpus spell the short form out as"
    return "the form without its legal form"


def _best_form(name: str, forms: Iterable[str], *, person: bool) -> str:
    if set(forms) == {name}:
        return "the only form in the article"
    return "the fullest form" if person else "the most frequent form that is no acronym"


def _join(form: str, others: Sequence[str], rules: Sequence[tuple[str, Rule]]) -> Join:
    for to in others:
        for rule, holds in rules:
            if to != form and (holds(form, to) or holds(to, form)):
                return Join(form, to, rule)
    return Join(form, others[0], "goes by the same name in the end")


def _rules(thing: Thing, short: Mapping[str, str], book: NameBook) -> list[tuple[str, Rule]]:
    def listed(one: str, other: str) -> bool:
        entry = entry_of(one, book.lexicon)
        return entry is not None and entry_of(other, book.lexicon) == entry

    common: list[tuple[str, Rule]] = [
        ("one entry of the lexicon", listed),
        ("another spelling", lambda one, other: key(one) == key(other)),
    ]
    if thing.type == "person":
        return [
            *common,
            ("initials or middle names agree", people.same_person),
            ("part of the full name", lambda one, other: bool(people.full_name_of(one, [other]))),
        ]
    return [
        *common,
        ("the same without its legal form", _same_without_legal_form),
        ("the article introduces the short form", lambda one, other: short.get(one) == other),
        ("the brand for short", _brand),
        ("initials of the long form", lambda one, other: " " in other and abbreviates(one, other)),
        ("a well-known acronym", lambda one, other: key(acronyms().get(one, "")) == key(other)),
        ("the corpus spells it out so", lambda one, other: book.long_form(one) == other),
    ]


def _same_without_legal_form(one: str, other: str) -> bool:
    return key(without_legal_form(one, words_too=True)) == key(other)


def _brand(one: str, other: str) -> bool:
    brand, _, word = one.rpartition(" ")
    return brand == other and word in words("brand-words")
