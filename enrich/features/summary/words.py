"""Words of a sentence as terms: lower-cased, without possessives, singular where it is regular."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]++(?:['\u2019][^\W_]++)*+")


def terms(text: str) -> list[str]:
    """Return the terms of `text` in order, function words included."""
    words = _WORD.findall(text.casefold().replace("\u2019", "'"))
    return [_singular(word) if word[-1] == "s" else word for word in words]


def content(words: list[str]) -> list[str]:
    """Return the terms that carry meaning: no function words, no single characters."""
    stop = _function_words()
    return [word for word in words if word not in stop and len(word) > 1]


def count(text: str) -> int:
    """Return how many words a reader would count."""
    return len(_WORD.findall(text))


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def lines(name: str) -> list[str]:
    """Return the lines of a data file of this feature, without blank ones and comments."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=50_000)
def _singular(word: str) -> str:
    """Return the word without possessive and plural endings: the S stemmer of Harman (1991)."""
    if len(word) < 4:
        return word
    word = word.removesuffix("'s")
    if len(word) < 4 or word[-1] != "s":
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_singular(word) for line in lines("stopwords.txt") for word in line.split())
