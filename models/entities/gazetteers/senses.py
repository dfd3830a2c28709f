"""What else a name may mean: a word of English, a person, a place.

Words are those of Webster's Second International (1934, in the public domain), as `english-words`
has them; people and places are those of `Faker` (both MIT). None of these lists is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

from english_words import get_english_words_set
from faker.providers import date_time
from faker.providers.address import en_US

LOCALES = (
    *("da_DK", "de_DE", "en_GB", "en_IE", "en_IN", "en_US", "es_ES", "fi_FI", "fr_FR", "it_IT"),
    *("ja_JP", "nl_NL", "no_NO", "pl_PL", "pt_PT", "sv_SE"),
)
"""Whose names of people count."""

_PLAIN = re.compile(r"[^\W\d_]+")
_INNER_CAPITAL = re.compile(r"[^\W\d_]+[a-z][A-Z]|[a-z][A-Z]")


class Senses(NamedTuple):
    """What names may mean besides companies."""

    words: frozenset[str]
    """In lower case."""
    first: frozenset[str]
    """Names that people are given."""
    last: frozenset[str]
    places: frozenset[str]

    def given(self, name: str) -> bool:
        """Tell whether people are called so by their first name."""
        return name in self.first

    def other(self, name: str) -> bool:
        """Tell whether a single word means something else as well."""
        if not plain(name):
            return False
        word = name.lower()
        return (
            word in self.words
            or (len(word) > 4 and word.endswith("s") and word[:-1] in self.words)
            or name in self.first | self.last | self.places
        )


def plain(name: str) -> bool:
    """Tell whether a name is one word of letters, without a capital inside."""
    return _PLAIN.fullmatch(name) is not None and not _INNER_CAPITAL.match(name)


@cache
def senses() -> Senses:
    """Read the words, the people and the places."""
    words = get_english_words_set(["web2"], lower=True)
    places = {place for one in date_time.Provider.countries for place in (one.name, one.capital)}
    return Senses(
        words=frozenset(words),
        first=frozenset(_people("first_names", "first_names_male", "first_names_female")),
        last=frozenset(_people("last_names", "last_romanized_names")),
        places=frozenset({*places, *en_US.Provider.states}),
    )


def _people(*lists: str) -> Iterator[str]:
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for name in lists:
            yield from getattr(provider, name, ())
