"""Tells in which language an article is written, by its small words and its script.

Function words are the shortest reliable sign of a language in running text (G. Grefenstette,
"Comparing two language identification schemes", 1995). Where they say nothing, as in a table or
in code, an article counts as English.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

ENGLISH = "English"
WORDS = 2000
"""An article is judged by as many words at its beginning."""

_LEAST_WORDS = 12
_LEAST_SHARE = 0.12
_FACTOR = 1.5
_LEAST_LETTERS = 20
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_LOWERED = bytes(ord(one.lower()) if one.isalpha() else 32 for one in map(chr, range(128))).ljust(
    256
)
_FOREIGN = re.compile("[^\0-\u036f]")
_SCRIPTS = {
    "CYRILLIC": "a Cyrillic script",
    "GREEK": "Greek",
    "ARABIC": "an Arabic script",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese characters",
    "HANGUL": "Korean",
    "THAI": "Thai",
    "DEVANAGARI": "Hindi or a language of its script",
}


def language(text: str) -> str:
    """Return the language of a text, or the script of one that is not in Latin letters."""
    found = words_of(text)[:WORDS]
    if other := _script("".join(found)):
        return other
    if len(found) < _LEAST_WORDS:
        return ENGLISH
    times = Counter(found)
    counts = {
        name: sum(times[word] for word in small & times.keys())
        for name, small in _small_words().items()
    }
    best = max(sorted(counts), key=counts.__getitem__)
    enough = counts[best] >= _LEAST_SHARE * len(found)
    return best if enough and counts[best] > _FACTOR * counts[ENGLISH] else ENGLISH


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    if _OTHER_LETTER.search(text) is None:
        # Nearly all English is so, and is cut five times as fast.
        return text.encode("ascii", "replace").translate(_LOWERED).decode("ascii").split()
    return " ".join(_WORD.findall(text)).lower().split()


def _script(letters: str) -> str | None:
    """Return the script of most letters, unless that is the Latin one."""
    foreign = _FOREIGN.findall(letters)
    if len(foreign) < max(_LEAST_LETTERS, len(letters) / 2):
        return None
    names = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in foreign)
    # Japanese is told by its syllables, however many Chinese characters stand between them.
    for name in ("HIRAGANA", "KATAKANA"):
        if names[name] > len(foreign) / 10:
            return _SCRIPTS[name]
    return _SCRIPTS.get(names.most_common(1)[0][0], "a script that is not Latin")


@cache
def _small_words() -> dict[str, frozenset[str]]:
    table = files(__package__).joinpath("languages.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {name: frozenset(words.split()) for name, words in rows}
