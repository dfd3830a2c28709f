"""Which of the ranked articles are listed: pins first, no copies, and few changes.

A link that stands in the file stays unless a new one is better by `MARGIN`, so that a new article
changes few lists, and that a term has become a little more or less rare changes none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

Bar: TypeAlias = Literal["hidden", "linked in the text", "draft", "near-duplicate"]
"""Why an article is not listed, whatever its score."""
Alike: TypeAlias = Callable[[int, Sequence[int]], bool]
"""Whether an article says nearly the same as one of the others."""

MARGIN = 0.25
"""By this share of the score of a present link a new one must be better."""
FADED = 0.5
"""A present link stays, unless it is beaten, while its score is this share of the least.

The worth of terms falls and rises as a corpus grows, and a link at the edge would come and go with
it. With 1 % new articles of digitalgov 3.7 % of the old lists changed without this, half of
them by such a loss alone, and 2.0 % with it; any share up to 0.8 gave the same. A score halves only
where one of the two texts became another: then the link goes.
"""


class Wishes(NamedTuple):
    """What decides beside the scores."""

    places: int
    """How many links at most."""
    least: int
    """What the score of a link is at least."""
    bars: Mapping[int, Bar]
    pins: Sequence[int] = ()
    present: Sequence[int] = ()


def choose(scores: Mapping[int, int], wishes: Wishes, alike: Alike) -> list[int]:
    """Return the rows to list, given the score of each candidate.

    Pins come first, whatever their score. Of articles that say nearly the same only one is
    listed.
    """
    pins = list(dict.fromkeys(wishes.pins))[: wishes.places]
    room = wishes.places - len(pins)
    free = {
        row: score for row, score in scores.items() if row not in wishes.bars and row not in pins
    }
    kept: list[int] = []
    for row in wishes.present:
        stays = free.get(row, 0) >= max(1, FADED * wishes.least)
        if stays and row not in kept and not alike(row, [*pins, *kept]):
            kept.append(row)
    kept = sorted(sorted(kept, key=lambda row: -free[row])[:room], key=kept.index)
    holds = any(free[row] >= wishes.least for row in kept)
    least = max(1, wishes.least * (1 + MARGIN) if holds else wishes.least)
    kept = _unfaded(free, kept, wishes.least, least, lambda row: alike(row, [*pins, *kept]))
    new = _new(free, kept, room, least, lambda row, listed: alike(row, [*pins, *listed]))
    return pins + _merged(kept, new, free)


def _unfaded(
    free: Mapping[int, int],
    kept: list[int],
    least: int,
    least_of_new: float,
    alike: Callable[[int], bool],
) -> list[int]:
    """Return the present links without those below the minimum that the best new one beats."""
    faded = [row for row in kept if free[row] < least]
    if not faded:
        return kept
    others = sorted(free.keys() - set(kept), key=lambda row: (-free[row], row))
    likely = (row for row in others if free[row] >= least_of_new and not alike(row))
    best = next((free[row] for row in likely), 0)
    beaten = {row for row in faded if best > free[row] * (1 + MARGIN)}
    return [row for row in kept if row not in beaten]


def _new(
    free: Mapping[int, int], kept: list[int], room: int, least: float, alike: Alike
) -> list[int]:
    """Return the new links, best first; present ones that they beat leave `kept`."""
    new: list[int] = []
    for row in sorted(free.keys() - set(kept), key=lambda row: (-free[row], row)):
        if free[row] < least:
            break
        if alike(row, [*kept, *new]):
            continue
        if len(kept) + len(new) >= room:
            weakest = min(kept, key=lambda row: free[row], default=None)
            if weakest is None or free[row] <= free[weakest] * (1 + MARGIN):
                break
            kept.remove(weakest)
        new.append(row)
    return new


def _merged(kept: list[int], new: list[int], scores: Mapping[int, int]) -> list[int]:
    """Return both lists as one; a new link stands before the first present one that it beats."""
    listed = list(kept)
    for row in new:
        beaten = (place for place, other in enumerate(listed) if scores[other] < scores[row])
        listed.insert(next(beaten, len(listed)), row)
    return listed
