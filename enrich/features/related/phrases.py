"""What each article of a corpus writes, so that only what two articles write is shown as shared."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related.frequencies import Numbers
from enrich.features.related.names import pairs_of
from enrich.features.related.surfaces import (
    Surfaces,
    is_even,
    is_name,
    is_shouted,
    most_common,
)
from enrich.features.related.vectors import Vocabulary
from enrich.strings import Growing, Hashed, Members, Strings, ordered

OTHERS = 1 << 30
"""Where the numbers of phrases begin that are no pair's: no vocabulary grows up to here."""
TOGETHER = 1 << 16
"""Forms that are counted at a time."""


class Phrases(Struct, frozen=True, eq=False):
    """The phrases of a corpus: how they are usually written, and by which articles.

    A phrase has a number: the column of its pair of words if it is written like that, else the
    one in `others`. Article `i` writes `written[starts[i]:starts[i + 1]]`.
    """

    surfaces: Mapping[str, str]
    """How terms are written by majority of articles; single words only if they are names."""
    others: Mapping[str, int]
    """Phrases of three words and more, or with "of", a hyphen or "&", in lower case."""
    starts: NDArray[np.int64]
    written: NDArray[np.int32]

    def number(self, phrase: str, known: Vocabulary) -> int | None:
        """Return the number of a phrase, in lower case."""
        column = known.columns.get(phrase)
        return self.others.get(phrase) if column is None else column

    def of(self, row: int) -> set[int]:
        """Return the numbers of the phrases that one article writes."""
        return set(self.written[self.starts[row] : self.starts[row + 1]].tolist())


class Writing(NamedTuple):
    """How one article writes its terms."""

    surfaces: Surfaces
    names: dict[str, tuple[str, int]]
    """The terms of its names of three words and more: how to show each, and the number of that."""
    fragments: frozenset[str]
    """Pairs that are only a part of such a name."""
    openings: frozenset[str]
    """Words only seen as the first of a name: "Ann", where there is no Ann but Ann Smith."""


def corpus_phrases(articles: Iterable[Surfaces], known: Vocabulary) -> Phrases:
    """Return the phrases of the articles, as far as they are made of known terms."""
    columns = Members(known.columns, len(known.columns))
    votes = _Votes()
    others: dict[str, int] = {}
    starts, written = array("q", (0,)), array("i")
    for surfaces in articles:
        # All of an article at once: one after the other takes as long as all else here.
        places = zip(surfaces.items(), columns.find([*surfaces]), strict=True)
        items = [item for item, place in places if place >= 0 or _is_long(item[0], columns)]
        votes.add(items)
        forms = [form.lower() for term, form in items if " " in term]
        for form, column in zip(forms, columns.find(forms), strict=True):
            is_other = column < 0
            written.append(others.setdefault(form, OTHERS + len(others)) if is_other else column)
        starts.append(len(written))
    lists = np.frombuffer(starts, np.int64), np.frombuffer(written, np.int32)
    numbers = np.fromiter(others.values(), np.int32, len(others))
    return Phrases(_usual(votes, known), Hashed(Strings.of(others), numbers.data), *lists)


def writing(
    surfaces: Surfaces, counts: Mapping[str, int], corpus: Phrases, known: Vocabulary
) -> Writing:
    """Return how an article writes its terms, given its surfaces and term counts."""
    names = [term for term in surfaces if term.count(" ") > 1]
    shown = ((term, _shown(term, surfaces[term], corpus, known)) for term in names)
    fragments, openings = _fragments(names, known), _openings(surfaces, counts)
    return Writing(surfaces, {term: one for term, one in shown if one}, fragments, openings)


def common_surfaces(
    shared: Iterable[str], own: Writing, row: int, corpus: Phrases, known: Vocabulary
) -> Surfaces:
    """Return how to show the names in `shared`, and every phrase that two articles write.

    The articles are the one of `own` and that of `row`. Terms are shown as the former writes
    them; whether they are names, the corpus decides.
    """
    written = corpus.of(row)
    found: Surfaces = {}
    for term in shared:
        form = own.surfaces.get(term)
        if " " not in term:
            usual = corpus.surfaces.get(term)
            if usual:
                found[term] = _settled(form or usual, usual)
            elif form and not is_name(form):
                found[term] = form
        elif form and term not in own.fragments:
            one = _shown(term, form, corpus, known)
            if one is not None and one[1] in written:
                found[term] = one[0]
    return found | {term: form for term, (form, number) in own.names.items() if number in written}


