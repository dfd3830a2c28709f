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
_FIRST = [TAGS.index(tags[0]) for _, tags in _POOLS]
_OTHERS = [
    (number, [TAGS.index(tag) for tag in tags[1:]])
    for number, (_, tags) in enumerate(_POOLS)
    if tags[1:]
]
"""The pools of several tags, which alone have to be summed."""
_KINDS = [(TAGS.index(f"B-{kind}"), TAGS.index(f"I-{kind}")) for kind in ("COMPANY", "ORG")]
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
    best = _best(pooled, openers)
    tags = best.tolist()
    spans: list[Span] = []
    end = 0
    for begin in np.flatnonzero(best).tolist():
        if begin < end:
            continue  # within the name before
        label = _POOLS[tags[begin]][0][2:]
        end = begin + 1
        while end < len(words) and _POOLS[tags[end]][0] == f"I-{label}":
            end += 1
        told, certainty = _told(logs[begin:end], label)
        spans.append(Span(words[begin][0], words[end - 1][1], told, certainty))
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
    # Ten times as fast as the maximum of each short row in turn, and the same.
    highest = np.ascontiguousarray(scores.T).max(0)
    shifted = scores - highest[:, None]
    logs: Scores = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return logs


def _pooled(logs: Scores) -> Scores:
    pooled = logs[:, _FIRST]
    for number, others in _OTHERS:
        members = [_FIRST[number], *others]
        pooled[:, number] = np.logaddexp.reduce(logs[:, members], axis=1)
    return pooled


def _told(logs: Scores, label: str) -> tuple[str, float]:
    """Tell a company from another organization by the evidence of all its words."""
    if label != "ORG":
        return label, 1.0
    company, other = (
        float(logs[0, begin]) + sum(logs[1:, inside].tolist()) for begin, inside in _KINDS
    )
    share = 1 / (1 + float(np.exp(min(max(other - company, -50.0), 50.0))))
    return ("COMPANY", share) if share >= 0.5 else ("ORG", 1 - share)


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
