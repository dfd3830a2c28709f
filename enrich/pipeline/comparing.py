"""What articles are compared with: everything, or what an earlier run over everything kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from enrich import engine, store
from enrich.corpus.find import Source
from enrich.pipeline import saved, settled
from enrich.pipeline.analysis import Progress, gather
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.select import Selection
from enrich.settings.load import Resolved

HTML = ".html"
"""Front matter in a page of HTML would be shown to its readers, so none is made there."""


def silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def read_corpus(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    *,
    force: bool = False,
    create: bool = False,
    texts: Mapping[str, bytes] | None = None,
    workers: engine.Workers | None = None,
    progress: Progress = silent,
) -> Corpus:
    """Read and analyse everything selected, and fit the features over it.

    `texts` gives the bytes of files that are not on disk, by name. With `create`, targets that are
    Markdown files without front matter are articles too.
    """
    catalog = gather(
        selection.sources,
        selection.features,
        settings=resolved.settings,
        known=known,
        force=force,
        create=created(selection, create=create),
        texts=texts,
        workers=workers,
        progress=progress,
    )
    if workers is not None and "related" in selection.features:
        workers.prepare("enrich.features.related.links")
    progress("compare", 0, len(catalog.entries))
    return rewritten(Corpus(catalog, resolved), selection.targets, known, texts)


def compare(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    stamps: Mapping[str, store.Stamp] | None = None,
    *,
    force: bool = False,
    create: bool = False,
    texts: Mapping[str, bytes] | None = None,
    workers: engine.Workers | None = None,
    progress: Progress = silent,
) -> Corpus:
    """Read the targets and give what they are compared with: the saved index, or everything.

    `stamps` are those of the files of the selection; `texts` and `create` are as for
    `read_corpus`. Where the saved index is not used although it might, the notes of the corpus say
    why.
    """
    whole = partial(
        read_corpus,
        selection,
        resolved,
        known,
        create=create,
        texts=texts,
        workers=workers,
        progress=progress,
    )
    wanted = selection.others and "related" in selection.features and not force
    if not wanted or known.folder is None or len(selection.sources) < saved.FEWEST:
        return whole(force=force)
    try:
        return _compare_nearby(selection, resolved, known, stamps, create, texts, progress)
    except saved.Unusable as reason:
        corpus = whole()
        corpus.notes = (f"{reason}, so all {len(selection.sources):,} articles are read",)
        return corpus


def _compare_nearby(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    stamps: Mapping[str, store.Stamp] | None,
    create: bool,
    texts: Mapping[str, bytes] | None,
    progress: Progress,
) -> Corpus:
    """Read the targets, and what else is new, beside the saved index; raises `saved.Unusable`."""
    from enrich.features.related import entered
    from enrich.pipeline import revised
    from enrich.pipeline.affected import affected

    assert known.folder is not None
    section = resolved.settings.related
    found = saved.load(selection, resolved, known.folder)
    stamps = settled.stamps(selection.sources) if stamps is None else stamps
    changes = revised.changes(found, selection, stamps)
    catalog = gather(
        (*selection.targets, *changes.sources),
        selection.features,
        settings=resolved.settings,
        known=known,
        create=created(selection, create=create),
        texts=texts,
        progress=progress,
    )
    progress("compare", 0, len(catalog.entries))
    now = revised.revise(found, catalog, changes, resolved, known)
    lists = affected(found, now._replace(names=None), section)
    # Where single files were read only, it is not known what links to what.
    lists |= {*entered(now.difference.fresh | now.difference.gone, found.model, section)}
    corpus = Corpus(catalog, resolved, models=now.models, link=found.link, lists=tuple(lists))
    return rewritten(corpus, selection.targets, known, texts)


def rewritten(
    corpus: Corpus,
    targets: Sequence[Source],
    known: store.Store,
    texts: Mapping[str, bytes] | None = None,
) -> Corpus:
    """Have the bullets put in other words, where the settings name a model for it."""
    if corpus.settings.rewrite.model:
        from enrich.pipeline.rewriting import rewriter

        ask = rewriter(corpus.settings, known, texts or {})
        corpus.rewrite(ask, (source.name for source in targets))
    return corpus


def created(selection: Selection, *, create: bool) -> list[str]:
    """Return the targets that may be given front matter."""
    return [one.name for one in selection.targets if create and may_be_given(one)]


def may_be_given(source: Source) -> bool:
    """Tell whether a file without front matter may be given some."""
    return source.path.suffix.lower() != HTML
