"""Joins names that are one thing, and never those that are to be kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from enrich.features.entities.keys import key


class Groups:
    """Disjoint sets of names, each under a representative (Tarjan, 1975)."""

    def __init__(self, names: Iterable[str], apart: Iterable[Iterable[str]] = ()) -> None:
        self._parent = {name: name for name in names}
        self._members = {name: {key(name)} for name in self._parent}
        self._apart = {
            frozenset((key(one), key(other)))
            for group in apart
            for one, other in combinations(tuple(group), 2)
        }

    def of(self, name: str) -> str:
        """Return the representative of a name."""
        while self._parent[name] != name:
            name = self._parent[name]
        return name

    def join(self, one: str, other: str) -> bool:
        """Make two names one thing; returns False where they are to be kept apart."""
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return True
        if self._kept_apart(first, second):
            return False
        self._parent[second] = first
        self._members[first] |= self._members.pop(second)
        return True

    def _kept_apart(self, first: str, second: str) -> bool:
        return bool(self._apart) and any(
            frozenset((one, other)) in self._apart
            for one in self._members[first]
            for other in self._members[second]
            if one != other
        )
