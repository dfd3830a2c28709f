"""A few articles added, changed or removed, without comparing all the others again.

What each term is worth stays as it was in the index: a corpus that has grown by a hundredth moves
every score a little; the next full run counts afresh. A word, or a pair of words, that one
article had alone and a new one has too becomes a term. With these weights an update gives what
comparing all articles would give (`merging`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import scipy.sparse as sp
from msgspec.structs import replace
from numpy.typing import NDArray

from enrich.features.related import copies, expansion, shelves, singles, unmatched, vectors
from enrich.features.related.copies import Pairs
from enrich.features.related.expansion import Context
from enrich.features.related.extracts import Extract
from enrich.features.related.index import Index, comparisons, counted
from enrich.features.related.merging import merged
from enrich.features.related.neighbours import Rows, Table
from enrich.features.related.phrases import Phrases
from enrich.features.related.renumbering import Lines, Renumbered, renumbered, respaced, spread
from enrich.features.related.singles import Joined, Joiners
from enrich.features.related.standing import Standing
from enrich.features.related.vectors import Vocabulary
from enrich.settings.schema import RelatedSettings
from enrich.strings import quick

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
    index = _asked(index, extracts)
    rows = renumbered(index.paths, index.rows, new, gone)
    counts = [counted(extracts[path], index.boilerplate) for path in new]
    known, joiners, matrix, lengths = _weighed(index, counts, rows)
    table, lists = merged(index.nearest, matrix, rows, comparisons(settings), 1)
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
    return Updated(changed, tuple(rows.paths[row] for row in lists.tolist()))


def _asked(index: Index, extracts: Mapping[str, Extract]) -> Index:
    """Return the index as it is quickest to ask for all terms of the new articles."""
    columns = index.vocabulary.columns
    count = sum(len(one.terms) + len(one.surfaces) for one in extracts.values())
    return replace(index, vocabulary=replace(index.vocabulary, columns=quick(columns, 3 * count)))


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
