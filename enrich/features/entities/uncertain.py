"""Which names of a corpus an editor should look at: their type or their form is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from enrich.features.entities import Extract, NameBook
from enrich.features.entities.evidence import context
from enrich.features.entities.keys import key
from enrich.features.entities.lexicon import entry_of, overlay
from enrich.features.entities.resolve import Thing, resolve
from enrich.features.entities.spans import Candidate, Label
from enrich.features.entities.trail import DEFAULT, Trail, votes, why_type
from enrich.records import MentionType, Span

AGREED = 0.8
"""The share of articles that must agree on a type for it to be beyond doubt."""
_WRITTEN = ("person", "company", "organization")


class Doubt(Struct, frozen=True):
    """A name that may be wrong, with what is known of it in the corpus."""

    name: str
    type: MentionType
    aliases: tuple[str, ...]
    """Its other forms that can stand for it in any article, most frequent first."""
    doubts: tuple[str, ...]
    types: dict[str, int]
    """In how many articles its forms are of which type."""
    mentions: int
    articles: int
    path: str
    """The article that mentions it most."""
    span: Span
    """Its first mention there, in the prose."""


class _Use(Struct, frozen=True):
    """What one article makes of a name."""

    path: str
    thing: Thing
    sure: bool
    """Whether anything but the recogniser's word shows what it is."""
    default: bool
    """Whether it is a company for want of a sign."""
    unsure: bool = False
    """Whether the recogniser, too, cannot tell it from another organization."""


def uncertain(extracts: Mapping[str, Extract], book: NameBook) -> tuple[Doubt, ...]:
    """Return the doubtful names of a corpus, most frequent first.

    A name is doubtful when its mentions disagree on its type, when it is a company only because
    nothing says otherwise, when not even the recogniser can tell it from another organization,
    when it is an acronym that no article spells out or a person without a full name, or when it is
    mentioned once and nothing beside it shows what it is. What the lexicon decides is beyond doubt.
    """
    uses: dict[str, list[_Use]] = {}
    for path in sorted(extracts):
        for use in _uses(path, extracts[path], book):
            uses.setdefault(use.thing.name, []).append(use)
    found = (_doubt(name, of_name, book) for name, of_name in uses.items())
    listed = [doubt for doubt in found if doubt is not None]
    return tuple(sorted(listed, key=lambda one: (-one.articles, -one.mentions, one.name)))


def _uses(path: str, extract: Extract, book: NameBook) -> Iterator[_Use]:
    mentions = overlay(extract.text, extract.mentions, book.lexicon)
    short = dict(extract.short)
    around = context(
        extract.text, [Candidate(one.start, one.end, one.text, "ORG") for one in mentions]
    )
    for thing in resolve(mentions, short, book):
        forms = {one.text for one in thing.mentions}
        if thing.type not in _WRITTEN or any(entry_of(form, book.lexicon) for form in forms):
            continue
        shown = any(around.get(form) for form in forms)
        default = thing.type == "company" and all(
            _by_default(form, short.get(form, form), around.get(form, Counter())) for form in forms
        )
        sure = shown if thing.type == "person" else not default
        unsure = thing.type != "person" and forms <= set(extract.unsure)
        yield _Use(path, thing, sure, default, unsure)


def _by_default(form: str, long: str, signs: Counter[Label]) -> bool:
    trail = Trail(context=votes(signs))
    return why_type(form, long, "company", trail) == DEFAULT


def _doubt(name: str, uses: list[_Use], book: NameBook) -> Doubt | None:
    forms = Counter(one.text for use in uses for one in use.thing.mentions)
    types = _types({name, *forms}, book) or Counter(use.thing.type for use in uses)
    own = Counter(use.thing.type for use in uses).most_common(1)[0][0]
    doubts = tuple(_doubts(name, forms, types, uses, own))
    if not doubts:
        return None
    best = max(uses, key=lambda use: len(use.thing.mentions))
    first = best.thing.mentions[0]
    return Doubt(
        name=name,
        type=own,
        aliases=tuple(form for form, _ in forms.most_common() if _is_alias(form, name, own)),
        doubts=doubts,
        types=dict(types.most_common()),
        mentions=forms.total(),
        articles=len(uses),
        path=best.path,
        span=Span(first.start, first.end),
    )


def _is_alias(form: str, name: str, type_: MentionType) -> bool:
    """Tell whether a lexicon should list a form; a surname is joined in each article anyway.

    Listed, it would stand for this person wherever it is written: "Lund" in the city, too.
    """
    return form != name and (type_ != "person" or " " in form)


def _types(forms: set[str], book: NameBook) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in {key(form) for form in forms}:
        for types in book.names.get(one, {}).values():
            counts.update(types)
    return counts


def _doubts(
    name: str, forms: Counter[str], types: Counter[str], uses: list[_Use], own: MentionType
) -> Iterator[str]:
    if max(types.values()) < AGREED * types.total():
        yield "its mentions disagree on its type"
    if all(use.unsure for use in uses):
        yield "nothing says whether it is a company or another organization"
    elif all(use.default for use in uses):
        yield "only the recogniser says that it is a company"
    if own == "person" and all(" " not in form for form in forms):
        yield "no full name"
    elif name.isupper() and all(" " not in form for form in forms) and not uses[0].sure:
        yield "an acronym that is not spelled out"
    if forms.total() == 1 and not uses[0].sure:
        yield "mentioned once, with nothing beside it that shows what it is"
