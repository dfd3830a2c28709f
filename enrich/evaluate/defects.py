"""What an editor would not let stand in a bullet, counted by its looks alone.

The counters know nothing of the rules by which bullets are chosen, so that they can judge the
bullets of any system.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

MAX_WORDS = 30
ALIKE = 0.8
"""Two bullets of one article that share more of their words than this (Jaccard) are one."""

KINDS = (
    "pronoun start",
    "connective start",
    "first or second person start",
    "over 30 words",
    "boilerplate",
    "link or markup",
    "broken quotes",
    "orphan quotation",
    "unfinished",
    "duplicate",
)

_OPENING = re.compile(r"^[\W_]+")
_COUNTRY = re.compile(r"^US(?=[ '-][\w-]*[a-z])")
"""The country, not the pronoun."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_LINK = re.compile(
    r"https?://|www\.\w|\S+@\S+\.\w|\]\(|\{\{|\{%|\[/?\w+[^\]]*=|</?[a-z][^>]*>|!\[|```|&\w+;"
)
_END = re.compile(r"[.!?][\"\u201d'\u2019)\]]*$")
_SPEECH = re.compile(r"[\"\u201c][^\"\u201c\u201d]+[\"\u201d]")


def count(articles: Iterable[Sequence[str]]) -> Counter[str]:
    """Return how many bullets have each defect; `articles` are the bullets of each."""
    found: Counter[str] = Counter()
    for bullets in articles:
        seen: list[frozenset[str]] = []
        for bullet in bullets:
            found.update(defects(bullet))
            words = frozenset(_WORD.findall(bullet.casefold()))
            found["duplicate"] += any(_alike(words, other) for other in seen)
            seen.append(words)
    return +found


def defects(bullet: str) -> tuple[str, ...]:
    """Return the defects of one bullet, in the order of `KINDS`."""
    start = _COUNTRY.sub("", _OPENING.sub("", bullet).replace("\u2019", "'")).casefold()
    verdicts = (
        bool(_pattern("pronouns.txt").match(start)),
        bool(_pattern("connectives.txt").match(start)),
        bool(_pattern("persons.txt").match(start)),
        len(bullet.split()) > MAX_WORDS,
        bool(_pattern("boilerplate.txt", anywhere=True).search(bullet.casefold())),
        bool(_LINK.search(bullet)),
        not _paired(bullet),
        bool(_SPEECH.fullmatch(bullet)),
        not _END.search(bullet),
    )
    return tuple(kind for kind, found in zip(KINDS, verdicts, strict=False) if found)


def _paired(bullet: str) -> bool:
    if bullet.count('"') % 2:
        return False
    pairs = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"))
    return all(bullet.count(left) == bullet.count(right) for left, right in pairs)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one | other) and len(one & other) > ALIKE * len(one | other)


@cache
def _pattern(name: str, *, anywhere: bool = False) -> re.Pattern[str]:
    text = (files(__package__) / "data" / "defects" / name).read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row and not row.startswith("#")]
    edge = r"\b" if anywhere else ""
    return re.compile(rf"{edge}(?:{'|'.join(rows)})(?![\w'])")
