"""What the enrichments of a corpus were made of beside each article itself.

A run over everything notes, per article, which others it links to, which it takes for copies, and
what it asked the corpus for: an answer of the name book, the article that an address means. A later
run over a few changes looks here which other articles to enrich again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

KINDS = ("links", "copies", "questions")
_NUMBERS = {"links": np.int32, "copies": np.int32, "questions": np.uint32}


class Used(NamedTuple):
    """What one enrichment was made of."""

    links: Collection[int]
    """Rows of the articles that it links to."""
    copies: Collection[int]
    """Rows of those that say nearly the same."""
    questions: Collection[int]
    """What it asked the corpus for, as numbers below 2**32."""


NOTHING = Used((), (), ())


class Lists(NamedTuple):
    """A list of numbers per article: that of row `i` is `numbers[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int64]
    numbers: NDArray[Any]

    def of(self, row: int) -> list[int]:
        """Return the list of one article."""
        found: list[int] = self.numbers[self.starts[row] : self.starts[row + 1]].tolist()
        return found

    def having(self, wanted: Iterable[int]) -> list[int]:
        """Return the rows whose list has one of the numbers."""
        values = np.array(sorted(set(wanted)), self.numbers.dtype)
        places = np.flatnonzero(np.isin(self.numbers, values))
        rows: list[int] = np.unique(np.searchsorted(self.starts, places, "right") - 1).tolist()
        return rows


class Dependencies(NamedTuple):
    """What each enrichment of a corpus was made of, by row."""

    links: Lists
    copies: Lists
    questions: Lists

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all of it by name."""
        return {
            f"{kind}.{part}": values
            for kind, lists in zip(KINDS, self, strict=True)
            for part, values in zip(lists._fields, lists, strict=True)
        }

    def naming(self, rows: Collection[int]) -> set[int]:
        """Return the rows whose enrichment names one of `rows`, as a link or as a copy."""
        return {*self.links.having(rows), *self.copies.having(rows)}


class Notes:
    """What is noted while articles are enriched; about 4 bytes for each number."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._numbers = {kind: array("I") for kind in KINDS}
        self._ends = {kind: array("Q", (0,)) for kind in KINDS}

    def add(
        self,
        path: str,
        links: Collection[int],
        copies: Collection[int],
        questions: Collection[int],
    ) -> None:
        """Note what one enrichment was made of; see `Used`."""
        self._places[path] = len(self._places)
        for kind, numbers in zip(KINDS, (links, copies, questions), strict=True):
            self._numbers[kind].extend(numbers)
            self._ends[kind].append(len(self._numbers[kind]))

    def get(self, path: str) -> Used | None:
        """Return what was noted about an article, or None."""
        place = self._places.get(path)
        if place is None:
            return None
        spans = (slice(self._ends[kind][place], self._ends[kind][place + 1]) for kind in KINDS)
        return Used(*(self._numbers[kind][span] for kind, span in zip(KINDS, spans, strict=True)))

    def lists(self) -> Dependencies:
        """Return what was noted, in the order in which it was."""
        found = (
            Lists(np.array(self._ends[kind], np.int64), np.array(numbers, _NUMBERS[kind]))
            for kind, numbers in self._numbers.items()
        )
        return Dependencies(*found)


def restored(arrays: Mapping[str, NDArray[Any]]) -> Dependencies:
    """Return what `arrays` was made of; raises KeyError where one is missing."""
    return Dependencies(
        *(
            Lists(*(np.asarray(arrays[f"{kind}.{part}"]) for part in Lists._fields))
            for kind in KINDS
        )
    )


def dependencies(paths: Iterable[str], given: Callable[[str], Used | None]) -> Dependencies:
    """Return what is `given` of each article, in order; one without depends on nothing."""
    notes = Notes()
    for path in paths:
        notes.add(path, *(given(path) or NOTHING))
    return notes.lists()
