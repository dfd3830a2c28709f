"""Names of three words and more, as a text writes them: "Bureau of Labor Statistics".

A name is a run of capitalised content words. Every part of three words or more is given too,
because one article writes "Prime Minister Ann Smith" where another writes "British Prime
Minister Ann Smith".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from enrich.features.related.words import Word, word_list

_BRIDGE = re.compile(r"\s+of(?:\s+the)?\s+|\s+|-|\s*&\s*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
KNOWN_BRIDGES = 1_000
SHORTEST = 3
LONGEST = 5


def pairs_of(name: str) -> list[str]:
    """Return the pairs of words in a term: "labor statistics office" has two."""
    return [f"{first} {second}" for first, second in pairwise(name.split(" "))]


@lru_cache(maxsize=KNOWN_BRIDGES)
def bridge(between: str) -> str | None:
    """Return what joins two content words of one name or phrase, white space normalised.

    None where what stands between them tears them apart.
    """
    return _SPACE.sub(" ", between) if _BRIDGE.fullmatch(between) else None


def long_names(
    text: str, words: Sequence[Word], names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the terms and the written form of every name of three to five words.

    `names` are the words known as names. Another word that opens a sentence is given in lower
    case: its capital tells nothing. Names in capital letters throughout are left out.
    """
    for run in _runs(text, words):
        for first in range(len(run) - SHORTEST + 1):
            for end in range(first + SHORTEST, len(run) + 1):
                part = run[first:end]
                written = " ".join(text[part[0].start : part[-1].end].split())
                capitals = part[0].capital and part[-1].capital
                if capitals and not written.isupper():
                    opening = _opening(part[0], names)
                    term = " ".join(word.term for word in part)
                    yield term, opening + written[len(part[0].form) :]


def _runs(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the runs of capitalised words, and particles among them, of a fitting length."""
    particles = word_list("name-particles.txt")
    run: list[Word] = []
    for word in words:
        if not (run or word.capital):
            continue
        if (
            run
            and word.follows
            and (word.capital or word.form in particles)
            and bridge(text[run[-1].end : word.start])
        ):
            run.append(word)
            continue
        if SHORTEST <= len(run) <= LONGEST:
            yield run
        run = [word] if word.capital else []
    if SHORTEST <= len(run) <= LONGEST:
        yield run


def _opening(word: Word, names: Mapping[str, str]) -> str:
    return names.get(word.term, word.term) if word.opens else word.form
