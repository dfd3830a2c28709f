"""What the words around a name say about its type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from enrich.features.entities.lists import alternatives, gazetteer, heads, legal_forms, words
from enrich.features.entities.spans import Candidate, Label, candidate, overlapping, possible

STRONG = 5
"""As many signs as this one is worth that no person can have: "chief executive of Orbel"."""
REACH = 80
"""Characters looked at on each side of a name."""

_TRADE = (
    r"(?:start-?up|compan(?:y|ies)|(?:law |accounting |consulting |research )?firm|maker|manufacturer|"
    r"retailer|airline|lender|insurer|carmaker|chipmaker|drugmaker|brewer|supermarket|"
    r"broker(?:age)?|developer|provider|publisher|supplier|operator|subsidiary|unicorn|"
    r"conglomerate|multinational|giant|miner|refiner|shipbuilder|builder|distributor|producer|"
    r"bookmaker|bank|studio|hedge fund|consultancy|stockpiler|contractor|vendor|chain)"
)
_BODY = (
    r"(?:organi[sz]ation|NGO|charity|think-tank|think tank|agency|union|party|militia|movement|"
    r"federation|club|league|university|regulator|watchdog|ministry|coalition)"
)
_MEDIUM = r"(?:broadcaster|channel|newspaper|daily|weekly|magazine|network)"
_OFFICE = (
    r"(?:CEO|CFO|CTO|COO|[Cc]hief(?: [Ee]xecutive| [Ee]conomist| [Oo]perating| [Ff]inancial)?"
    r"(?: [Oo]fficer)?|[Cc]hairman|[Cc]hairwoman|[Cc]hairperson|"
    r"[Ff]ounder|[Cc]o-founder|[Mm]anaging [Dd]irector|[Aa]nalyst|[Ee]conomist|[Ss]pokesman|"
    r"[Ss]pokeswoman|[Ss]pokesperson|[Ss]trategist|[Pp]resident)"
)
_STAFF = (
    r"(?:workers|employees|executives|staff|customers|users|members|officials|co-founder|"
    r"co-leader|researchers?|engineers?|lawyers?|partner|shareholders|investors|subsidiary)"
)
_HEAD = r"(?:CEO|CFO|COO|CTO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Cc]o-founder|[Mm]anaging [Dd]irector)"
_GOES_ON = re.compile(
    r"(?!['’]s|\s+(?:co-)?(?:founded|created|started|set up|built|runs?|ran|owns?|owned|leads?|led|headed|"
    r"joined|sold|bought|left|launched|works?|worked)\b)"
)
_STRONG_BEFORE: tuple[tuple[Label, re.Pattern[str]], ...] = (
    ("COMPANY", re.compile(rf"\b(?:{_HEAD} (?:of|at) (?:the )?|[a-z-]+ {_TRADE},? [\"“'‘]?)$")),  # noqa: RUF001
    ("BODY", re.compile(rf"\b[a-z-]+ {_BODY},? [\"“'‘]?$")),  # noqa: RUF001
    ("ORG", re.compile(rf"\b[a-z-]+ {_MEDIUM},? [\"“'‘]?$")),  # noqa: RUF001
)
_STRONG_AFTER = re.compile(rf"\s(?:group )?{_HEAD},?\s[A-Z]")
_OWN = re.compile(r"['’]s\s+(?:(?:new|latest|own|upcoming|open-source|flagship)\s+)*")  # noqa: RUF001
_SHOWN = re.compile(
    r"(?<![\w.-])([A-Z][\w&-]+(?:\s[A-Z][\w&-]+){0,2})"
    rf"(?=,\s+(?:a|an|the)\s+(?:[\w'’-]+\s+){{0,4}}{_TRADE}\b"  # noqa: RUF001
    rf"|['’]s\s+(?:(?:former|new)\s+)?{_OFFICE}\b)"  # noqa: RUF001
)
_BEFORE: tuple[tuple[Label, re.Pattern[str]], ...] = (
    ("COMPANY", re.compile(rf"\b{_TRADE},?\s+$", re.IGNORECASE)),
    ("BODY", re.compile(rf"\b{_BODY},?\s+[\"“'‘]?$", re.IGNORECASE)),  # noqa: RUF001
    ("ORG", re.compile(rf"\b{_MEDIUM},?\s+[\"“'‘]?$", re.IGNORECASE)),  # noqa: RUF001
    (
        "COMPANY",
        re.compile(
            rf"\b(?:{_OFFICE}|shares|stake|shareholders|takeover|acquisition)s?\s+(?:of|at)\s+"
            r"(?:the\s+)?$"
        ),
    ),
    (
        "ORG",
        re.compile(
            r"\b(?:fellow|researcher|coordinator|engineer|professor|manager|consultant|lawyer|"
            r"lecturer|expert|scientist|intern)\s+(?:at|with)\s+(?:the\s+)?$"
        ),
    ),
    ("PERSON", re.compile(rf"\b{_OFFICE},?\s+$")),
)
_AFTER: tuple[tuple[Label, re.Pattern[str]], ...] = (
    ("COMPANY", re.compile(rf",\s+(?:a|an|the)\s+(?:[\w'’-]+\s+){{0,5}}{_TRADE}\b")),  # noqa: RUF001
    ("COMPANY", re.compile(rf"(?:['’]s?)?\s+(?:(?:former|new|group)\s+)?{_OFFICE}\b")),  # noqa: RUF001
    ("ORG", re.compile(rf"(?:\s?['’]s?)?\s+{_STAFF}\b")),  # noqa: RUF001
    (
        "COMPANY",
        re.compile(r"\s?['’]s?\s+(?:profits?|revenues?|earnings|shares?|stock|shareholders)\b"),  # noqa: RUF001
    ),
    (
        "COMPANY",
        re.compile(
            r"(?:,? which)?\s+(?:has\s+|have\s+)?(?:raised|acquired|laid off|unveiled|open-sourced|hired|partnered|announced)\s+"
            r"(?!concerns|questions|doubts|fears|hopes|the issue)"
        ),
    ),
    (
        "PERSON",
        re.compile(rf",\s+(?:\d\d,|(?:the\s+|a\s+|an\s+)?(?:[\w'’-]+\s+){{0,3}}{_OFFICE}\b)"),  # noqa: RUF001
    ),
    ("PERSON", re.compile(r",?\s+who\s")),
)


def context(text: str, found: Iterable[Candidate]) -> dict[str, Counter[Label]]:
    """Count, for each name, how often the words beside it show a person or a company."""
    counts: dict[str, Counter[Label]] = defaultdict(Counter)
    found = list(found)
    products = {one.start for one in found if one.label == "PRODUCT"}
    for one in found:
        if _owns(text, one, products):
            counts[one.text]["COMPANY"] += 1
        before = text[max(0, one.start - REACH) : one.start]
        after = text[one.end : one.end + REACH]
        if _honorific().search(before):
            counts[one.text]["PERSON"] += 3
            continue
        if _STRONG_AFTER.match(after):
            counts[one.text]["COMPANY"] += STRONG
        for label, pattern in _STRONG_BEFORE:
            if pattern.search(before) and _GOES_ON.match(after):
                counts[one.text][label] += STRONG
        for label, pattern in _BEFORE:
            if pattern.search(before):
                counts[one.text][label] += 1
        for label, pattern in _AFTER:
            if pattern.match(after):
                counts[one.text][label] += 1
    return counts


def _owns(text: str, one: Candidate, products: set[int]) -> bool:
    """Tell whether a product follows as the name's own: "Orbel's new Quill 2"."""
    match = _OWN.match(text, one.end)
    return match is not None and match.end() in products and " " not in one.text


def shown(text: str, found: list[Candidate]) -> list[Candidate]:
    """Add the names that the recogniser missed where their context shows a company.

    "Pebble, a maker of card readers" and "Pebble's chief executive" need no recogniser.
    """
    taken = overlapping(((one.start, one.end) for one in found), len(text))
    extra = []
    for match in _SHOWN.finditer(text):
        start, end = match.span(1)
        name = candidate(text, start, end, "ORG")
        if not any(taken[start:end]) and possible(name.text) and not _ordinary(name.text):
            extra.append(name)
    return sorted([*found, *extra])


def _ordinary(name: str) -> bool:
    return any(part in words("openers") or part.casefold() in heads() for part in name.split())


def known(name: str) -> Label | None:
    """Return what a name is by itself: a listed one, or one with the legal form of a company."""
    if name in gazetteer("companies") or name in capitals():
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
    return frozenset(
        name.upper() for name in gazetteer("companies") if name.isalpha() and len(name) > 4
    )


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words('honorifics'))})\.?\s+$")
