"""What the words around a name say about its type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from enrich.features.entities.lists import alternatives, gazetteer, heads, legal_forms, words
from enrich.features.entities.signs import OFFICE, TRADE, WORDS, signs
from enrich.features.entities.spans import KEPT, Candidate, Label, candidate, overlapping, possible

REACH = 80
"""Characters looked at on each side of a name."""

_OWN = re.compile(r"['’]s\s+(?:(?:new|latest|own|upcoming|open-source|flagship)\s+)*")  # noqa: RUF001
_COMPANYS = re.compile(
    rf",(?=\s+(?:a|an|the)\s+{WORDS}{{0,4}}{TRADE}\b)"
    rf"|['’](?=s\s+(?:(?:former|new)\s+)?{OFFICE}\b)"  # noqa: RUF001
)
"""What only the name of a company stands before."""
_MOST_WORDS = 3
_NAME = re.compile(
    r"(?:(?<![\w.-])(?=[A-Z])|(?<![^\n])(?=[a-z]{3}))[\w&-]+(?:\s[A-Z][\w&-]+){0,2}\Z"
)
"""Such a name, which may have no capital where a paragraph begins."""


def context(text: str, found: Iterable[Candidate]) -> dict[str, Counter[Label]]:
    """Count, for each name, the signs of its type in the words beside it."""
    counts: dict[str, Counter[Label]] = defaultdict(Counter)
    found = list(found)
    products = {one.start for one in found if one.label == "PRODUCT" and _made(one.text)}
    for one in found:
        if _owns(text, one, products):
            counts[one.text]["COMPANY"] += 1
        before = text[max(0, one.start - REACH) : one.start]
        if _honorific().search(before):
            counts[one.text]["PERSON"] += 3
            continue
        numbered = one.text[-1].isdigit()  # "Windows 95, 98, and later" has no age
        full = one.label == "PERSON" and " " in one.text
        for label, count in signs(before, text[one.end : one.end + REACH], person=full):
            if label == "PERSON" and numbered:
                continue
            if label == "COMPANY" and one.text in words("peoples"):  # "the Dutch chairman"
                continue
            counts[one.text][label] += count
    return counts


def _made(name: str) -> bool:
    """Tell whether a product may be somebody's: in "Lund's Orbel", Orbel is no product of Lund."""
    return known(name) in (None, "PRODUCT")


def _owns(text: str, one: Candidate, products: set[int]) -> bool:
    """Tell whether a product follows as the name's own: "Orbel's new Quill 2"."""
    match = _OWN.match(text, one.end)
    return match is not None and match.end() in products and " " not in one.text


def shown(text: str, found: list[Candidate]) -> list[Candidate]:
    """Add the names that the recogniser missed where their context shows a company.

    "Pebble, a maker of card readers" and "Pebble's chief executive" need no recogniser; nor does
    a name without a capital where a paragraph begins with it.
    """
    taken = overlapping(((one.start, one.end) for one in found), len(text))
    extra = []
    for start, end in before_signs(text):
        name = candidate(text, start, end, "ORG")
        named = possible(name.text, lower=True) and not _ordinary(name.text)
        if named and not any(taken[start:end]):
            extra.append(name)
    return sorted([*found, *extra])


def before_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand before what only companies have beside them."""
    for sign in _COMPANYS.finditer(text):
        end = begin = sign.start()
        for _ in range(_MOST_WORDS):
            begin = text.rfind(" ", 0, max(begin, 0))
        if name := _NAME.search(text, begin + 1, end):
            yield name.start(), end


def _ordinary(name: str) -> bool:
    """Tell whether a name has a word that begins sentences, or names a month, a day or a kind."""
    plain = words("openers") | words("calendar")
    return any(part in plain or part.casefold() in heads() for part in name.split())


@lru_cache(maxsize=KEPT)  # each name is asked for some five times
def known(name: str) -> Label | None:
    """Return what a name is by itself: a listed one, or one with the legal form of a company."""
    if name in gazetteer("companies") or name in capitals() or name in plain_capitals():
        return "COMPANY"
    if name in gazetteer("organizations"):
        return "BODY"
    if name in gazetteer("products"):
        return "PRODUCT"
    last = name.split()[-1].strip(".,").replace(".", "")
    if " " in name and legal_forms().get(last) == "abbreviation":
        return "COMPANY"
    return None


@cache
def capitals() -> frozenset[str]:
    """Return the one-word companies as headlines in capitals write them, unless too short."""
    return frozenset(form for form in _respelled() if form.isupper())


@cache
def plain_capitals() -> frozenset[str]:
    """Return the one-word companies with a capital inside as the hasty write them: "Linkedin"."""
    return frozenset(_respelled()) - capitals()


def listed_spelling(name: str) -> str:
    """Return a company's name as the list has it: "LinkedIn" for "Linkedin" and "LINKEDIN"."""
    return _spellings().get(name, name)


@cache
def _respelled() -> dict[str, str]:
    """Return companies of one word by what headlines and the hasty make of them."""
    listed = gazetteer("companies")
    names = [name for name in sorted(listed) if name.isalnum() and not name.isupper()]
    upper = {name.upper(): name for name in names if name.isalpha() and len(name) > 4}
    inside = (name for name in names if name[1:] != name[1:].lower() and len(name) > 5)
    lower = {name[0].upper() + name[1:].lower(): name for name in inside}
    return {form: name for form, name in (upper | lower).items() if form not in listed}


@cache
def _spellings() -> dict[str, str]:
    """Return the same with the companies that are also words, which are never searched for."""
    names = sorted(gazetteer("companies-also-words"))
    upper = {name.upper(): name for name in names if name.isalpha() and len(name) > 4}
    return upper | _respelled()


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words('honorifics'))})\.?\s+$")
