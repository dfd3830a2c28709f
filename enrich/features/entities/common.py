"""Tells names from ordinary words that happen to be capitalised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from enrich.features.entities.evidence import known
from enrich.features.entities.lists import gazetteer, heads
from enrich.features.entities.spans import Candidate, Label

_WORD = re.compile(r"[^\W\d_]+")


def without_common(
    text: str, found: list[Candidate], context: Mapping[str, Counter[Label]]
) -> list[Candidate]:
    """Drop one-word candidates that the same text writes as ordinary words.

    "Data" is no company in an article that says "data" at least as often, unless its context
    shows one. A bare head such as "Council" or "Agency" is short for a name, not a name.
    """
    frequency = Counter(_WORD.findall(text))
    return [one for one in found if not _common(one, frequency, context)]


def _common(one: Candidate, frequency: Counter[str], context: Mapping[str, Counter[Label]]) -> bool:
    name = one.text
    if not name.isalpha() or known(name) or one.label not in ("ORG", "PERSON", "COMPANY", "BODY"):
        return False
    if name.casefold() in heads() and one.label != "PERSON":
        return frequency[name.casefold()] > 0
    if context.get(name) or name in gazetteer("companies-also-words"):
        return False
    return 0 < frequency[name] <= frequency[name.casefold()]
