"""Tells an article about sport, in which the names of organizations are those of clubs."""

from __future__ import annotations

import re

from enrich.features.entities.evidence import known
from enrich.features.entities.lists import gazetteer, heads, legal_forms, words

SHARE = 0.01
"""Of the words of an article about sport, at least as many are used of nothing else."""
_LEAST = 4
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def sporting(text: str) -> bool:
    """Tell whether a text is about sport, by the share of its words that are of sport."""
    found, of_sport = _WORD.findall(text.lower()), words("sport")
    count = sum(map(of_sport.__contains__, found))
    return count >= max(_LEAST, SHARE * len(found))


def club(name: str) -> bool:
    """Tell whether a company of such an article may well be a club.

    It is not one if it is known as a company, or if its last word is that of one.
    """
    last = name.split()[-1]
    listed = known(name) == "COMPANY" or name in gazetteer("companies-also-words")
    return not listed and last not in legal_forms() and heads().get(last.casefold()) != "company"
