"""Tells names from ordinary words that happen to be capitalised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from enrich.features.entities.evidence import known
from enrich.features.entities.lists import gazetteer, heads
from enrich.features.entities.occurrences import times
from enrich.features.entities.spans import Candidate, Label


def without_common(
    text: str, found: list[Candidate], context: Mapping[str, Counter[Label]]
) -> list[Candidate]:
    """Drop one-word candidates that the same text writes as ordinary words.

    "Data" is no company in an article that says "data" at least as often, unless its context
    shows one. A bare head such as "Council" or "Agency" is short for a name, not a name.
    """
    return [one for one in found if not _common(text, one, context)]


def _common(text: str, one: Candidate, context: Mapping[str, Counter[Label]]) -> bool:
    name = one.text
    if not name.isalpha() or known(name) or one.label not in ("ORG", "PERSON", "COMPANY", "BODY"):
        return False
    if name.casefold() in heads() and one.label != "PERSON":
        return times(text, name.casefold()) > 0
    if context.get(name) or name in gazetteer("companies-also-words"):
        return False
    ordinary = times(text, name.casefold())
    return ordinary > 0 and 0 < times(text, name) <= ordinary
