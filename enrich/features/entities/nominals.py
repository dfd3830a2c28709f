"""Drops what is written like the name of an organization and is none.

The portfolio of a minister, a people, an abbreviation of ordinary words, the label of a speaker.
"""

from __future__ import annotations

import re

from enrich.features.entities.boundaries import NAMED
from enrich.features.entities.evidence import known
from enrich.features.entities.lists import gazetteer, heads, words
from enrich.features.entities.spans import Candidate

_PORTFOLIO = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Uu]ndersecretary|[Cc]ommissioner|[Ss]pokes(?:man|woman|person)"
    r"|MEC|[Rr]apporteur|[Rr]epresentative|[Aa]dvis[eo]r)\s+(?:of|for|on)\s+(?:the\s+)?"
    r"(?:[A-Z][\w-]+(?:,\s+and\s+|,\s+|\s+and\s+|\s+&\s+|\s+))*$"
)
_ONE_OF_MANY = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother|[Ff]ellow|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Mm]any|[Ss]everal|"
    r"former|ex-|[Mm]ost|[Ss]ome|[Oo]ther)\s*$"
)
_ANY_NOUN = re.compile(r"\s[a-z]|[-’']")  # noqa: RUF001
_PLURAL = re.compile(r"\s(?:who\s)?(?:are|were|have|do|don't|don’t|try|use)\b")  # noqa: RUF001
_DIRECTION = re.compile(r"\([A-Z][A-Z ,]+\)")
_BRACKETED = re.compile(r"\(\s?([A-Z]{2,6})s?\s?\)")
_WORDS_BEFORE = re.compile(r"(?:[\w'’]+[ -]){2,7}\Z")  # noqa: RUF001
_SPEAKER = re.compile(r"[A-Z]\d?")
_REACH = 90


def without_nominals(text: str, found: list[Candidate]) -> list[Candidate]:
    """Drop the candidates for organizations that name none."""
    ordinary = _abbreviations(text)
    kinds = _kinds_of_people(text, found)
    surnames = {one.text.split()[-1] for one in found if one.label == "PERSON" and " " in one.text}
    return [
        one
        for one in found
        if not (one.label in NAMED and _nominal(text, one, ordinary))
        and not (one.label == "PERSON" and (one.text in kinds or _several(text, one, surnames)))
    ]


def _kinds_of_people(text: str, found: list[Candidate]) -> frozenset[str]:
    """Return the words that are never a person's name here: "a former Beatle", "Hackers who are".

    A word is one if it stands for one of many wherever it stands, and is no part of a full name.
    """
    full = (one.text.split() for one in found if one.label == "PERSON" and " " in one.text)
    named = {part for parts in full for part in parts}
    surnames = {one.start for one in found if one.label == "PERSON" and one.text in named}
    uses: dict[str, list[bool]] = {}
    for one in found:
        if one.label == "PERSON" and " " not in one.text:
            uses.setdefault(one.text, []).append(_one_of_many(text, one, surnames))
    return frozenset(word for word, of in uses.items() if all(of) and word not in named)


def _one_of_many(text: str, one: Candidate, surnames: set[int]) -> bool:
    """Tell by what stands beside it, which may be the surname of somebody: "Rocker Quist"."""
    if one.end + 1 in surnames:
        return True
    before, after = text[max(0, one.start - 12) : one.start], text[one.end : one.end + 12]
    if one.text.endswith("s") and _PLURAL.match(after):
        return True
    return bool(_ONE_OF_MANY.search(before)) and not _ANY_NOUN.match(after)


def _several(text: str, one: Candidate, surnames: set[str]) -> bool:
    """Tell a people or a family, "the Kuwaitis" or "the Orwells", from a person."""
    if " " in one.text or one.text in surnames:
        return False
    if one.text.isupper() and one.text.title() not in surnames and _speaks(text, one):
        return True
    family = one.text.removesuffix("s") in surnames and text[
        max(0, one.start - 4) : one.start
    ].lower().endswith("the ")
    return family or _people(one.text)


def _nominal(text: str, one: Candidate, ordinary: frozenset[str]) -> bool:
    if known(one.text) or one.text in gazetteer("companies-also-words"):
        return False
    if one.text in ordinary or _people(one.text):
        return True
    return _speaks(text, one) or _portfolio(text, one)


def _speaks(text: str, one: Candidate) -> bool:
    """Tell the label of a speaker, "SMITH:", and a stage direction, "(LAUGHTER)"."""
    begin, end = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
    if one.start == begin and text[one.end : one.end + 1] == ":":
        return one.text.isupper() or _SPEAKER.fullmatch(one.text) is not None
    return _DIRECTION.fullmatch(text, begin, end if end > 0 else len(text)) is not None


def _people(name: str) -> bool:
    """Tell whether a name is that of a people: "Kuwaitis", "Franco-German", "British Indians"."""
    parts = re.split(r"[\s-]", name)
    return name.removesuffix("s") in words("peoples") or all(
        part in words("peoples") or part.removesuffix("s") in words("peoples") for part in parts
    )


def _portfolio(text: str, one: Candidate) -> bool:
    """Tell the "Industry and Mining" that somebody is minister for from an organization."""
    if one.text.split()[-1].casefold() in heads() or one.text.isupper():
        return False
    before = text[max(0, one.start - _REACH) : one.start]
    return _PORTFOLIO.search(before) is not None


def _abbreviations(text: str) -> frozenset[str]:
    """Return the abbreviations that a text introduces for words in lower case."""
    found = set()
    # Brackets first: there are few, and words before a bracket are looked for in its line alone.
    for match in _BRACKETED.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = _WORDS_BEFORE.search(text, line, match.start())
        if before and _initials_of(match[1], re.split(r"[\s-]+", before[0].strip(" -"))):
            found.add(match[1])
    return frozenset(found)


def _initials_of(short: str, before: list[str]) -> bool:
    """Tell whether the last words begin with these letters, small words aside, none a name."""
    letters = list(short.lower())
    for word in reversed(before):
        if not letters:
            break
        if word[:1] == letters[-1]:
            letters.pop()
        elif word not in ("of", "the", "for", "and", "in", "on", "to", "a"):
            return False
    return not letters
