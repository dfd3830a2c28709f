"""The whole job: read, enrich, prove, write; or with `dry`, say what would change."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from enrich import frontmatter, store
from enrich.corpus import read, write
from enrich.corpus.find import Source
from enrich.errors import ArticleError, UnreadableError, WriteError
from enrich.pipeline import change, settled
from enrich.pipeline.analysis import Progress, gather
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.outcome import FileOutcome, RunReport
from enrich.pipeline.select import Selection
from enrich.records import Enrichment, Note
from enrich.settings.load import Resolved


class Options(NamedTuple):
    """How a run behaves, beyond the settings."""

    dry: bool = False
    """Write nothing; say what would change."""
    diff: bool = False
    """Keep a unified diff of every change."""
    force: bool = False
    """Analyse everything again, whatever the store has."""
    adopt: tuple[str, ...] = ()
    """Keys of others that become ours."""


DEFAULT = Options()


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
    """Enrich the selected articles; an article that fails costs itself only."""
    started, checked = time.perf_counter(), time.time_ns()
    identity, signature = settled.identity(selection), settled.signature(resolved)
    stamps = settled.stamps(selection.sources)
    last = known.settled(identity)
    again = options.force or options.adopt or selection.failures
    if last is not None and not again and settled.holds(last, signature, stamps):
        outcomes = [settled.recall(source, last) for source in selection.targets]
        return _report(
            outcomes, started, options, from_store={source.name for source in selection.targets}
        )
    if not options.dry:
        for folder in sorted({source.path.parent for source in selection.targets}):
            write.sweep(folder)
    corpus = read_corpus(selection, resolved, known, force=options.force, progress=progress)
    outcomes = list(_failures(selection, corpus))
    for number, source in enumerate(selection.targets):
        progress("write", number, len(selection.targets))
        if source.name not in corpus.failures:
            outcome, stamp = _enrich(source, corpus, selection, resolved, options)
            outcomes.append(outcome)
            if stamp is not None:
                stamps[source.name] = stamp
    progress("write", len(selection.targets), len(selection.targets))
    report = _report(outcomes, started, options, from_store=corpus.from_store)
    checked = settled.rest() if report.count("enriched") and not options.dry else checked
    state = None if corpus.unanswered else settled.settle(report, signature, checked, stamps)
    known.settle(identity, state)
    return report


def clean(selection: Selection, resolved: Resolved, options: Options = DEFAULT) -> RunReport:
    """Remove what is ours from the selected articles, and nothing else."""
    started = time.perf_counter()
    outcomes = [_failed(path, error) for path, error in selection.failures.items()]
    record = resolved.settings.keys.enriched
    for source in selection.targets:
        try:
            data = read.load(source.path)
            if frontmatter.read(data) is None:
                outcomes.append(_bare(source))
                continue
            edit = frontmatter.clean(data, record=record)
            outcomes.append(
                change.put(source, data, edit, selection.root, dry=options.dry, diff=options.diff)[
                    0
                ]
            )
        except ArticleError as error:
            outcomes.append(_failed(source.name, error))
    report = _report(outcomes, started, options)
    return msgspec.structs.replace(report, action="clean")


def read_corpus(
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    *,
    force: bool = False,
    progress: Progress = silent,
) -> Corpus:
    """Read and analyse everything selected, and fit the features over it."""
    catalog = gather(
        selection.sources,
        selection.features,
        settings=resolved.settings,
        known=known,
        force=force,
        progress=progress,
    )
    progress("compare", 0, len(catalog.entries))
    return _rewrite(Corpus(catalog, resolved), selection.targets, known)


def read_texts(
    sources: Sequence[Source],
    texts: Mapping[str, bytes],
    wanted: Sequence[str],
    resolved: Resolved,
    known: store.Store,
) -> Corpus:
    """Read a corpus in which `texts` gives the bytes of some articles by name."""
    catalog = gather(sources, wanted, settings=resolved.settings, known=known, texts=texts)
    chosen = [source for source in sources if source.name in texts]
    return _rewrite(Corpus(catalog, resolved), chosen, known, texts)


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


def _enrich(
    source: Source, corpus: Corpus, selection: Selection, resolved: Resolved, options: Options
) -> tuple[FileOutcome, store.Stamp | None]:
    if source.name in corpus.bare:
        return _bare(source), None
    entry = corpus.entry(source.name)
    try:
        if frontmatter.switches(entry.fields).off:
            note = Note("enrich", "is off in this file")
            return FileOutcome(source.name, "skipped", notes=(note,)), None
        data = read.load(source.path)
        if hashlib.sha256(data).hexdigest() != entry.raw:
            raise WriteError("changed while it was being read; run again", path=source.name)
        enrichment = corpus[source.name]
        edit = change.edit(
            data, enrichment, resolved.settings, selection.features, adopt=options.adopt
        )
        outcome, stamp = change.put(
            source, data, edit, selection.root, dry=options.dry, diff=options.diff
        )
    except ArticleError as error:
        return _failed(source.name, error), None
    notes = outcome.notes + enrichment.notes
    return msgspec.structs.replace(outcome, notes=notes), stamp


def _bare(source: Source) -> FileOutcome:
    note = Note("front matter", "there is none, so the file is left alone")
    return FileOutcome(source.name, "skipped", notes=(note,))


def _failures(selection: Selection, corpus: Corpus) -> Iterator[FileOutcome]:
    yield from (_failed(path, error) for path, error in selection.failures.items())
    targets = {source.name for source in selection.targets}
    for path, error in corpus.failures.items():
        # A broken file that is only compared with costs nobody the run; it is not related.
        if path in targets:
            yield _failed(path, error)


def _failed(path: str, error: ArticleError) -> FileOutcome:
    return FileOutcome(path, "failed", error=error.message, line=error.line)


def _report(
    outcomes: Sequence[FileOutcome],
    started: float,
    options: Options,
    *,
    from_store: Collection[str] = (),
) -> RunReport:
    return RunReport(
        files=tuple(sorted(outcomes, key=lambda outcome: outcome.path)),
        from_store=sum(one.status == "unchanged" and one.path in from_store for one in outcomes),
        seconds=time.perf_counter() - started,
        dry=options.dry,
    )
