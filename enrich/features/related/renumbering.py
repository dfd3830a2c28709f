"""Rows of an index after articles were added, replaced or removed.

What stays is copied in long stretches: an article more costs no look at each of the others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from enrich.features.related.neighbours import Rows


class Renumbered(NamedTuple):
    """How rows are numbered after a change."""

    paths: tuple[str, ...]
    kept: NDArray[np.int64]
    """The old rows that stay, in order."""
    of_kept: NDArray[np.int64]
    """Their new numbers."""
    of_new: NDArray[np.int64]
    """The numbers of new articles, which are in order of paths."""
    before_new: NDArray[np.int64]
    """How many of the kept rows stand before each new one."""
    moved: Rows
    """The new number of each old row that stays; -1 for the others."""
    named: Rows
    """The new number of each old article, replaced or not; -2 for one that is gone."""


Arrays: TypeAlias = tuple[NDArray[Any], ...]


class Lines(NamedTuple):
    """Lines of unequal length: line `i` is `values[starts[i]:starts[i + 1]]`, of every array."""

    starts: NDArray[np.int64]
    values: Arrays


def renumbered(
    paths: Sequence[str], places: Mapping[str, int], new: Sequence[str], gone: Collection[str]
) -> Renumbered:
    """Return how rows are numbered with `new` articles, in order, and without those `gone`.

    `paths` are the old ones, in order, and `places` their rows.
    """
    dropped = [place for place in map(places.get, {*new, *gone}) if place is not None]
    stays = np.ones(len(paths), bool)
    stays[dropped] = False
    kept = np.flatnonzero(stays)
    lines = list(paths[:])
    for place in sorted(dropped, reverse=True):
        del lines[place]
    before = np.array([bisect_left(lines, path) for path in new], np.int64)
    for place, path in zip(reversed(before.tolist()), reversed(new), strict=True):
        lines.insert(place, path)
    of_new = before + np.arange(len(new))
    of_kept = np.setdiff1d(np.arange(len(lines)), of_new, assume_unique=True)
    moved = np.full(len(paths), -1, np.int32)
    moved[kept] = of_kept
    named = np.where(stays, moved, np.int32(-2))
    for path, row in zip(new, of_new.tolist(), strict=True):
        if path in places:
            named[places[path]] = row
    return Renumbered(tuple(lines), kept, of_kept, of_new, before, moved, named)


def spread(rows: Renumbered, old: NDArray[Any], fill: float = 0) -> NDArray[Any]:
    """Return an array by row under the new numbers, with `fill` for new rows."""
    found = np.full((len(rows.paths), *old.shape[1:]), fill, old.dtype)
    found[rows.of_kept] = old[rows.kept]
    return found


def respaced(old: Lines, new: Lines, rows: Renumbered, gained: tuple[Rows, Arrays]) -> Lines:
    """Return lines under the new numbers.

    `new` are the lines of the new rows. `gained` are rows that stay, each with one value more at
    the end of its line; a row may be there more than once.
    """
    lengths, values = np.diff(old.starts), old.values
    if len(rows.kept) < len(lengths):
        stays = np.repeat(rows.moved >= 0, lengths)
        values = tuple(some[stays] for some in values)
    sizes = spread(rows, lengths)
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[rows.of_kept])])
    sizes[rows.of_new] = np.diff(new.starts)
    np.add.at(sizes, gained[0], 1)
    lines = np.concatenate([np.searchsorted(rows.of_kept, gained[0]) + 1, rows.before_new])
    order = np.argsort(lines, kind="stable")
    cuts = new.starts[1:-1]
    found = [
        _put(some, ends[lines[order]], [*more[:, None], *np.split(added, cuts)], order)
        for some, added, more in zip(values, new.values, gained[1], strict=True)
    ]
    return Lines(np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]), tuple(found))


def _put(
    values: NDArray[Any], places: NDArray[np.int64], parts: Sequence[Any], order: NDArray[np.int64]
) -> NDArray[Any]:
    """Return an array with parts before the places, both in the given order of parts."""
    pieces, done = [], 0
    for place, part in zip(places.tolist(), order.tolist(), strict=True):
        pieces += [values[done:place], parts[part]]
        done = place
    return np.concatenate([*pieces, values[done:]])
