"""Which lists of other articles a new or changed article may enter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from enrich.features.related import expansion, vectors
from enrich.features.related.choice import MARGIN
from enrich.features.related.index import Index
from enrich.features.related.links import least
from enrich.settings.schema import RelatedSettings


def entered(
    paths: Collection[str],
    model: Index,
    settings: RelatedSettings,
    listed: Callable[[str], Sequence[str]] | None = None,
) -> tuple[str, ...]:
    """Return the other articles that one of `paths` is a candidate for, and similar enough to.

    Whether it is listed there depends on the list that stands in the file. Where `listed` gives
    it, articles are left out whose list is full of links that none of `paths` beats.
    """
    new = np.array(sorted(model.rows[path] for path in paths if path in model.rows), np.int64)
    places = np.flatnonzero(np.isin(model.nearest.rows, new))
    owners = np.unique(np.searchsorted(model.nearest.starts, places, side="right") - 1)
    found: list[str] = []
    for row in np.setdiff1d(owners, new).tolist():
        links = [model.rows[path] for path in listed(model.paths[row])] if listed else []
        best, weakest = _best(row, new, links, model)
        is_full = len(links) >= settings.count
        if best >= least(settings) and not (is_full and best <= weakest * (1 + MARGIN)):
            found.append(model.paths[row])
    return tuple(found)


def _best(row: int, new: NDArray[np.int64], links: Sequence[int], model: Index) -> tuple[int, int]:
    """Return the best score of `new` rows in the list of another, and the least of its links."""
    near = model.nearest.of(row)
    one = expansion.expand(vectors.row(model.vectors, row), near, model.vectors, model.context)
    candidates = [other for other, _ in near if other in new]
    rows = list(dict.fromkeys([*candidates, *links]))
    scores = expansion.closeness(one, rows, model.vectors, model.context)
    best = max(scores[other] for other in candidates)
    return best, min((scores[other] for other in links), default=0)
