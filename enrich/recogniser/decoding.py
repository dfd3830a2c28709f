"""Turns the scores of tags into names.

The two kinds of organizations are decoded as one, and told apart afterwards over the whole name:
a word that is surely the name of some organization is one, however unsure of which kind. Other
names (MISC) count as none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from enrich.recogniser.labels import TAGS

Scores = NDArray[np.float32]

_POOLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("O", ("O", "B-MISC", "I-MISC")),
    ("B-PERSON", ("B-PERSON",)),
    ("I-PERSON", ("I-PERSON",)),
    ("B-ORG", ("B-COMPANY", "B-ORG")),
    ("I-ORG", ("I-COMPANY", "I-ORG")),
    ("B-PRODUCT", ("B-PRODUCT",)),
    ("I-PRODUCT", ("I-PRODUCT",)),
    ("B-PLACE", ("B-PLACE",)),
    ("I-PLACE", ("I-PLACE",)),
)
_INSIDE = [number for number, (name, _) in enumerate(_POOLS) if name.startswith("I-")]
_FORBIDDEN = np.float32(-1e4)
CAUTION = 2.0
"""Added to the log-probability of being no name; 1.7 to 2.4 did best on news and our articles."""


class Span(NamedTuple):
    """A name: its characters `[start, end)`, its label, and how sure the label is."""

    start: int
    end: int
    label: str
    """PERSON, COMPANY, ORG, PRODUCT or PLACE."""
    certainty: float = 1.0
    """Of a COMPANY against ORG and the reverse, 0.5 to 1; other labels are given as they are."""


def decode(
    scores: Scores, words: Sequence[tuple[int, int]], openers: Sequence[int] = ()
) -> list[Span]:
    """Return the names in words with scores `[words, tags]`, in order.

    `openers` are the numbers, ascending, of words that begin a line or a chunk; no name goes on
    into one.
    """
    if not words:
        return []
    logs = _log_softmax(scores)
    pooled = _pooled(logs)
    pooled[np.ix_(list(openers), _INSIDE)] = _FORBIDDEN
    pooled[:, 0] += CAUTION
    names = [_POOLS[tag][0] for tag in _best(pooled, openers).tolist()]
    spans: list[Span] = []
    begin = 0
    while begin < len(words):
        end = begin + 1
        name = names[begin]
        if name != "O":
            while end < len(words) and names[end] == f"I-{name[2:]}":
                end += 1
            label, certainty = _told(logs[begin:end], name[2:])
            spans.append(Span(words[begin][0], words[end - 1][1], label, certainty))
        begin = end
    return spans


def _best(pooled: Scores, openers: Sequence[int]) -> NDArray[np.intp]:
    """Return the best legal tags: the best of each word, or of the stretch where that is illegal.

    Nothing carries over into an opener, so what stands between two is decided alone.
    """
    legal, start = _legality()
    tags: NDArray[np.intp] = pooled.argmax(1)
    wrong = [0] if start[tags[0]] else []
    wrong += (np.flatnonzero(legal[tags[:-1], tags[1:]]) + 1).tolist()
    done = 0
    for place in wrong:
        if place >= done:
            at = bisect_right(openers, place)
            begin = openers[at - 1] if at else 0
            done = openers[at] if at < len(openers) else len(tags)
            tags[begin:done] = viterbi(pooled[begin:done])
    return tags


def viterbi(logs: Scores) -> NDArray[np.intp]:
    """Return the best legal sequence of pooled tags for `[words, pooled tags]` log-probabilities.

    Legal: a name goes on only after it began. Ties go to the tag that comes first.
    """
    legal, start = _legality()
    score = logs[0] + start
    back = np.zeros(logs.shape, np.intp)
    for number in range(1, len(logs)):
        paths = score[:, None] + legal
        back[number] = paths.argmax(0)
        score = paths.max(0) + logs[number]
    tags = np.zeros(len(logs), np.intp)
    tags[-1] = score.argmax()
    for number in range(len(logs) - 1, 0, -1):
        tags[number - 1] = back[number, tags[number]]
    return tags


def _log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max(1, keepdims=True)
    logs: Scores = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return logs


def _pooled(logs: Scores) -> Scores:
    pools = [np.logaddexp.reduce(logs[:, list(members)], axis=1) for members in _members()]
    return np.stack(pools, axis=1)


def _told(logs: Scores, label: str) -> tuple[str, float]:
    """Tell a company from another organization by the evidence of all its words."""
    if label != "ORG":
        return label, 1.0
    company, other = (
        sum(
            float(row[TAGS.index(f"{'I' if place else 'B'}-{kind}")])
            for place, row in enumerate(logs)
        )
        for kind in ("COMPANY", "ORG")
    )
    share = 1 / (1 + float(np.exp(np.clip(other - company, -50, 50))))
    return ("COMPANY", share) if share >= 0.5 else ("ORG", 1 - share)


@cache
def _members() -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(TAGS.index(tag) for tag in tags) for _, tags in _POOLS)


@cache
def _legality() -> tuple[Scores, Scores]:
    """Return what is added to a step from one tag to another, and to the first tag."""
    names = [name for name, _ in _POOLS]
    legal = np.zeros((len(names), len(names)), np.float32)
    for column, name in enumerate(names):
        if name.startswith("I-"):
            goes_on = [one != "O" and one[2:] == name[2:] for one in names]
            legal[:, column] = np.where(goes_on, 0, _FORBIDDEN)
    start = np.array([_FORBIDDEN if name.startswith("I-") else 0 for name in names], np.float32)
    return legal, start
