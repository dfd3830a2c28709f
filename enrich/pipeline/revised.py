"""A saved corpus brought up to date with the files that have changed since.

The index stays as a run over everything made it; every article that has another text since is put
into it anew. So what is compared depends on the index and on the texts of now alone, and not on how
many runs lie between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from enrich import engine, features, store
from enrich.corpus.find import Source
from enrich.pipeline.analysis import Catalog, copied
from enrich.pipeline.saved import Saved, Unusable
from enrich.pipeline.select import Selection
from enrich.pipeline.standings import standing_of
from enrich.settings.load import Resolved
from enrich.settings.schema import RelatedSettings

if TYPE_CHECKING:
    from enrich.features.entities import NameBook
    from enrich.features.related import Index, Standing
    from enrich.features.related.standing import Shelf

MOST_CHANGED = 0.01
"""The share of files that may differ from what was kept, those of the run among them."""
MOST_LATER = 0.03
"""The share of articles that may have another text than in the index: more would change what each
word is worth too much, and putting them in takes time in every run."""


class Changes(NamedTuple):
    """How the files of a corpus differ from what was kept, the targets of a run aside."""

    sources: tuple[Source, ...]
    """What must be read."""
    gone: frozenset[str]


def changes(saved: Saved, selection: Selection, stamps: Mapping[str, store.Stamp]) -> Changes:
    """Return which files to read beside the targets; raises Unusable where they are too many."""
    then = dict(zip(saved.files, saved.stamps.tolist(), strict=True))
    targets = {source.name for source in selection.targets}
    sources = tuple(
        source
        for source in selection.others
        if source.name not in stamps or then.get(source.name) != _line(stamps[source.name])
    )
    names = targets.union(source.name for source in selection.others)
    gone = frozenset(then.keys() - names)
    own = (name for name in targets if name in stamps and then.get(name) != _line(stamps[name]))
    count = len(sources) + len(gone) + len(list(own))
    if count > MOST_CHANGED * len(then):
        changed = f"{count:,} of {len(then):,} files are new or changed"
        message = f"the saved index of {selection.root} is out of date ({changed})"
        raise Unusable(message)
    return Changes(sources, gone)


class Difference(NamedTuple):
    """How the articles that were read differ from what was kept."""

    fresh: frozenset[str]
    """New ones, and those with another text."""
    gone: frozenset[str]
    shown: frozenset[str]
    """Those of which links copy something else, or which may be linked to no more, or again."""
    standings: Mapping[str, Standing]
    """What their front matter says, of all that were read."""


class Revised(NamedTuple):
    """What was kept, with what was read since in place of the old."""

    model: Index
    names: NameBook | None
    """None where names were not asked for."""
    parts: tuple[NameBook, ...]
    """The names that articles had and have by which the book differs from the one kept."""
    difference: Difference
    later: frozenset[str]
    gone: frozenset[str]

    @property
    def models(self) -> dict[str, Any]:
        """Return what the features know of the corpus, by feature."""
        return {"related": self.model} | ({} if self.names is None else {"entities": self.names})


def revise(
    saved: Saved, catalog: Catalog, changes: Changes, resolved: Resolved, known: store.Store
) -> Revised:
    """Return the index and the name book with what was read in `catalog` in place of the old.

    Raises Unusable where it is not known any more what an article said before, and where too
    many articles have another text than in the index.
    """
    settings = resolved.settings
    found = difference(saved, catalog, changes, settings.related)
    later = (saved.later | found.fresh) - found.gone
    gone = (saved.gone | found.gone).intersection(saved.model.paths) - found.fresh
    if len(later) + len(gone) > MOST_LATER * len(saved.model.paths):
        raise Unusable(f"{len(later) + len(gone):,} articles have another text than in the index")
    index = _index(saved, catalog, later, gone, resolved, known)
    index = replace(index, shelf=_shelf(saved, found))
    if "entities" not in catalog.extracts:
        return Revised(index, None, (), found, later, gone)
    parts = _names(saved, catalog, found, resolved, known)
    from enrich.features import entities

    book = entities.revise(saved.names, *parts)
    return Revised(index, book, parts, found, later, gone)


def difference(
    saved: Saved, catalog: Catalog, changes: Changes, section: RelatedSettings
) -> Difference:
    """Compare what was read with what was kept of it."""
    read = {path: entry for path, entry in catalog.entries.items() if path not in catalog.failures}
    before = {path: saved.card(path) for path in read}
    unread = {*catalog.failures, *catalog.bare, *changes.gone}
    standings = {path: standing_of(entry, section) for path, entry in read.items()}
    drafts = frozenset(saved.model.shelf.drafts)
    shown = (
        path
        for path, card in before.items()
        if card
        and (
            # The order inside a value is copied too, and True is not 1.
            repr((card.title, card.fields)) != repr((read[path].title, copied(read[path], section)))
            or (path in drafts) != standings[path].draft
        )
    )
    return Difference(
        fresh=frozenset(
            path for path, card in before.items() if not card or card.content != read[path].content
        ),
        gone=frozenset(path for path in unread if path in saved.articles),
        shown=frozenset(shown),
        standings=standings,
    )


def _index(
    saved: Saved,
    catalog: Catalog,
    later: Collection[str],
    gone: Collection[str],
    resolved: Resolved,
    known: store.Store,
) -> Index:
    from enrich.features.related.update import update

    if not later and not gone:
        return saved.model
    have = catalog.extracts["related"]
    kept = [path for path in later if path not in have]
    extracts = {path: have[path] for path in later if path in have}
    extracts |= _earlier(kept, "related", saved, resolved, known)
    return update(saved.model, extracts, resolved.settings.related, gone).model


def _shelf(saved: Saved, found: Difference) -> Shelf:
    from enrich.features.related import shelves

    return shelves.revised(saved.model.shelf, found.standings, found.gone)


def _names(
    saved: Saved, catalog: Catalog, found: Difference, resolved: Resolved, known: store.Store
) -> tuple[NameBook, NameBook]:
    """Return the names of what was read, and those that the same articles had before."""
    from enrich.features import entities

    had = [path for path in {*found.fresh, *found.gone} if path in saved.articles]
    old = _earlier(had, "entities", saved, resolved, known)
    new = {path: catalog.extracts["entities"][path] for path in found.fresh}
    section = resolved.settings.entities
    return entities.fit(new, section), entities.fit(old, section)


def _earlier(
    paths: Iterable[str], feature: str, saved: Saved, resolved: Resolved, known: store.Store
) -> dict[str, Any]:
    """Return by path what a feature took from texts that were kept; raises Unusable."""
    version = engine.extract_versions([feature], resolved.settings.model)[feature]
    kind = features.load(feature).Extract
    found = {}
    for path in paths:
        card = saved.card(path)
        content = card.content if card else ""
        data = next((data for _, data in known.load([content], feature, version)), None)
        if data is None:
            raise Unusable(f"what {path} said before is no longer in the store")
        found[path] = msgspec.json.decode(data, type=kind)
    return found


def _line(stamp: store.Stamp) -> list[int]:
    return [stamp.size, stamp.mtime_ns]
