"""Joins the mentions of one article into things, each under one canonical name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import partial
from itertools import combinations

from msgspec import Struct

from enrich.features.entities import people
from enrich.features.entities.book import NameBook
from enrich.features.entities.canonical import name_and_type
from enrich.features.entities.evidence import known
from enrich.features.entities.extract import abbreviates
from enrich.features.entities.groups import Groups
from enrich.features.entities.keys import key, without_legal_form
from enrich.features.entities.lexicon import entry_of
from enrich.features.entities.lists import acronyms, words
from enrich.features.entities.makers import in_corpus
from enrich.records import Mention, MentionType

_WRITTEN_OUT = {
    "assn": "association",
    "dept": "department",
    "govt": "government",
    "intl": "international",
    "natl": "national",
    "univ": "university",
}


class Thing(Struct, frozen=True):
    """A person, company or organization of one article."""

    name: str
    type: MentionType
    mentions: tuple[Mention, ...]


def resolve(mentions: Iterable[Mention], short: Mapping[str, str], book: NameBook) -> list[Thing]:
    """Return the things that the mentions are of, each mention in one of them.

    `short` maps the short forms that the article introduces to the long ones. People are joined
    with people only; companies and organizations with each other.
    """
    mentions = list(in_corpus(mentions, lambda name: book.majority(name) == "company"))
    persons = [one for one in mentions if one.type == "person"]
    others = [one for one in mentions if one.type != "person"]
    return _one_kind([*_people(persons, book), *_organizations(others, short, book)])


def _one_kind(things: Iterable[Thing]) -> list[Thing]:
    """Make things of one name one thing, of the kind that most of its mentions are of.

    A name has one sense in an article; which one the mentions may not agree on, and the corpus
    may call a name of the one kind what it calls one of the other.
    """
    joined: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        named = thing.type in ("person", "company", "organization")
        joined[thing.name if named else f"{thing.type} {thing.name}"].append(thing)
    return [_largest(same) for same in joined.values()]


def _largest(same: list[Thing]) -> Thing:
    best = min(same, key=lambda one: (-len(one.mentions), one.mentions[0].start))
    return Thing(best.name, best.type, _ordered(one for thing in same for one in thing.mentions))


def _people(mentions: list[Mention], book: NameBook) -> list[Thing]:
    starts = _starts(mentions)
    groups = _groups(starts, book)
    by_last, by_word = _by_words(name for name in sorted(starts) if " " in name)
    for same in by_last.values():
        for one, other in combinations(same, 2):
            # Initials that fit two people fit neither.
            if people.same_person(one, other) and _unambiguous(one, other, same):
                groups.join(one, other)
    for name in sorted(starts, key=lambda name: (-len(name.split()), name)):
        longer = _longer(name, groups, by_word)
        if len(longer) == 1:
            groups.join(name, next(iter(longer)))
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        members[_person(mention, starts, groups, by_word)].append(mention)
    return _things(members, book)


def _by_words(full: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return full names by their last word, and by each of their words."""
    by_last: dict[str, list[str]] = defaultdict(list)
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in full:
        read = people.readings(name)
        by_last[read[0][-1] if read[0] else ""].append(name)
        for word in dict.fromkeys(word for parts in read for word in parts):
            by_word[word].append(name)
    return by_last, by_word


def _person(
    mention: Mention,
    starts: Mapping[str, list[int]],
    groups: Groups,
    by_word: Mapping[str, list[str]],
) -> str:
    """Return the group of a mention; a surname that several share is the last one's named."""
    own = groups.of(mention.text)
    longer = _longer(mention.text, groups, by_word)
    if len(longer) < 2 or own in longer:
        return own
    uses = {
        group: [start for name in names for start in starts[name]]
        for group, names in longer.items()
    }
    return people.by_order(mention.start, uses) or own


