"""The words of a text as the comparison of articles counts them.

A word is a run of letters and digits of two characters or more, in lower case, without a
possessive ending; inner apostrophes and ampersands belong to it ("o'brien", "at&t"). Function
words carry no topic and are dropped. Singular and plural count as one term, by the rules of
D. Harman, "How effective is suffixing?", JASIS 42(1), 1991; stronger stemmers gained nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

_BREAK_OR_WORD = re.compile(
    r"https?://\S+|www\.\S+|[.;:!?()\[\]\"\u201c\u201d\u2026|]"
    r"|([^\W_]+(?:['\u2019&][^\W_]+)*)"
)
_SHORTEST_PLURAL = 4
KNOWN_WORDS = 20_000
"""How many words a process remembers the terms of: few are written most of the time."""
_POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)


class Word(Struct, frozen=True, gc=False):
    """A content word where it stands in a block."""

    term: str
    """As it is counted: lower case, singular."""
    form: str
    """As it is written, without a possessive ending."""
    start: int
    end: int
    """Offsets in the block, `end` without a possessive ending."""
    follows: bool
    """Whether only function words stand between the content word before and this one."""
    opens: bool
    """Whether it begins the block, a sentence or a clause, where any word may be capitalised."""
    capital: bool
    """Whether it is written with a capital letter first."""


class Reading(NamedTuple):
    """A block of normalized text, as it is counted."""

    text: str
    words: list[Word]
    pairs: list[tuple[str, Word, Word]]
    """See `pairs`."""


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of a data file beside this module; lines with "#" are comments."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@cache
def term_list(name: str) -> frozenset[str]:
    """Return the terms of the words of a data file beside this module."""
    return frozenset(map(singular, word_list(name)))


def normalized(text: str) -> str:
    """Return the text with composed accents, so that both spellings of "é" are one."""
    return unicodedata.normalize("NFC", text)


def reading(text: str) -> Reading:
    """Return one block of normalized text with its content words and their pairs."""
    words = content_words(text)
    return Reading(text, words, pairs(words))


def content_words(text: str) -> list[Word]:
    """Return the content words of one block of normalized text, in order."""
    words = []
    stops = word_list("stop-words.txt")
    follows, opens = False, True
    for match in _BREAK_OR_WORD.finditer(text):
        written = match[1]
        if written is None:
            follows, opens = False, True
            continue
        # Every second word is a function word in lower case: no need to ask for its term.
        if written not in stops and (content := _content(written)):
            term, form, capital = content
            start = match.start()
            words.append(Word(term, form, start, start + len(form), follows, opens, capital))
            follows = True
        opens = False
    return words


@lru_cache(maxsize=KNOWN_WORDS)
def _content(written: str) -> tuple[str, str, bool] | None:
    """Return term, form and `capital` of a word, or None for one that carries no topic."""
    stops = word_list("stop-words.txt")
    form = _POSSESSIVE.sub("", written)
    whole, folded = _folded(written), _folded(form)
    if len(folded) < 2 or folded in stops or whole in stops:
        return None
    return singular(folded), form, form[0].isupper()


def singular(word: str) -> str:
    """Return the term of a word in lower case: one for singular and plural, not always a word."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss", "is")) else word[:-1]


def _folded(form: str) -> str:
    return form.lower().replace("\u2019", "'")


def pairs(words: Sequence[Word]) -> list[tuple[str, Word, Word]]:
    """Return the pairs of neighbouring content words, each after the term it is counted as."""
    return [
        (f"{first.term} {second.term}", first, second)
        for first, second in pairwise(words)
        if second.follows
    ]
