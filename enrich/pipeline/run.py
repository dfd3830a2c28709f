"""The whole job: read, enrich, prove, write; or with `dry`, say what would change."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial

import msgspec

from enrich import frontmatter, store
from enrich.corpus import lock, read, write
from enrich.corpus.find import Source
from enrich.errors import ArticleError, UnreadableError
from enrich.frontmatter.switches import KEY as SWITCHES
from enrich.pipeline import around, change, saved, settled, writing
from enrich.pipeline.analysis import Progress, gather
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.options import DEFAULT as DEFAULT
from enrich.pipeline.options import Options as Options
from enrich.pipeline.outcome import FileOutcome, RunReport, failed
from enrich.pipeline.select import Selection
from enrich.records import Enrichment, Note
from enrich.settings.load import Resolved

UNLOCKED = "folders cannot be locked here, so do not start a second run before this one ends"
HTML = ".html"
"""Front matter in a page of HTML would be shown to its readers, so none is made there."""


def silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def run(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    options: Options = DEFAULT,
    *,
    progress: Progress = silent,
) -> RunReport:
    """Enrich the selected articles; an article that fails costs itself only.

    Raises UsageError where another run is at work on the same corpus.
    """
    started, checked = time.perf_counter(), time.time_ns()
    identity, signature = settled.identity(selection), settled.signature(resolved)
    stamps = settled.stamps(selection.sources)
    last = known.settled(identity)
    force, create = options.force, options.create
    again = force or create or options.adopt or selection.failures
    if last is not None and not again and settled.holds(last, signature, stamps):
        outcomes = [settled.recall(source, last) for source in selection.targets]
        return _report(outcomes, started, options, from_store={one.path for one in outcomes})
    with _alone(selection, options) as unlocked:
        corpus = compare(
            selection, resolved, known, stamps, force=force, create=create, progress=progress
        )
        written = list(_written(selection, corpus, resolved, options, progress))
        outcomes = [*_failures(selection, corpus), *(outcome for outcome, _ in written)]
        stamps |= {outcome.path: stamp for outcome, stamp in written if stamp is not None}
        corpus.notes += around.notes(corpus, selection, resolved, known)
    report = _report(outcomes, started, options, from_store=corpus.from_store, notes=unlocked)
    checked = settled.rest() if report.count("enriched") and not options.dry else checked
    if corpus.is_whole:
        state = None if corpus.unanswered else settled.settle(report, signature, checked, stamps)
        known.settle(identity, state)
    return _kept(report, corpus, selection, resolved, known, saved.steady(stamps, checked))


def _kept(
    report: RunReport,
    corpus: Corpus,
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    stamps: Mapping[str, store.Stamp],
) -> RunReport:
    """Keep what single files can be compared with later; return the report with what was said."""
    notes = report.notes + corpus.notes
    everything = selection.whole and corpus.is_whole and not selection.failures
    many = len(selection.sources) >= saved.FEWEST and {"related", "entities"} <= corpus.features
    if everything and many and known.folder is not None:
        try:
            saved.keep(corpus, selection, resolved, known.folder, stamps)
        except OSError as error:
            notes += (f"the index of {selection.root} cannot be kept: {error}",)
    return msgspec.structs.replace(report, notes=notes)


def clean(selection: Selection, resolved: Resolved, options: Options = DEFAULT) -> RunReport:
    """Remove what is ours from the selected articles, and nothing else."""
    started = time.perf_counter()
    outcomes = [failed(path, error) for path, error in selection.failures.items()]
    with _alone(selection, options) as unlocked:
        outcomes += [_clean(source, selection, resolved, options) for source in selection.targets]
    report = _report(outcomes, started, options, notes=unlocked)
    return msgspec.structs.replace(report, action="clean")


def _clean(
    source: Source, selection: Selection, resolved: Resolved, options: Options
) -> FileOutcome:
    try:
        data = read.load(source.path)
        if frontmatter.read(data) is None:
            return _bare(source)
        edit = frontmatter.clean(data, record=resolved.settings.keys.enriched)
        dry, diff = options.dry, options.diff
        return change.put(source, data, edit, selection.root, dry=dry, diff=diff)[0]
    except ArticleError as error:
        return failed(source.name, error)


@contextmanager
def _alone(selection: Selection, options: Options) -> Iterator[tuple[str, ...]]:
    """Lock the corpus for a run that writes, and sweep up after killed ones.

    Yields what is to be said where it cannot be locked.
    """
    if options.dry:
        yield ()
        return
    with lock.locked(selection.root) as held:
        paths = [one.path for one in selection.targets]
        for folder in sorted({(p.resolve() if p.is_symlink() else p).parent for p in paths}):
            write.sweep(folder)
        yield () if held else (UNLOCKED,)


def read_corpus(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    *,
    force: bool = False,
    create: bool = False,
    texts: Mapping[str, bytes] | None = None,
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
        create=_created(selection, create=create),
        texts=texts,
        progress=progress,
    )
    progress("compare", 0, len(catalog.entries))
    return _rewrite(Corpus(catalog, resolved), selection.targets, known, texts)


def compare(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    stamps: Mapping[str, store.Stamp] | None = None,
    *,
    force: bool = False,
    create: bool = False,
    texts: Mapping[str, bytes] | None = None,
    progress: Progress = silent,
) -> Corpus:
    """Read the targets and give what they are compared with: the saved index, or everything.

    `stamps` are those of the files of the selection; `texts` and `create` are as for
    `read_corpus`. Where the saved index is not used although it might, the notes of the corpus say
    why.
    """
    whole = partial(
        read_corpus, selection, resolved, known, create=create, texts=texts, progress=progress
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
    assert known.folder is not None
    found = saved.load(selection, resolved, known.folder)
    stamps = settled.stamps(selection.sources) if stamps is None else stamps
    changes = saved.changes(found, selection, stamps)
    catalog = gather(
        (*selection.targets, *changes.sources),
        selection.features,
        settings=resolved.settings,
        known=known,
        create=_created(selection, create=create),
        texts=texts,
        progress=progress,
    )
    progress("compare", 0, len(catalog.entries))
    revised = saved.revise(found, catalog, changes, resolved, known)
    corpus = Corpus(catalog, resolved, models=revised.models, link=found.link, lists=revised.lists)
    return _rewrite(corpus, selection.targets, known, texts)


def _rewrite(
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


def enrichment_of(corpus: Corpus, path: str) -> Enrichment:
    """Return the enrichment of one article; raises what went wrong with it, if anything did."""
    if path in corpus.failures:
        raise corpus.failures[path]
    if path in corpus.bare:
        raise UnreadableError("has no front matter, so it is not an article", path=path, line=1)
    return corpus[path]


def _written(
    selection: Selection,
    corpus: Corpus,
    resolved: Resolved,
    options: Options,
    progress: Progress,
) -> Iterator[writing.Done]:
    """Put the enrichments of all targets that could be read into their files."""
    manner = writing.Manner(selection.root, resolved.settings, selection.features, options)
    targets = [source for source in selection.targets if source.name not in corpus.failures]
    aside: list[FileOutcome] = []

    def tasks() -> Iterator[writing.Task]:
        for source in targets:
            one = _task(source, corpus)
            if isinstance(one, FileOutcome):
                aside.append(one)
            else:
                yield one

    done = 0
    with closing(writing.put_all(tasks(), manner, len(targets))) as batches:
        for batch in batches:
            progress("write", done + len(aside), len(targets))
            done += len(batch)
            yield from batch
    progress("write", len(targets), len(targets))
    yield from ((outcome, None) for outcome in aside)


def _task(source: Source, corpus: Corpus) -> writing.Task | FileOutcome:
    """Return what a file is to be given, or the outcome where that is nothing."""
    if source.name in corpus.bare:
        return _bare(source)
    entry = corpus.entry(source.name)
    try:
        data = read.load(source.path) if SWITCHES in entry.fields else b""
        if frontmatter.switches(entry.fields, data).off:
            note = Note("enrich", "is off in this file")
            return FileOutcome(source.name, "skipped", notes=(note,))
        return writing.Task(source, entry.raw, corpus[source.name])
    except ArticleError as error:
        return failed(source.name, error)


def _created(selection: Selection, *, create: bool) -> list[str]:
    """Return the targets that may be given front matter."""
    return [one.name for one in selection.targets if create and _may_be_given(one)]


def _may_be_given(source: Source) -> bool:
    return source.path.suffix.lower() != HTML


def _bare(source: Source) -> FileOutcome:
    remedy = " (--create makes one)" if _may_be_given(source) else ""
    note = Note("front matter", f"there is none, so the file is left alone{remedy}")
    return FileOutcome(source.name, "skipped", notes=(note,))


def _failures(selection: Selection, corpus: Corpus) -> Iterator[FileOutcome]:
    yield from (failed(path, error) for path, error in selection.failures.items())
    targets = {source.name for source in selection.targets}
    for path, error in corpus.failures.items():
        # A broken file that is only compared with costs nobody the run; it is not related.
        if path in targets:
            yield failed(path, error)


def _report(
    outcomes: Sequence[FileOutcome],
    started: float,
    options: Options,
    *,
    from_store: Collection[str] = (),
    notes: tuple[str, ...] = (),
) -> RunReport:
    return RunReport(
        files=tuple(sorted(outcomes, key=lambda outcome: outcome.path)),
        from_store=sum(one.status == "unchanged" and one.path in from_store for one in outcomes),
        seconds=time.perf_counter() - started,
        dry=options.dry,
        notes=notes,
    )
