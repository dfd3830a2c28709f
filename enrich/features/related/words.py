"""The words of a text as the comparison of articles counts them.

A word is a run of letters and digits of two characters or more, in lower case, without a
possessive ending; inner apostrophes and ampersands belong to it ("o'brien", "at&t"). Function
words carry no topic and are dropped. Singular and plural count as one term, by the rules of
D. Harman, "How effective is suffixing?", JASIS 42(1), 1991; stronger stemmers gained nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<break>https?://\S+|www\.\S+|[.;:!?()\[\]\"\u201c\u201d\u2026|])"
    r"|(?P<word>[^\W_]+(?:['\u2019&][^\W_]+)*)"
)
_SHORTEST_PLURAL = 4
KNOWN_WORDS = 20_000
"""How many words a process remembers the terms of: few are written most of the time."""
_POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)


class Word(NamedTuple):
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


def content_words(text: str) -> Iterator[Word]:
    """Yield the content words of one block of normalized text, in order."""
    follows, opens = False, True
    for match in _TOKEN.finditer(text):
        written = match["word"]
        if written is None:
            follows, opens = False, True
            continue
        if content := _content(written):
            term, form = content
            start = match.start()
            yield Word(term, form, start, start + len(form), follows, opens)
            follows = True
        opens = False


@lru_cache(maxsize=KNOWN_WORDS)
def _content(written: str) -> tuple[str, str] | None:
    """Return the term and the form of a word, or None for one that carries no topic."""
    stops = word_list("stop-words.txt")
    form = _POSSESSIVE.sub("", written)
    whole, folded = _folded(written), _folded(form)
    if len(folded) < 2 or folded in stops or whole in stops:
        return None
    return singular(folded), form


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


def pairs(words: Sequence[Word]) -> Iterator[tuple[str, Word, Word]]:
    """Yield the pairs of neighbouring content words with the term each is counted as."""
    for first, second in pairwise(words):
        if second.follows:
            yield f"{first.term} {second.term}", first, second
