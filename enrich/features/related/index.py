"""A corpus as vectors, each with its neighbours: what articles are compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related import copies, expansion, neighbours, shelves, unmatched, vectors
from enrich.features.related.boilerplate import LEAST, Frequencies, repeated, without
from enrich.features.related.copies import Pairs
from enrich.features.related.expansion import CANDIDATES, Context
from enrich.features.related.extracts import Counted, Extract, Repeated, Written, only
from enrich.features.related.frequencies import Seen, Sketch, count, together
from enrich.features.related.neighbours import Table
from enrich.features.related.phrases import Phrases, corpus_phrases
from enrich.features.related.singles import NONE, Singles
from enrich.features.related.standing import Shelf, Standing
from enrich.features.related.unmatched import Unmatched
from enrich.features.related.vectors import Vocabulary
from enrich.settings.schema import RelatedSettings
from enrich.strings import Hashed, Lookup, Strings


class Index(Struct, frozen=True, eq=False):
    """A corpus as vectors, with the neighbours of each article: plain arrays and strings."""

    paths: Sequence[str]
    """In order; the position of a path is its row."""
    rows: Mapping[str, int]
    terms: Sequence[str]
    """In order; the position of a term is its column."""
    vocabulary: Vocabulary
    phrases: Phrases
    vectors: Any
    """A SciPy CSR matrix, articles by terms; a weight of one is `vectors.SCALE`."""
    lengths: NDArray[np.float64]
    """How long each vector was before it was made a unit vector."""
    nearest: Table
    context: Context
    pairs: Pairs
    boilerplate: frozenset[str]
    """Digests of the blocks that the corpus repeats."""
    shelf: Shelf
    singles: Singles = NONE
    """Words of one article alone; only a saved index has them."""
    unmatched: Unmatched = unmatched.NONE
    """Pairs of words of one article alone; only a saved index has them."""


class Counts(Struct, frozen=True):
    """The term counts of articles without boilerplate, in order, as often as asked for."""

    extracts: Mapping[str, Extract]
    paths: Sequence[str]
    boilerplate: frozenset[str]

    def __iter__(self) -> Iterator[Mapping[str, int]]:
        parts = only(self.extracts, Counted)
        return (counted(parts[path], self.boilerplate) for path in self.paths)


def fit(
    extracts: Mapping[str, Extract],
    settings: RelatedSettings,
    standings: Mapping[str, Standing] | None = None,
) -> Index:
    """Return the index of a corpus; it does not depend on the order of articles.

    `standings` is what their front matter says about links, by path.
    """
    paths = Strings.of(sorted(extracts))
    boilerplate, known, rows, lengths, pairs = _weighed(extracts, paths)
    terms = known.columns.strings if isinstance(known.columns, Lookup) else tuple(known.columns)
    nearest = neighbours.nearest(rows, comparisons(settings), 1)
    written = only(extracts, Written)
    return Index(
        paths=paths,
        rows=Hashed(paths),
        terms=terms,
        vocabulary=known,
        phrases=corpus_phrases((written[path].surfaces for path in paths), known),
        vectors=rows,
        lengths=lengths,
        nearest=nearest,
        context=expansion.context(rows, nearest),
        pairs=pairs,
        boilerplate=boilerplate,
        shelf=shelves.packed(paths, standings or {}),
    )


def counted(extract: Extract | Counted, boilerplate: frozenset[str]) -> Mapping[str, int]:
    """Return the term counts of an article without what is boilerplate."""
    return without(extract.terms, extract.blocks, boilerplate)


def comparisons(settings: RelatedSettings) -> int:
    """Return how many articles are compared with each."""
    return max(CANDIDATES, 3 * settings.count)


def _first_pass(
    extracts: Mapping[str, Extract], paths: Sequence[str]
) -> tuple[frozenset[str], Seen | None]:
    """Return what is boilerplate, and which terms two articles may have, boilerplate included."""
    blocks, sketch = Frequencies(), Sketch(len(paths))
    if not sketch.is_used:
        parts = only(extracts, Repeated)
        for path in paths:
            blocks.add(parts[path].blocks)
    else:
        for some in together(_adding(only(extracts, Counted), paths, blocks)):
            sketch.add(some)
    return repeated(blocks.least(LEAST), len(paths)), sketch.seen()


def _adding(
    parts: Mapping[str, Counted | Extract], paths: Sequence[str], blocks: Frequencies
) -> Iterator[Mapping[str, int]]:
    """Yield the terms of each article, and add what blocks it has."""
    for path in paths:
        part = parts[path]
        blocks.add(part.blocks)
        yield part.terms


def _weighed(
    extracts: Mapping[str, Extract], paths: Sequence[str]
) -> tuple[frozenset[str], Vocabulary, Any, NDArray[np.float64], Pairs]:
    """Return what is boilerplate, the vocabulary, the vectors, their lengths, and the pairs."""
    boilerplate, seen = _first_pass(extracts, paths)
    terms = count(Counts(extracts, paths, boilerplate), seen)
    del seen  # half a gigabyte for a million articles
    known = vectors.vocabulary(terms)
    rows, lengths = vectors.counted_matrix(terms, known)
    return boilerplate, known, rows, lengths, copies.pairs(terms.pairs, known.columns)
