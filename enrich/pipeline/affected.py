"""Which articles a few changes give another enrichment, the changed ones aside.

An article is enriched again if

- an answer of the name book that it asked for is another now;
- an address in its wishes or links means another article now;
- it links to an article, or takes one for a copy, that is gone, has another text, or another title
  or other fields that links copy;
- its three nearest articles, with which it is compared as one, are others now;
- a changed article is a candidate for its list that its weakest link does not hold off.

What each word is worth, and what is boilerplate, is not counted anew. That moves scores a little;
links that are there stay unless they are clearly beaten, which is why no list is looked at for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from enrich.pipeline.dependencies import Used
from enrich.pipeline.revised import Revised
from enrich.pipeline.saved import Saved
from enrich.settings.schema import RelatedSettings


def affected(saved: Saved, revised: Revised, section: RelatedSettings) -> frozenset[str]:
    """Return the articles to enrich again, without those that were read."""
    from enrich.features.related.shelves import readdressed

    found = revised.difference
    before = list(saved.articles)
    changed = {*found.standings, *found.gone}
    addresses = readdressed(saved.model.shelf, changed, found.standings)
    questions = addresses.questions | _renamed(saved, revised)
    touched = found.fresh | found.gone | found.shown | addresses.owners
    old = saved.dependencies
    rows = old.naming([saved.articles[path] for path in touched if path in saved.articles])
    rows |= {*old.questions.having(questions)}
    paths = (
        {before[row] for row in rows}
        | _moved_about(saved, revised)
        | _entered(saved, revised, section)
    )
    return frozenset(path for path in paths - changed if path in revised.model.rows)


def used(path: str, saved: Saved, moved: NDArray[np.int64]) -> Used | None:
    """Return what an enrichment was made of that is as it was; `moved` has the rows of now."""
    row = saved.articles.get(path)
    if row is None:
        return None
    links, copies, questions = (lists.of(row) for lists in saved.dependencies)
    links, copies = ([row for row in moved[rows].tolist() if row >= 0] for rows in (links, copies))
    return Used(links, copies, questions)


def moved(saved: Saved, revised: Revised) -> NDArray[np.int64]:
    """Return the number that each article has now, by the row it had; -2 where it is gone."""
    rows = revised.model.rows
    return np.array([rows.get(path, -2) for path in saved.articles], np.int64)


def _renamed(saved: Saved, revised: Revised) -> frozenset[int]:
    """Return the questions that the name book answers otherwise now."""
    from enrich.features import entities

    if revised.names is None:
        return frozenset()
    return entities.otherwise(saved.names, revised.names, revised.parts)


def _moved_about(saved: Saved, revised: Revised) -> set[str]:
    """Return the articles that other ones stand nearest to now."""
    numbers = moved(saved, revised)
    here = np.flatnonzero(numbers >= 0)
    then = numbers[saved.around[here]]
    now = revised.model.context.rows[numbers[here]]
    rows: list[int] = numbers[here][(then != now).any(axis=1)].tolist()
    return {revised.model.paths[row] for row in rows}


def _entered(saved: Saved, revised: Revised, section: RelatedSettings) -> set[str]:
    """Return the articles whose list a changed one may enter."""
    from enrich.features.related import entered

    before = saved.articles

    def listed(path: str) -> Sequence[str]:
        row = before.get(path)
        links: Sequence[int] = () if row is None else saved.dependencies.links.of(row)
        paths = (names[link] for link in links)
        return [other for other in paths if other in revised.model.rows]

    names = list(before)
    changed = revised.difference.fresh | revised.difference.shown
    return {*entered(changed, revised.model, section, listed)}
