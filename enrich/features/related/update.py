"""A few articles added, changed or removed, without comparing all the others again.

What each term is worth stays as it was in the index: a corpus that has grown by a hundredth moves
every score a little; the next full run counts afresh. A word, or a pair of words, that one
article had alone and a new one has too becomes a term. With these weights an update gives what
comparing all articles would give: a new article enters a list if and only if it beats the last of
it, and a list that loses an article is looked for again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import scipy.sparse as sp
from msgspec.structs import replace
from numpy.typing import NDArray

from enrich.features.related import (
    copies,
    expansion,
    neighbours,
    shelves,
    singles,
    unmatched,
    vectors,
)
from enrich.features.related.copies import Pairs
from enrich.features.related.expansion import Context
from enrich.features.related.extracts import Extract
from enrich.features.related.index import Index, comparisons, counted
from enrich.features.related.neighbours import Rows, Scores, Table
from enrich.features.related.phrases import Phrases
from enrich.features.related.renumbering import Lines, Renumbered, renumbered, respaced, spread
from enrich.features.related.singles import Joined, Joiners
from enrich.features.related.standing import Standing
from enrich.features.related.vectors import Vocabulary
from enrich.settings.schema import RelatedSettings

CHUNK = 1 << 20
"""Weights that are looked at together."""

Counts: TypeAlias = Mapping[str, int]


class _Weighed(NamedTuple):
    """The vectors of all articles after a change."""

    known: Vocabulary
    joiners: Joiners
    matrix: Any
    lengths: NDArray[np.float64]


class Updated(NamedTuple):
    """An index after a change."""

    model: Index
    lists: tuple[str, ...]
    """The articles, new ones aside, whose neighbours are others or in another order."""


def update(
    index: Index,
    extracts: Mapping[str, Extract],
    settings: RelatedSettings,
    gone: Collection[str] = (),
    standings: Mapping[str, Standing] | None = None,
) -> Updated:
    """Return the index with `extracts` added or replaced, and without those `gone`.

    `standings` is what front matter says about links, of these articles and of any others that
    were read.
    The index is one that was saved; the one returned is for asking, not for another update.
    """
    new = sorted(extracts)
    rows = renumbered(index.paths, index.rows, new, gone)
    counts = [counted(extracts[path], index.boilerplate) for path in new]
    known, joiners, matrix, lengths = _weighed(index, counts, rows)
    table, lists = _lists(index.nearest, matrix, rows, comparisons(settings), 1)
    written = np.union1d(rows.of_new, joiners.rows).astype(np.int64)
    changed = replace(
        index,
        paths=rows.paths,
        rows={path: row for row, path in enumerate(rows.paths)},
        terms=Joined(index.terms, joiners.words),
        vocabulary=known,
        phrases=_phrases(index.phrases, known, [extracts[path] for path in new], rows),
        vectors=matrix,
        lengths=lengths,
        singles=singles.NONE,
        unmatched=unmatched.NONE,
        nearest=table,
        context=_context(index.context, matrix, table, rows, written),
        pairs=_pairs(index.pairs, joiners.words, counts, rows),
        shelf=shelves.revised(index.shelf, standings or dict.fromkeys(new, Standing()), gone),
    )
    return Updated(changed, tuple(rows.paths[row] for row in lists))


def _weighed(index: Index, counts: list[Counts], rows: Renumbered) -> _Weighed:
    """Return the vectors of all articles, given the term counts of the new ones."""
    alone = replace(index.singles, rows=_under(rows.moved, index.singles.rows))
    pairs = replace(index.unmatched, rows=_under(rows.moved, index.unmatched.rows))
    known, joiners = singles.shared(index.vocabulary, len(rows.paths), alone, pairs, counts)
    fresh = [vectors.vector(terms, known) for terms in counts]
    lengths = spread(rows, index.lengths)
    lengths[rows.of_new] = [one.length for one in fresh]
    more = (joiners.columns, singles.gained(joiners, lengths))
    added = vectors.matrix(fresh, len(known.idf))
    lines = respaced(_lines(index.vectors), _lines(added), rows, (joiners.rows, more))
    parts = (lines.values[1], lines.values[0], lines.starts)
    shape = (len(rows.paths), len(known.idf))
    return _Weighed(known, joiners, sp.csr_matrix(parts, shape=shape), lengths)


def _lines(matrix: Any) -> Lines:
    return Lines(matrix.indptr, (matrix.indices, matrix.data))


def _context(
    old: Context, matrix: Any, table: Table, rows: Renumbered, written: NDArray[np.int64]
) -> Context:
    """Return what expands each row, made anew where the nearest or their vectors are others."""
    around = spread(rows, old.rows, -1)
    around[rows.of_kept] = rows.moved[old.rows[rows.kept]]
    parts = (spread(rows, part) for part in (old.weights, old.lengths, old.spare))
    return expansion.revised(Context(around, *parts), matrix, table, written)


def _pairs(old: Pairs, terms: Sequence[str], counts: list[Counts], rows: Renumbered) -> Pairs:
    """Return the pairs of words of each article; `terms` have become columns."""
    columns = np.append(old.columns, np.array([" " in term for term in terms], bool))
    sizes = spread(rows, old.counts)
    sizes[rows.of_new] = [copies.count(terms) for terms in counts]
    return Pairs(columns, sizes)


def _under(numbers: Rows, rows: Rows) -> Rows:
    """Return rows under their new numbers."""
    return numbers[rows] if len(rows) else rows


def _lists(
    old: Table, matrix: Any, rows: Renumbered, count: int, least: int
) -> tuple[Table, list[int]]:
    """Return the lists of all rows, and the rows of old articles whose list is another."""
    before, _ = _moved(old, rows, rows.named, count)
    others, scores = _moved(old, rows, rows.moved, count)
    broken = np.flatnonzero((scores > 0) & (others < 0)) // max(1, count)
    searched = np.union1d(broken, rows.of_new).astype(np.int64)
    pending = np.ones(len(others), bool)
    pending[searched] = False
    new = set(rows.of_new.tolist())
    for row, line in _scores(matrix, searched):
        best = neighbours.best(np.arange(len(line), dtype=np.int32), line, count, least)
        others[row], scores[row] = _filled(best, count)
        if row in new:
            _enter(row, line, others, scores, pending & (line >= max(1, least)))
    changed = np.flatnonzero((before != others).any(axis=1))
    lists = np.setdiff1d(changed, rows.of_new).tolist()
    return neighbours.packed(others, scores), lists


def _enter(row: int, line: Scores, others: Rows, scores: Scores, may: NDArray[np.bool_]) -> None:
    """Put a new row into each list that it may enter and whose last it beats."""
    # A later row wins no tie, an earlier one does; an empty place has the score zero.
    beats = (line > scores[:, -1]) | ((line == scores[:, -1]) & (row < others[:, -1]))
    count = others.shape[1]
    for entered in np.flatnonzero(may & beats).tolist():
        rows = np.append(others[entered], np.int32(row))
        points = np.append(scores[entered], line[entered])
        others[entered], scores[entered] = _filled(neighbours.best(rows, points, count, 1), count)


def _moved(old: Table, rows: Renumbered, numbers: Rows, count: int) -> tuple[Rows, Scores]:
    """Return the old lists with other numbers, as lines as wide as `count`; no row is -1."""
    taken = np.arange(count) < np.diff(old.starts)[:, None]
    before = np.full(taken.shape, -1, np.int32)
    points = np.zeros(taken.shape, np.int32)
    before[taken], points[taken] = numbers[old.rows], old.scores
    return spread(rows, before, -1), spread(rows, points)


def _scores(matrix: Any, rows: NDArray[np.int64]) -> Iterator[tuple[int, Scores]]:
    """Yield each row with its scores with all rows; with itself it has none."""
    for row in rows.tolist():
        own = slice(matrix.indptr[row], matrix.indptr[row + 1])
        query = np.zeros(matrix.shape[1], np.int32)
        query[matrix.indices[own]] = matrix.data[own]
        # Most weights are of other terms: to find those that count is faster than to multiply all.
        shared = query.astype(bool)
        places = np.concatenate(
            [
                start + np.flatnonzero(shared.take(matrix.indices[start : start + CHUNK]))
                for start in range(0, max(1, matrix.nnz), CHUNK)
            ]
        )
        products = query[matrix.indices[places]] * matrix.data[places]
        owners = np.searchsorted(matrix.indptr, places, side="right") - 1
        line = np.bincount(owners, products, matrix.shape[0])
        line[row] = 0
        yield row, neighbours.to_scores(line.astype(np.int32))


def _filled(best: tuple[Rows, Scores], count: int) -> tuple[Rows, Scores]:
    missing = (0, count - len(best[0]))
    return np.pad(best[0], missing, constant_values=-1), np.pad(best[1], missing)


def _phrases(old: Phrases, known: Vocabulary, extracts: list[Extract], rows: Renumbered) -> Phrases:
    """Return the phrases with those of new articles, as far as the corpus had them before."""
    parts = [np.empty(0, np.int32)]
    for extract in extracts:
        forms = (form.lower() for term, form in extract.surfaces.items() if " " in term)
        numbers = (known.columns.get(form, old.others.get(form)) for form in forms)
        parts.append(np.array([one for one in numbers if one is not None], np.int32))
    starts = np.cumsum([len(part) for part in parts], dtype=np.int64)
    none = (np.empty(0, np.int32), (np.empty(0, np.int32),))
    new = Lines(starts, (np.concatenate(parts),))
    lines = respaced(Lines(old.starts, (old.written,)), new, rows, none)
    return Phrases(old.surfaces, old.others, lines.starts, lines.values[0])
