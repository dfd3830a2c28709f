"""A run over a corpus of which few files have changed since the last one.

Only the changed articles are read, and those to which they give another enrichment; all others are
as the last run left them. Where it is not certain what that was, or too much has changed, there is
no such run, and everything is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from enrich import store
from enrich.corpus.find import Source
from enrich.pipeline import revised, saved
from enrich.pipeline.analysis import Progress, gather
from enrich.pipeline.comparing import rewritten
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.revised import Revised
from enrich.pipeline.saved import Saved, State
from enrich.pipeline.select import Selection
from enrich.pipeline.standings import standing_of
from enrich.settings.load import Resolved

NEEDED = frozenset({"entities", "related"})
"""Without these features nothing is kept of a corpus."""


class Increment(NamedTuple):
    """What few changes make of a corpus."""

    corpus: Corpus
    """The articles to enrich, and what they are compared with."""
    targets: tuple[Source, ...]
    """Changed files, and those of articles that get another enrichment by that."""
    before: Saved
    now: Revised

    def state(self) -> State:
        """Return what is to be kept, once all targets are enriched."""
        from enrich.pipeline.affected import moved, used
        from enrich.pipeline.dependencies import dependencies

        paths, numbers, noted = self.now.model.paths, moved(self.before, self.now), self.corpus.uses
        assert noted is not None
        return State(
            names=self.corpus.model("entities"),
            model=self.corpus.model("related"),
            cards=[self._card(path) for path in paths],
            dependencies=dependencies(
                paths, lambda path: noted.get(path) or used(path, self.before, numbers)
            ),
            later=self.now.later,
            gone=self.now.gone,
        )

    def _card(self, path: str) -> str:
        if path in self.corpus:
            return saved.card(self.corpus, path)
        return self.before.cards[self.before.articles[path]]


def is_possible(selection: Selection, known: store.Store) -> bool:
    """Tell whether runs over this selection can build on each other."""
    everything = selection.whole and not selection.others and not selection.failures
    features = set(selection.features) >= NEEDED
    many = len(selection.sources) >= saved.FEWEST
    return everything and features and many and known.folder is not None


def increment(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    last: store.Settled,
    stamps: Mapping[str, store.Stamp],
    progress: Progress,
) -> Increment:
    """Return what has changed since the run `last`; raises Unusable where all is to be read."""
    from enrich.features.related import shelves
    from enrich.pipeline.affected import affected
    from enrich.pipeline.dependencies import Notes

    assert known.folder is not None
    section = resolved.settings.related
    before = saved.load(selection, resolved, known.folder)
    if before.run != last.run:
        raise saved.Unusable("another run has written the saved index")
    unnamed = selection._replace(targets=(), others=selection.targets)
    changes = revised.changes(before, unnamed, stamps)
    read = partial(gather, settings=resolved.settings, known=known, progress=progress)
    catalog = read(changes.sources, selection.features)
    progress("compare", 0, len(selection.targets))
    now = revised.revise(before, catalog, changes, resolved, known)
    again = {*affected(before, now, section), *(source.name for source in changes.sources)}
    targets = tuple(source for source in selection.targets if source.name in again)
    read(set(targets).difference(changes.sources), selection.features, into=catalog)
    standings = {path: standing_of(one, section) for path, one in catalog.entries.items()}
    shelf = shelves.revised(before.model.shelf, standings, now.difference.gone)
    now = now._replace(model=replace(now.model, shelf=shelf))
    corpus = Corpus(catalog, resolved, models=now.models, link=before.link)
    corpus.uses = Notes()
    return Increment(rewritten(corpus, targets, known), targets, before, now)
