"""Tells a company from any other organization by its name, then by its context."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Literal, TypeAlias

from enrich.features.entities.evidence import known
from enrich.features.entities.lists import gazetteer, heads, legal_forms, words
from enrich.features.entities.signs import STRONG
from enrich.features.entities.spans import Label

Kind: TypeAlias = Literal["company", "organization"]

_OF = re.compile(r"\s+(?:of|for|on|to|against)\s+")
_ACRONYM = re.compile(r"[A-Z]{4,}")
_STATE = re.compile(
    r"(?:US|U\.S\.|UK|EU|UN|U\.N\.|European|Federal|State|National|International|Royal|Supreme|"
    r"High|Central|World|American|British|Democratic|Republican|Labou?r|Socialist|Communist)\s"
)
_PUBLIC = re.compile(
    r"\b(?:University|Universit\w+|Ministry|Department|Parliament|Government|Police|College|"
    r"Central Bank|Reserve Bank|National Bank of|Court|Embassy|Church|Office of|Bureau of)\b"
)


def kind(name: str, label: Label, context: Counter[Label]) -> Kind:
    """Return what an organization is; a company unless something says that it is not."""
    shown = told(name, label, context)
    if shown is not None:
        return shown
    if " " in name:
        return "organization" if _STATE.match(name) else "company"
    return "organization" if _ACRONYM.fullmatch(name) else "company"


def told(name: str, label: Label, context: Counter[Label]) -> Kind | None:
    """Return what something says that an organization is, or None where nothing does.

    In order: the list of known names, a legal form, the words that name public bodies, what the
    recogniser says, the head of the name, and the words around it.
    """
    listed = known(name)
    if listed == "COMPANY" or name in gazetteer("companies-also-words"):
        return "company"
    if listed == "BODY" or _PUBLIC.search(name) or _part_of_body(name):
        return "organization"
    if label == "BODY" and context["COMPANY"] >= STRONG > context["BODY"]:
        return "company"
    if label in ("COMPANY", "BODY"):
        return "company" if label == "COMPANY" else "organization"
    by_head = _by_head(name)
    if by_head is None and (context["COMPANY"] or context["BODY"]):
        return "company" if context["COMPANY"] >= context["BODY"] else "organization"
    return by_head


def _part_of_body(name: str) -> bool:
    """Tell a part of a well-known body: "BBC Radio 4" is what BBC is, "MIT Press" a company."""
    parent, _, rest = name.partition(" ")
    if not rest or parent not in gazetteer("organizations"):
        return False
    last = rest.split()[-1]
    told_ = heads().get(last.casefold())
    return last.isdigit() or last in words("parts") or told_ == "organization"


def _by_head(name: str) -> Kind | None:
    head, *rest = _OF.split(name, maxsplit=1)
    if rest and head.split()[-1] == "Bank":
        return "organization"
    parts = head.split()
    last = parts[-1].rstrip(".,")
    if last in legal_forms() and not rest:
        return "company"
    # A one-word name is no head: "Front" or "Unit" alone is a name like any other.
    if len(parts) == 1 and not rest:
        return None
    return _heads().get(last.casefold())


@cache
def _heads() -> dict[str, Kind]:
    kinds: tuple[Kind, ...] = ("company", "organization")
    return {word: kind_ for word, told in heads().items() for kind_ in kinds if told == kind_}
