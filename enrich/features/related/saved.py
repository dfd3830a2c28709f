"""An index as plain arrays and back: what is kept on disk between runs.

A restored index looks its terms and paths up where the arrays lie, so that opening one costs
next to nothing however large it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from enrich.features.related import shelves, unmatched
from enrich.features.related.copies import Pairs
from enrich.features.related.expansion import Context
from enrich.features.related.extracts import Extract
from enrich.features.related.index import Counts, Index
from enrich.features.related.neighbours import Table
from enrich.features.related.phrases import Phrases
from enrich.features.related.singles import Singles, alone
from enrich.features.related.vectors import Vocabulary
from enrich.sorting import Column
from enrich.strings import Lookup, Strings

_CONTEXT = Context.__struct_fields__
Arrays = Mapping[str, NDArray[Any]]


def arrays(index: Index, extracts: Mapping[str, Extract]) -> dict[str, NDArray[Any] | Column]:
    """Return everything an index holds, by name, given the extracts that it was fitted on."""
    counts = Counts(extracts, index.paths, index.boilerplate)
    words, pairs = alone(counts, index.vocabulary)
    phrases, known = index.phrases, index.vocabulary
    written, forms = _sorted(phrases.surfaces)
    others = sorted(phrases.others)
    return {
        **_strings("paths", index.paths),
        **_strings("terms", index.terms),
        "frequencies": known.frequencies,
        "idf": known.idf,
        "rare": np.array([known.rare]),
        "vectors.starts": index.vectors.indptr,
        "vectors.columns": index.vectors.indices,
        "vectors.weights": index.vectors.data,
        "lengths": index.lengths,
        **_strings("singles.words", words.words),
        "singles.rows": words.rows,
        "singles.counts": words.counts,
        **{f"context.{part}": getattr(index.context, part) for part in _CONTEXT},
        "pairs.columns": index.pairs.columns,
        "pairs.counts": index.pairs.counts,
        **pairs,
        **_strings("boilerplate", sorted(index.boilerplate)),
        **shelves.arrays(index.shelf, index.rows),
        "nearest.starts": index.nearest.starts,
        "nearest.rows": index.nearest.rows,
        "nearest.scores": index.nearest.scores,
        **_strings("surfaces.terms", written),
        **_strings("surfaces.forms", forms),
        **_strings("others.terms", others),
        "others.numbers": np.array([phrases.others[term] for term in others], np.int64),
        "written.starts": phrases.starts,
        "written.numbers": phrases.written,
    }


def restored(arrays: Arrays, articles: Strings | None = None) -> Index:
    """Return the index that `arrays` was made of; raises KeyError where one is missing.

    `articles` are those of the shelf, where that is newer than the rest.
    """
    paths, terms = _from(arrays, "paths"), _from(arrays, "terms")
    vectors = tuple(
        np.asarray(arrays[f"vectors.{part}"]) for part in ("weights", "columns", "starts")
    )
    return Index(
        paths=paths,
        rows=Lookup(paths),
        terms=terms,
        vocabulary=Vocabulary(
            Lookup(terms),
            np.asarray(arrays["frequencies"]),
            np.asarray(arrays["idf"]),
            float(arrays["rare"][0]),
        ),
        phrases=Phrases(
            Lookup(_from(arrays, "surfaces.terms"), _from(arrays, "surfaces.forms")),
            Lookup(_from(arrays, "others.terms"), np.asarray(arrays["others.numbers"])),
            np.asarray(arrays["written.starts"]),
            np.asarray(arrays["written.numbers"]),
        ),
        vectors=sp.csr_matrix(vectors, shape=(len(paths), len(terms))),
        lengths=np.asarray(arrays["lengths"]),
        singles=Singles(
            _from(arrays, "singles.words"),
            np.asarray(arrays["singles.rows"]),
            np.asarray(arrays["singles.counts"]),
        ),
        context=Context(*(np.asarray(arrays[f"context.{part}"]) for part in _CONTEXT)),
        pairs=Pairs(np.asarray(arrays["pairs.columns"]), np.asarray(arrays["pairs.counts"])),
        unmatched=unmatched.restored(arrays),
        boilerplate=frozenset(_from(arrays, "boilerplate")),
        shelf=shelves.restored(arrays, paths if articles is None else articles),
        nearest=Table(*(np.asarray(arrays[f"nearest.{part}"]) for part in Table.__struct_fields__)),
    )


def _sorted(surfaces: Mapping[str, str]) -> tuple[Iterable[str], Iterable[str]]:
    """Return terms in order, and their forms; those of an index are so already."""
    if isinstance(surfaces, Lookup):
        return surfaces.strings, surfaces.values_by_place
    written = sorted(surfaces)
    return written, (surfaces[term] for term in written)


def _strings(name: str, strings: Iterable[str]) -> dict[str, NDArray[Any]]:
    packed = strings if isinstance(strings, Strings) else Strings.of(strings)
    return {f"{name}.text": packed.text, f"{name}.starts": packed.starts}


def _from(arrays: Arrays, name: str) -> Strings:
    return Strings(arrays[f"{name}.text"], arrays[f"{name}.starts"])
