"""The shelf of a saved index: where each article is, as arrays, and a few articles changed.

Of other articles than those of a run nothing is asked but what their addresses mean, and which
are drafts; so nothing else is kept.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from enrich.features.related import addresses
from enrich.features.related.addresses import Directory, asked
from enrich.features.related.standing import Shelf, Standing, shelf
from enrich.strings import Growing, Hashed, Lookup, Strings, ordered

KINDS = ("paths", "slugs", "titles")


class Owners(Mapping[str, Sequence[str]]):
    """The articles by address, where the arrays lie."""

    def __init__(
        self,
        places: Lookup[int],
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        paths: Strings,
    ) -> None:
        self.keys_in_order, self._places = places.strings, places
        self.starts, self.rows, self.paths = starts, rows, paths

    def __len__(self) -> int:
        return len(self.keys_in_order)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_in_order)

    def __getitem__(self, key: str) -> Sequence[str]:
        place = self._places[key]
        rows = self.rows[self.starts[place] : self.starts[place + 1]]
        return [self.paths[row] for row in rows.tolist()]

    def items(self) -> ItemsView[str, Sequence[str]]:
        """Return all of it at once, which is faster than key by key."""
        starts, paths = self.starts.tolist(), self.paths[:]
        owners = [paths[row] for row in self.rows.tolist()]
        spans = zip(self.keys_in_order, pairwise(starts), strict=True)
        return {key: owners[start:end] for key, (start, end) in spans}.items()

    def of(self, path: str) -> list[str]:
        """Return the addresses of one article."""
        row = self.paths.place(path)
        places = np.flatnonzero(self.rows == row) if row is not None else ()
        keys = np.searchsorted(self.starts, places, side="right") - 1
        return [self.keys_in_order[key] for key in keys.tolist()]


class _Revised(Mapping[str, Sequence[str]]):
    """The articles by address after some were added, replaced or removed."""

    def __init__(
        self,
        old: Mapping[str, Sequence[str]],
        gone: Collection[str],
        new: Mapping[str, Sequence[str]],
    ) -> None:
        self._old, self._gone, self._new = old, gone, new

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        every = chain(self._old, (key for key in self._new if key not in self._old))
        return (key for key in every if key in self)

    def __getitem__(self, key: str) -> Sequence[str]:
        kept = [path for path in self._old.get(key, ()) if path not in self._gone]
        found = sorted([*kept, *self._new.get(key, ())])
        if not found:
            raise KeyError(key)
        return found

    def items(self) -> ItemsView[str, Sequence[str]]:
        """Return all of it at once, which is faster than key by key."""
        found = {
            key: [path for path in owners if path not in self._gone]
            for key, owners in self._old.items()
        }
        for key, owners in self._new.items():
            found[key] = sorted([*found.get(key, ()), *owners])
        return {key: owners for key, owners in found.items() if owners}.items()


class Readdressed(NamedTuple):
    """What has changed about who has which address."""

    questions: frozenset[int]
    """What may mean another article now, as numbers like those of `questions`."""
    owners: frozenset[str]
    """The articles that had, or have, an address that others have come to or gone from."""


def readdressed(
    old: Shelf, paths: Collection[str], standings: Mapping[str, Standing]
) -> Readdressed:
    """Compare what `paths` were called on a restored shelf with `standings`, those there now."""
    new = shelf(standings, standings)
    questions: set[int] = set()
    owners: set[str] = set()
    for kind, before, after in zip(KINDS, _owners(old), _owners(new), strict=True):
        assert isinstance(before, Owners)
        was = {(key, path) for path in paths for key in before.of(path)}
        now = {(key, path) for key, found in after.items() for path in found}
        changed = {key for key, _ in was ^ now}
        questions |= {number(kind, key) for key in changed}
        owners |= {path for key in changed for path in (*before.get(key, ()), *after.get(key, ()))}
    return Readdressed(frozenset(questions), frozenset(owners))


def questions(path: str, targets: Iterable[str], here: Standing) -> frozenset[int]:
    """Return what an article asks for with its wishes and its own links, as numbers.

    That two questions share a number costs time, no more.
    """
    addresses = (*here.pins, *here.hides, *targets)
    keys = (key for address in addresses for key in asked(address, source=path))
    return frozenset(number(kind, key) for kind, key in keys)


def number(kind: str, key: str) -> int:
    """Return the number of a question: who has an address of that kind."""
    return zlib.crc32(f"{kind} {key}".encode("utf-8", "surrogatepass"))


def packed(paths: Strings, standings: Mapping[str, Standing]) -> Shelf:
    """Return the standing of every article in `paths`, which are in order, in little memory."""
    keys, rows = {kind: Growing() for kind in KINDS}, {kind: array("i") for kind in KINDS}
    drafts = []
    for row, path in enumerate(paths):
        one = standings.get(path, Standing())
        found = addresses.keys(path, one.addresses) | {"titles": {one.title} - {""}}
        for kind, own in found.items():
            for key in own:
                keys[kind].add(key)
                rows[kind].append(row)
        if one.draft:
            drafts.append(path)
    owners = [_grouped(keys.pop(kind).strings(), rows.pop(kind), paths) for kind in KINDS]
    return Shelf(standings, Directory(owners[0], owners[1]), tuple(drafts), owners[2])


def _grouped(keys: Strings, rows: Iterable[int], paths: Strings) -> Owners:
    """Return addresses, given each as often as an article has it, with the rows of these."""
    order = ordered(keys, np.arange(len(keys)))
    different, starts = Growing(), array("q")
    last = None
    for place, number in enumerate(order.tolist()):
        if (key := keys.encoded(number)) != last:
            different.add_bytes(key)
            starts.append(place)
            last = key
    starts.append(len(order))
    owners = np.array(rows, np.int32)[order]
    return Owners(Hashed(different.strings()), np.frombuffer(starts, np.int64), owners, paths)


def arrays(one: Shelf, rows: Mapping[str, int]) -> dict[str, NDArray[Any]]:
    """Return what is kept of a shelf, by name; `rows` are the places of its articles."""
    kept: dict[str, NDArray[Any]] = {
        "shelf.drafts": np.array([rows[path] for path in one.drafts], np.int32)
    }
    for kind, found in zip(KINDS, _owners(one), strict=True):
        packed, starts, places = _arrays(found, rows)
        kept |= {
            f"shelf.{kind}.text": packed.text,
            f"shelf.{kind}.keys": packed.starts,
            f"shelf.{kind}.starts": starts,
            f"shelf.{kind}.rows": places,
        }
    return kept


def _arrays(
    found: Mapping[str, Sequence[str]], rows: Mapping[str, int]
) -> tuple[Strings, NDArray[np.int64], NDArray[np.int32]]:
    """Return addresses in order, and whose each is: where its rows start, and these."""
    if isinstance(found, Owners):
        numbers = np.fromiter((rows[path] for path in found.paths), np.int32, len(found.paths))
        return found.keys_in_order, found.starts, numbers[found.rows]
    owners = dict(found.items())
    keys = sorted(owners)
    starts = np.cumsum([0, *(len(owners[key]) for key in keys)], dtype=np.int64)
    places = [rows[path] for key in keys for path in owners[key]]
    return Strings.of(keys), starts, np.array(places, np.int32)


def restored(arrays: Mapping[str, NDArray[Any]], paths: Strings) -> Shelf:
    """Return the shelf that `arrays` was made of; raises KeyError where one is missing."""
    found = [
        Owners(
            Lookup(Strings(arrays[f"shelf.{kind}.text"], arrays[f"shelf.{kind}.keys"])),
            np.asarray(arrays[f"shelf.{kind}.starts"]),
            np.asarray(arrays[f"shelf.{kind}.rows"]),
            paths,
        )
        for kind in KINDS
    ]
    drafts = tuple(paths[row] for row in arrays["shelf.drafts"].tolist())
    return Shelf({}, Directory(found[0], found[1]), drafts, found[2])


def revised(old: Shelf, standings: Mapping[str, Standing], gone: Collection[str]) -> Shelf:
    """Return a shelf with `standings` added or replaced, and without the articles in `gone`."""
    new, left = shelf(standings, standings), {*standings, *gone}
    paths, slugs, titles = (
        _Revised(before, left, after)
        for before, after in zip(_owners(old), _owners(new), strict=True)
    )
    drafts = [path for path in old.drafts if path not in left]
    return Shelf(
        {**old.standings, **new.standings},
        Directory(paths, slugs),
        tuple(sorted([*drafts, *new.drafts])),
        titles,
    )


def _owners(one: Shelf) -> tuple[Mapping[str, Sequence[str]], ...]:
    return one.directory.paths, one.directory.slugs, one.titles