def _shown(term: str, form: str, corpus: Phrases, known: Vocabulary) -> tuple[str, int] | None:
    """Return how a phrase that is written like that is shown, and its number, or None."""
    surface = _settled(form, corpus.surfaces.get(term))
    number = corpus.number(form.lower(), known) if is_even(surface) else None
    return None if number is None else (surface, number)


def _settled(form: str, usual: str | None) -> str:
    """Return the form of an article, unless the corpus knows better what is a name or acronym."""
    if usual is None or form == usual or form.lower() != usual.lower():
        return form
    same = is_name(form) == is_name(usual) and is_even(form) and not is_shouted(form)
    return form if same else usual


def _fragments(names: Iterable[str], known: Vocabulary) -> frozenset[str]:
    """Return the pairs in names that stand beside a pair that more articles have.

    "Minister Ann" is one in "Minister Ann Smith", because "Ann Smith" is more frequent.
    """
    found: set[str] = set()
    for name in names:
        for left, right in pairwise(pairs_of(name)):
            more = _frequency(left, known) - _frequency(right, known)
            if more:
                found.add(right if more > 0 else left)
    return frozenset(found)


def _openings(surfaces: Surfaces, counts: Mapping[str, int]) -> frozenset[str]:
    """Return the words of which there are no more than of the pairs they begin."""
    rest: dict[str, int] = {}
    for term, form in surfaces.items():
        first, space, second = term.partition(" ")
        if space and " " not in second and is_name(form):
            rest[first] = rest.get(first, counts.get(first, 0)) - counts[term]
    return frozenset(word for word, count in rest.items() if count <= 0)


def _frequency(pair: str, known: Vocabulary) -> int:
    column = known.columns.get(pair)
    return 0 if column is None else int(known.frequencies[column])


def _is_long(name: str, columns: Members) -> bool:
    """Tell whether a term is a name of three words and more whose pairs all have a column."""
    return name.count(" ") > 1 and min(columns.find([*pairs_of(name)])) >= 0


class _Votes:
    """By how many articles each term is written in which form."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._counts = np.empty(0, np.int32)
        self._last: list[str] = []

    def add(self, written: Iterable[tuple[str, str]]) -> None:
        """Count how an article writes its terms; neither has a line break."""
        self._last.extend(f"{term}\n{form}" for term, form in written)
        if len(self._last) >= TOGETHER:
            self._count()

    def forms(self) -> Iterator[tuple[str, dict[str, int]]]:
        """Yield each term, in order, with its forms and how many articles have them."""
        self._count()
        written = self._numbers.terms.strings()
        places = ordered(written, np.arange(len(written)))
        pairs = ((written[place].split("\n"), int(self._counts[place])) for place in places)
        for term, found in groupby(pairs, key=lambda pair: pair[0][0]):
            yield term, {form: count for (_, form), count in found}

    def _count(self) -> None:
        some, self._last = self._last, []
        numbers = self._numbers.of(some, np.fromiter(map(hash, some), np.int64, len(some)))
        new = np.zeros(len(self._numbers.terms) - len(self._counts), np.int32)
        self._counts = np.append(self._counts, new)
        np.add.at(self._counts, numbers, 1)


def _usual(votes: _Votes, known: Vocabulary) -> Mapping[str, str]:
    """Return the most frequent form of each term; of the names among single words only."""
    terms, forms = Growing(), Growing()
    for term, found in votes.forms():
        if " " in term:
            found = {form: count for form, count in found.items() if is_even(form)}
            kept = bool(found)
        else:
            kept = 2 * sum(found.values()) > known.frequencies[known.columns[term]]
        if kept:
            terms.add(term)
            forms.add(most_common(found))
    return Hashed(terms.strings(), forms.strings())
