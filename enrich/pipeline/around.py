"""Other articles whose links are others because of those of a run: they are named, not written.

A run over some files writes these alone. An article that is new among them may belong into the
lists of others; a run over the whole corpus would write it there.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from enrich import features, frontmatter, store
from enrich.corpus import read
from enrich.corpus.find import Source
from enrich.errors import ArticleError
from enrich.pipeline import change
from enrich.pipeline.analysis import gather
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.select import Selection
from enrich.pipeline.standings import standing_of
from enrich.settings.load import Resolved

MOST = 500
"""Files that are looked at; it takes some milliseconds each."""
NAMED = 3


def notes(
    corpus: Corpus, selection: Selection, resolved: Resolved, known: store.Store
) -> tuple[str, ...]:
    """Return what to say about articles that are only compared with and would change."""
    if not selection.others or "related" not in corpus.features:
        return ()
    lists = _lists(corpus, selection, resolved)
    near = [source for source in selection.others if source.name in lists]
    update = f"`enrich run {selection.root}` updates them"
    if len(near) > MOST:
        return (f"up to {len(near):,} other articles would get other links; {update}",)
    changed = _changed(corpus, near, resolved, known)
    if not changed:
        return ()
    names, rest = ", ".join(changed[:NAMED]), len(changed) - NAMED
    more = f" and {rest:,} more" if rest > 0 else ""
    noun = "article" if len(changed) == 1 else "articles"
    return (f"{len(changed):,} other {noun} would get other links ({names}{more}); {update}",)


def _lists(corpus: Corpus, selection: Selection, resolved: Resolved) -> frozenset[str]:
    if corpus.lists is not None:
        return frozenset(corpus.lists)
    paths = [source.name for source in selection.targets]
    section = resolved.settings.related
    return frozenset(features.load("related").entered(paths, corpus.model("related"), section))


def _changed(
    corpus: Corpus, near: Sequence[Source], resolved: Resolved, known: store.Store
) -> list[str]:
    """Return the articles whose links would be written, were they part of the run."""
    seen = corpus if corpus.is_whole else _seen(corpus, near, resolved, known)
    return [source.name for source in near if _changes(source, seen, resolved)]


def _seen(corpus: Corpus, near: Sequence[Source], resolved: Resolved, known: store.Store) -> Corpus:
    """Return a corpus in which the lists that stand in the files of `near` are known."""
    from enrich.features.related import shelves

    catalog = gather(near, ("related",), settings=resolved.settings, known=known)
    section = resolved.settings.related
    standings = {path: standing_of(entry, section) for path, entry in catalog.entries.items()}
    index = corpus.model("related")
    index = replace(index, shelf=shelves.revised(index.shelf, standings, ()))
    return Corpus(catalog, resolved, models={"related": index}, link=corpus.card)


def _changes(source: Source, corpus: Corpus, resolved: Resolved) -> bool:
    if source.name not in corpus:
        return False
    try:
        data = read.load(source.file)
        if frontmatter.switches(corpus.entry(source.name).fields, data).off:
            return False
        enrichment = corpus[source.name]
        edit = change.edit(data, enrichment, resolved.settings, ("related",))
    except ArticleError:  # a run over it will say what is wrong
        return False
    return edit.data != data
