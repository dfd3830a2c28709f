"""Which lists of other articles a new or changed article may enter."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from enrich.features.related import expansion, vectors
from enrich.features.related.index import Index
from enrich.features.related.links import least
from enrich.settings.schema import RelatedSettings


def entered(paths: Collection[str], model: Index, settings: RelatedSettings) -> tuple[str, ...]:
    """Return the other articles that one of `paths` is a candidate for, and similar enough to.

    Whether it is listed there depends on the list that stands in the file.
    """
    new = np.array(sorted(model.rows[path] for path in paths if path in model.rows), np.int64)
    places = np.flatnonzero(np.isin(model.nearest.rows, new))
    owners = np.unique(np.searchsorted(model.nearest.starts, places, side="right") - 1)
    return tuple(
        model.paths[row]
        for row in np.setdiff1d(owners, new).tolist()
        if _best(row, new, model) >= least(settings)
    )


def _best(row: int, new: NDArray[np.int64], model: Index) -> int:
    """Return the best score that one of the `new` rows has in the list of another."""
    found = model.nearest.of(row)
    one = expansion.expand(vectors.row(model.vectors, row), found, model.vectors, model.context)
    candidates = [other for other, _ in found if other in new]
    return max(expansion.closeness(one, candidates, model.vectors, model.context).values())