def _longer(name: str, groups: Groups, by_word: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the groups with a full name that the name may stand for, each with those names."""
    longer: dict[str, list[str]] = defaultdict(list)
    first = key(name).split()[:1]
    for one in people.full_name_of(name, by_word.get(first[0], []) if first else []):
        longer[groups.of(one)].append(one)
    return longer


def _unambiguous(one: str, other: str, full: Iterable[str]) -> bool:
    fits = [
        name for name in full if people.same_person(one, name) or people.same_person(other, name)
    ]
    return all(people.same_person(a, b) for a, b in combinations(fits, 2))


def _organizations(
    mentions: list[Mention], short: Mapping[str, str], book: NameBook
) -> list[Thing]:
    starts = _starts(mentions)
    groups = _groups(starts, book)
    by_key = {key(name): name for name in sorted(starts)}
    loose = {_singular(name): name for name in sorted(starts)}
    for name in sorted(starts):
        for words_too in (False, True):
            base = by_key.get(key(without_legal_form(name, words_too=words_too)))
            if base is not None:
                groups.join(name, base)
        groups.join(name, loose[_singular(name)])
        if (brand := _brand(name)) in starts:
            groups.join(name, brand)
        if len(starts.get(one := _one_of(name), ())) > len(starts[name]):
            groups.join(name, one)
        long = short.get(name) or _only_long_form(name, starts)
        known_as = by_key.get(key(acronyms().get(name, "")))
        if (long := long if long in starts else known_as) is not None:
            groups.join(name, long)
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        members[groups.of(mention.text)].append(mention)
    return _things(members, book)


def _singular(name: str) -> str:
    """Return a key that a slip in the number does not change: "Disaster(s) Relief Committee"."""
    words = key(name).split()
    if len(words) < 3:
        return key(name)
    return " ".join(_WRITTEN_OUT.get(word, word).removesuffix("s") for word in words)


def _brand(name: str) -> str:
    """Return what a start-up is called for short: "Perplexity" for "Perplexity AI".

    A brand that is known by itself has such names for its parts: "Google AI" is not Google.
    """
    brand, _, word = name.rpartition(" ")
    return brand if brand and word in words("brand-words") and known(brand) is None else ""


def _one_of(name: str) -> str:
    """Return what one of several is called: "Zephyr" for "Zephyrs", cars of that make.

    It is said less often; a name of its own that ends so, as "Sears", is said as often as any.
    """
    one = name.removesuffix("s")
    return one if 3 < len(one) < len(name) and known(name) is None else ""


def _only_long_form(name: str, names: Iterable[str]) -> str | None:
    """Return the one name of the article whose initials an acronym is made of."""
    if len(name) < 3 or not name.isupper():
        return None
    longs = [long for long in names if " " in long and abbreviates(name, long)]
    return longs[0] if len({_singular(long) for long in longs}) == 1 else None


def _groups(starts: Mapping[str, list[int]], book: NameBook) -> Groups:
    """Return the forms, those joined that differ in spelling only or are one entry's."""
    entries = {name: entry_of(name, book.lexicon) for name in starts}
    canonical = {entry.name for entry in entries.values() if entry}
    groups = Groups({*starts, *canonical}, [*book.lexicon.apart, canonical])
    first: dict[str, str] = {}
    for name in sorted(starts):
        entry = entries[name]
        groups.join(name, entry.name if entry else first.setdefault(key(name), name))
    return groups


def _starts(mentions: Iterable[Mention]) -> dict[str, list[int]]:
    starts: dict[str, list[int]] = defaultdict(list)
    for one in mentions:
        starts[one.text].append(one.start)
    return starts


def _things(members: Mapping[str, list[Mention]], book: NameBook) -> list[Thing]:
    """Name each group; groups that get one name and type after all are one thing."""
    forms = {group: {key(one.text) for one in found} for group, found in members.items()}
    uses = Counter(form for of_group in forms.values() for form in of_group)
    things: dict[tuple[str, MentionType], list[Mention]] = defaultdict(list)
    for group, found in members.items():
        taken = partial(_used_elsewhere, uses=uses, own=forms[group])
        things[name_and_type(found, taken, book)].extend(found)
    return [Thing(name, type_, _ordered(found)) for (name, type_), found in things.items()]


def _used_elsewhere(form: str, *, uses: Mapping[str, int], own: Container[str]) -> bool:
    return uses.get(form, 0) > (form in own)


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda one: one.start))
