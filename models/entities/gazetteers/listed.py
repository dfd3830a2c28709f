"""The companies of twenty stock indices, under the names that articles use.

They are those of `pytickersymbols` (MIT), which ships the members of the S&P 500 and 600, Nasdaq
100, FTSE 100, DAX, CAC 40, Nikkei 225 and others.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from pytickersymbols import PyTickerSymbols

from enrich.features.entities.keys import without_legal_form
from gazetteers.names import own, written
from gazetteers.senses import Senses, plain

_ASIDE = re.compile(r"\s*\(.*?\)|,? (?:Class [A-C]|Holdings|Parent)$|^The ")
_NAME = re.compile(r"[\w].*\w")
_SHARES = re.compile(r"(?<=[a-z])[A-C]$")
"""The class of a share that sticks to a name: "KalmarB"."""


class Listed(NamedTuple):
    """Names of listed companies."""

    distinct: frozenset[str]
    """Those that mean a company wherever they stand: of several words, or like `AutoZone`."""
    plain: frozenset[str]
    """Words that no list knows in another sense; a place or a family may still have them."""


def listed(senses: Senses, heads: Container[str]) -> Listed:
    """Return the names that hardly mean anything but a company.

    A word of English, a person's name, a place or the head of other names is left out, and so is
    what begins like a person's name: such companies are for the lists kept by hand.
    """
    names = (stock["name"] for stock in PyTickerSymbols().get_all_stocks())
    forms = {form for name in names for form in _forms(written(name))} - own("left-out")
    usable = {form for form in forms if form.lower() not in heads and _usable(form, senses)}
    distinct = {form for form in usable if not plain(form)}
    return Listed(frozenset(distinct), frozenset(usable - distinct))


def _forms(name: str) -> set[str]:
    """Return a name without what articles leave out: with and without a word such as Group."""
    bare = without_legal_form(_ASIDE.sub("", _ASIDE.sub("", name)).strip(" ,."))
    return {bare, without_legal_form(bare, words_too=True)}


def _usable(name: str, senses: Senses) -> bool:
    first, *rest = name.split()
    if _NAME.fullmatch(name) is None or _SHARES.search(name):
        return False
    if rest:
        return not senses.given(first) and not all(map(senses.other, (first, *rest)))
    return len(name) > 3 and not senses.other(name)
