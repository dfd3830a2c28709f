"""A few articles added, changed or removed, without comparing all the others again.

What each term is worth stays as it was in the index: a corpus that has grown by a hundredth moves
every score a little; the next full run counts afresh. A word, or a pair of words, that one
article had alone and a new one has too becomes a term. With these weights an update gives what
comparing all articles would give: a new article enters a list if and only if it beats the last of
it, and a list that loses an article is looked for again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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
from enrich.features.related.singles import Joined
from enrich.features.related.standing import Standing
from enrich.features.related.vectors import Vocabulary
from enrich.settings.schema import RelatedSettings

TOGETHER = 8
"""Articles that are compared with the corpus at a time: 4 bytes each per term."""


class Updated(NamedTuple):
    """An index after a change."""

    model: Index
    lists: tuple[str, ...]
    """The articles, new ones aside, whose neighbours are others or in another order."""


class _Rows(NamedTuple):
    """How rows are numbered after a change."""

    paths: list[str]
    kept: NDArray[np.int64]
    """The old rows that stay, in order."""
    of_kept: NDArray[np.int64]
    """Their new numbers."""
    of_new: NDArray[np.int64]
    order: NDArray[np.int64]
    """Which line of (kept, then new) stands in each new row."""
    moved: Rows
    """The new number of each old row that stays; -1 for the others."""
    named: Rows
    """The new number of each old article, replaced or not; -2 for one that is gone."""


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
    rows = _renumbered(index, new, gone)
    alone = replace(index.singles, rows=_under(rows.moved, index.singles.rows))
    counts = [counted(extracts[path], index.boilerplate) for path in new]
    pairs = replace(index.unmatched, rows=_under(rows.moved, index.unmatched.rows))
    known, joiners = singles.shared(index.vocabulary, len(rows.paths), alone, pairs, counts)
    fresh = [vectors.vector(terms, known) for terms in counts]
    added = np.array([one.length for one in fresh], np.float64)
    lengths = np.concatenate([index.lengths[rows.kept], added])[rows.order]
    matrix = _stacked(index.vectors, vectors.matrix(fresh, len(known.idf)), rows)
    matrix = singles.joined(matrix, joiners, lengths)
    table, lists = _lists(index.nearest, matrix, rows, comparisons(settings), 1)
    written = np.union1d(rows.of_new, joiners.rows).astype(np.int64)
    changed = replace(
        index,
        paths=tuple(rows.paths),
        rows={path: row for row, path in enumerate(rows.paths)},
        terms=Joined(index.terms, joiners.words),
        vocabulary=known,
        phrases=_phrases(index.phrases, known, [extracts[path] for path in new], rows),
        vectors=matrix,
        lengths=lengths,
        singles=singles.NONE,
        unmatched=unmatched.NONE,
        nearest=table,
        context=_context(index, matrix, table, rows, written),
        pairs=_pairs(
            index, joiners.words, dict(zip(rows.of_new.tolist(), counts, strict=True)), rows
        ),
        shelf=shelves.revised(index.shelf, standings or dict.fromkeys(new, Standing()), gone),
    )
    return Updated(changed, tuple(rows.paths[row] for row in lists))


def _context(
    index: Index, matrix: Any, table: Table, rows: _Rows, written: NDArray[np.int64]
) -> Context:
    """Return what expands each row, made anew where the nearest or their vectors are others."""
    old = index.context
    around = np.full((len(rows.paths), expansion.NEAREST), -1, np.int32)
    around[rows.of_kept] = rows.moved[old.rows[rows.kept]]
    weights = np.zeros(around.shape)
    weights[rows.of_kept] = old.weights[rows.kept]
    lengths, spare = np.zeros(len(around)), np.zeros(len(around))
    lengths[rows.of_kept], spare[rows.of_kept] = old.lengths[rows.kept], old.spare[rows.kept]
    kept = Context(around, weights, lengths, spare)
    return expansion.revised(kept, matrix, table, written)


def _pairs(
    index: Index, terms: Sequence[str], new: Mapping[int, Mapping[str, int]], rows: _Rows
) -> Pairs:
    """Return the pairs of words of each article; `terms` have become columns."""
    columns = np.append(index.pairs.columns, np.array([" " in term for term in terms], bool))
    counts = np.zeros(len(rows.paths), np.int32)
    counts[rows.of_kept] = index.pairs.counts[rows.kept]
    counts[list(new)] = [copies.count(terms) for terms in new.values()]
    return Pairs(columns, counts)


def _renumbered(index: Index, new: list[str], gone: Collection[str]) -> _Rows:
    places = (index.rows.get(path) for path in {*new, *gone})
    dropped = np.array([place for place in places if place is not None], np.int64)
    kept = np.setdiff1d(np.arange(len(index.paths)), dropped)
    old = index.paths[:]
    lines = [old[row] for row in kept.tolist()] + new
    order = np.array(sorted(range(len(lines)), key=lines.__getitem__), np.int64)
    place = np.empty(len(lines), np.int64)
    place[order] = np.arange(len(lines))
    moved = np.full(len(index.paths), -1, np.int32)
    moved[kept] = place[: len(kept)]
    paths = [lines[line] for line in order.tolist()]
    number = {path: row for row, path in enumerate(paths)}
    return _Rows(
        paths,
        kept,
        place[: len(kept)],
        place[len(kept) :],
        order,
        moved,
        np.array([number.get(path, -2) for path in old], np.int32),
    )


def _stacked(old: Any, new: Any, rows: _Rows) -> Any:
    kept = old if len(rows.kept) == old.shape[0] else old[rows.kept]
    parts = (kept.data, kept.indices, kept.indptr)
    wider = sp.csr_matrix(parts, shape=(kept.shape[0], new.shape[1]))
    return sp.vstack([wider, new], format="csr")[rows.order]


def _under(numbers: Rows, rows: Rows) -> Rows:
    """Return rows under their new numbers."""
    return numbers[rows] if len(rows) else rows


def _lists(old: Table, matrix: Any, rows: _Rows, count: int, least: int) -> tuple[Table, list[int]]:
    """Return the lists of all rows, and the rows of old articles whose list is another."""
    before, _ = _moved(old, rows, rows.named, count)
    others, scores = _moved(old, rows, rows.moved, count)
    broken = np.flatnonzero((scores > 0) & (others < 0)) // max(1, count)
    searched = np.union1d(broken, rows.of_new).astype(np.int64)
    for row, line in _scores(matrix, searched):
        best = neighbours.best(np.arange(len(line), dtype=np.int32), line, count, least)
        others[row], scores[row] = _filled(best, count)
    pending = np.ones(len(others), bool)
    pending[searched] = False
    for row, line in _scores(matrix, rows.of_new):
        # A later row wins no tie, an earlier one does; an empty place has the score zero.
        beats = (line > scores[:, -1]) | ((line == scores[:, -1]) & (row < others[:, -1]))
        for entered in np.flatnonzero(pending & beats & (line >= max(1, least))).tolist():
            found = (
                np.append(others[entered], np.int32(row)),
                np.append(scores[entered], line[entered]),
            )
            others[entered], scores[entered] = _filled(neighbours.best(*found, count, least), count)
    changed = np.flatnonzero((before != others).any(axis=1))
    lists = np.setdiff1d(changed, rows.of_new).tolist()
    return neighbours.packed(others, scores), lists


def _moved(old: Table, rows: _Rows, numbers: Rows, count: int) -> tuple[Rows, Scores]:
    """Return the old lists with other numbers, as lines as wide as `count`; no row is -1."""
    lengths = np.diff(old.starts)
    taken = np.arange(count) < lengths[:, None]
    before = np.full(taken.shape, -1, np.int32)
    points = np.zeros(taken.shape, np.int32)
    before[taken], points[taken] = numbers[old.rows], old.scores
    others = np.full((len(rows.paths), count), -1, np.int32)
    scores = np.zeros((len(rows.paths), count), np.int32)
    others[rows.of_kept], scores[rows.of_kept] = before[rows.kept], points[rows.kept]
    return others, scores


def _scores(matrix: Any, rows: NDArray[np.int64]) -> Iterator[tuple[int, Scores]]:
    """Yield each row with its scores with all rows; with itself it has none."""
    for first in range(0, len(rows), TOGETHER):
        some = rows[first : first + TOGETHER]
        queries = matrix[some].astype(np.int32).T.toarray()
        lines = neighbours.to_scores(matrix @ queries)
        lines[some, np.arange(len(some))] = 0
        yield from zip(some.tolist(), lines.T, strict=True)


def _filled(best: tuple[Rows, Scores], count: int) -> tuple[Rows, Scores]:
    missing = (0, count - len(best[0]))
    return np.pad(best[0], missing, constant_values=-1), np.pad(best[1], missing)


def _phrases(old: Phrases, known: Vocabulary, extracts: list[Extract], rows: _Rows) -> Phrases:
    """Return the phrases with those of new articles, as far as the corpus had them before."""
    parts = [old.written[old.starts[row] : old.starts[row + 1]] for row in rows.kept.tolist()]
    for extract in extracts:
        forms = (form.lower() for term, form in extract.surfaces.items() if " " in term)
        numbers = (known.columns.get(form, old.others.get(form)) for form in forms)
        parts.append(np.array([one for one in numbers if one is not None], np.int32))
    ordered = [parts[line] for line in rows.order.tolist()]
    starts = np.zeros(len(ordered) + 1, np.int64)
    np.cumsum([len(part) for part in ordered], out=starts[1:])
    return Phrases(
        old.surfaces, old.others, starts, np.concatenate([np.empty(0, np.int32), *ordered])
    )
