"""The whole job: read, enrich, prove, write; or with `dry`, say what would change."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial

import msgspec

from enrich import engine, frontmatter, store
from enrich.corpus import lock, read, write
from enrich.corpus.find import Source
from enrich.errors import ArticleError, UnreadableError
from enrich.pipeline import around, change, incremental, saved, settled, writing
from enrich.pipeline.analysis import Progress
from enrich.pipeline.comparing import compare as compare
from enrich.pipeline.comparing import may_be_given, silent
from enrich.pipeline.comparing import read_corpus as read_corpus
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.incremental import Increment
from enrich.pipeline.options import DEFAULT as DEFAULT
from enrich.pipeline.options import Options as Options
from enrich.pipeline.outcome import FileOutcome, RunReport, failed
from enrich.pipeline.select import Selection
from enrich.records import Enrichment, Note
from enrich.settings.load import Resolved

UNLOCKED = "folders cannot be locked here, so do not start a second run before this one ends"


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
    again = options.force or options.create or options.adopt or selection.failures
    last = None if again else known.settled(identity)
    if last is not None and settled.holds(last, signature, stamps):
        outcomes = [settled.recall(source, last) for source in selection.targets]
        return _report(outcomes, started, options, from_store={one.path for one in outcomes})
    last = last if last is not None and last.signature == signature else None
    with _alone(selection, options) as unlocked, engine.Workers() as workers:
        few = _increment(selection, resolved, known, last, stamps, progress)
        chosen = selection._replace(targets=few.targets) if few else selection
        whole = partial(_whole, chosen, resolved, known, stamps, options)
        corpus = few.corpus if few else whole(workers, progress)
        written = list(_written(chosen, corpus, options, workers, progress))
        stamps |= {one.outcome.path: one.stamp for one in written if one.stamp is not None}
        outcomes = [*_failures(chosen, corpus), *(one.outcome for one in written)]
        rest = list(_recalled(selection, chosen, last)) if few else []
        corpus.notes += around.notes(corpus, chosen, resolved, known)
    known_already = corpus.from_store.union(one.path for one in rest)
    report = _report([*outcomes, *rest], started, options, from_store=known_already, notes=unlocked)
    checked = settled.rest() if report.count("enriched") and not options.dry else checked
    state = settled.settle(report, signature, checked, stamps, unanswered=corpus.unanswered)
    if few and state is None:
        return _noted(report, corpus)  # nothing was written, so what was kept still holds
    run = _kept(corpus, few, selection, resolved, known, settled.steady(stamps, checked, state))
    if corpus.is_whole or few:
        known.settle(identity, state and msgspec.structs.replace(state, run=run))
    return _noted(report, corpus)


def _increment(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    last: store.Settled | None,
    stamps: Mapping[str, store.Stamp],
    progress: Progress,
) -> Increment | None:
    """Return what few files have changed since the run `last`, or None where all is to be read."""
    if last is None or not last.run or not incremental.is_possible(selection, known):
        return None
    try:
        return incremental.increment(selection, resolved, known, last, stamps, progress)
    except saved.Unusable:
        return None


def _whole(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    stamps: Mapping[str, store.Stamp],
    options: Options,
    workers: engine.Workers,
    progress: Progress,
) -> Corpus:
    force, create = options.force, options.create
    compared = partial(compare, force=force, create=create, workers=workers, progress=progress)
    corpus = compared(selection, resolved, known, stamps)
    if incremental.is_possible(selection, known):
        from enrich.pipeline.dependencies import Notes

        corpus.uses = Notes()
    return corpus


def _recalled(
    selection: Selection, chosen: Selection, last: store.Settled | None
) -> Iterator[FileOutcome]:
    """Yield what the last run said of the files that stay as they are."""
    again = {source.name for source in chosen.targets}
    for source in selection.targets:
        if last is not None and source.name not in again:
            yield settled.recall(source, last)


def _kept(
    corpus: Corpus,
    few: Increment | None,
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    stamps: Mapping[str, store.Stamp],
) -> str:
    """Keep what later runs can build on; return the mark of this one, "" where nothing is kept."""
    everything = selection.whole and not selection.failures and (few or corpus.is_whole)
    many = len(selection.sources) >= saved.FEWEST and corpus.features >= incremental.NEEDED
    if not everything or not many or known.folder is None:
        return ""
    try:
        if few:
            return saved.keep_state(few.state(), selection, resolved, known.folder, stamps)
        return saved.keep(corpus, selection, resolved, known.folder, stamps)
    except (OSError, saved.Unusable) as error:
        corpus.notes += (f"the index of {selection.root} cannot be kept: {error}",)
        return ""


def _noted(report: RunReport, corpus: Corpus) -> RunReport:
    """Return the report with what is to be said of the corpus."""
    return msgspec.structs.replace(report, notes=report.notes + corpus.notes)


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
        data = read.load(source.file)
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
    options: Options,
    workers: engine.Workers,
    progress: Progress,
) -> Iterator[writing.Done]:
    """Put the enrichments of all targets that could be read into their files."""
    manner = writing.Manner(selection.root, corpus.settings, selection.features, options)
    targets = [source for source in selection.targets if source.name not in corpus.failures]
    bare = {*corpus.bare}
    yield from (writing.Done(_bare(source)) for source in targets if source.name in bare)
    articles = [source for source in targets if source.name not in bare]
    done = len(targets) - len(articles)
    with closing(writing.put_all(articles, corpus, manner, workers)) as batches:
        for batch in batches:
            progress("write", done, len(targets))
            done += len(batch)
            corpus.note((one.outcome.path, one.used) for one in batch)
            yield from batch
    progress("write", len(targets), len(targets))


def _bare(source: Source) -> FileOutcome:
    remedy = " (--create makes one)" if may_be_given(source) else ""
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
