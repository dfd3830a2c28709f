"""Enrichments put into their files: by this process, or by several where there are many files.

Several are lent the corpus and sent small batches of its articles, which they enrich, edit, prove
and write. Where only some articles of a corpus were read, this process enriches them, and the
others do the rest, which takes about as long.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from enrich import engine, frontmatter
from enrich.corpus import read, write
from enrich.corpus.find import Source
from enrich.engine.stream import WorkerLostError
from enrich.errors import ArticleError, WriteError
from enrich.frontmatter.switches import KEY as SWITCHES
from enrich.pipeline import change
from enrich.pipeline.options import Options
from enrich.pipeline.outcome import FileOutcome, failed
from enrich.records import Enrichment, Note
from enrich.settings.schema import Settings
from enrich.store import Stamp

if TYPE_CHECKING:
    from enrich.engine.processes import ProcessPool
    from enrich.pipeline.corpus import Corpus, Portion
    from enrich.pipeline.dependencies import Used

T = TypeVar("T")
BATCH = 32
"""Files that one process is given at a time."""
PROCESS_FILES = 150
"""Files for which starting one more process pays."""
LAST_SECONDS = 10.0
"""How long files that are being written are waited for when a run is interrupted."""


class Done(NamedTuple):
    """What happened to a file."""

    outcome: FileOutcome
    stamp: Stamp | None = None
    """What it looks like, if it was written."""
    used: Used | None = None
    """What its enrichment was made of, if that is noted and another process made it."""


class Task(NamedTuple):
    """An enrichment to be put into a file."""

    source: Source
    raw: str
    """Digest of the bytes that were analysed."""
    enrichment: Enrichment


Part: TypeAlias = "Task | FileOutcome | Portion"
"""What is sent of one article: what to put, what is to be said of it, or what it is made of."""


class Manner(NamedTuple):
    """What holds for all files of a run."""

    root: Path
    settings: Settings
    features: tuple[str, ...]
    options: Options


class _Batch(NamedTuple):
    parts: Sequence[Part]
    again: bool = False


def put_all(
    sources: Sequence[Source], corpus: Corpus, manner: Manner, workers: engine.Workers
) -> Generator[list[Done], None, None]:
    """Put the enrichment of each article into its file.

    Yields what happened, in batches and no particular order. At most four batches per process are
    held. Where the caller stops early, files that are being written are finished first.
    Processes are taken from `workers`, and left there.
    """
    jobs = _jobs(manner.settings, len(sources))
    if jobs == 1:
        for batch in _batches(task(source, corpus) for source in sources):
            yield put(batch, manner)
        return
    from enrich.engine.processes import ProcessPool  # with a library that small runs do without

    with ProcessPool(jobs, workers=workers) as pool, ExitStack() as held:
        folder = _lent(corpus, held) if corpus.is_whole else None
        if folder is None:
            tasks = _batches(task(source, corpus) for source in sources)
            yield from _shared_out(tasks, partial(put, manner=manner), pool)
        else:
            work = partial(put_portions, manner=manner, folder=folder)
            portions = _batches(corpus.portion(source) for source in sources)
            yield from _shared_out(portions, work, pool)


def _lent(corpus: Corpus, held: ExitStack) -> Path | None:
    """Lend a corpus as long as `held` lasts; None, and a note, where there is no room for it."""
    from enrich.pipeline import lending  # with NumPy

    try:
        return held.enter_context(lending.lent(corpus))
    except OSError as error:
        reason = f"other processes cannot be lent the corpus ({error}; TMPDIR says where)"
        corpus.notes += (f"{reason}, so one alone enriches the articles",)
        return None


def task(source: Source, corpus: Corpus) -> Task | FileOutcome:
    """Return what a file is to be given, or the outcome where that is nothing."""
    entry = corpus.entry(source.name)
    try:
        data = read.load(source.file) if SWITCHES in entry.fields else b""
        if frontmatter.switches(entry.fields, data).off:
            note = Note("enrich", "is off in this file")
            return FileOutcome(source.name, "skipped", notes=(note,))
        return Task(source, entry.raw, corpus[source.name])
    except ArticleError as error:
        return failed(source.name, error)


def put_portions(
    portions: Sequence[Portion], manner: Manner, folder: Path, *, again: bool = False
) -> list[Done]:
    """Enrich articles of the corpus that is lent in `folder`, and put that into their files."""
    from enrich.pipeline import lending

    corpus = lending.borrowed(folder, portions)
    done = put((task(one.source, corpus) for one in portions), manner, again=again)
    get = corpus.uses.get if corpus.uses else lambda path: None
    return [one._replace(used=get(one.outcome.path)) for one in done]


def put(tasks: Iterable[Task | FileOutcome], manner: Manner, *, again: bool = False) -> list[Done]:
    """Put enrichments into their files, one after the other; an error costs its file alone.

    With `again`, a process may have died in the middle of these very files: one that already is
    as it shall be was written by it.
    """
    unflushed: set[Path] = set()
    done = [
        Done(one) if isinstance(one, FileOutcome) else _put(one, manner, unflushed, again=again)
        for one in tasks
    ]
    write.flush(sorted(unflushed))
    return done


def _jobs(settings: Settings, count: int) -> int:
    if settings.engine == "inline" or settings.jobs == 1:
        return 1
    return max(1, min(settings.jobs or engine.cores(), count // PROCESS_FILES))


def _batches(parts: Iterable[T]) -> Iterator[tuple[T, ...]]:
    waiting = iter(parts)
    return iter(lambda: tuple(islice(waiting, BATCH)), ())


def _shared_out(
    batches: Iterator[Sequence[Part]], work: Callable[..., list[Done]], pool: ProcessPool
) -> Iterator[list[Done]]:
    """Keep the processes of a pool busy; files whose process died are tried once more, alone."""
    running: dict[Future[Any], _Batch] = {}
    ahead: deque[_Batch] = deque()
    try:
        while True:
            while ahead and len(running) < pool.width():
                batch = ahead.popleft()
                running[pool.call(work, batch.parts, again=batch.again)] = batch
            idle = len(ahead) < pool.width() and not any(one.done() for one in running)
            if idle and (parts := next(batches, ())):
                ahead.append(_Batch(parts))
                continue
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                batch = running.pop(future)
                try:
                    yield pool.result(future)
                except WorkerLostError:
                    yield [_lost(part) for part in batch.parts if batch.again]
                    ahead.extend(_Batch((part,), True) for part in batch.parts if not batch.again)
    finally:
        wait(running, timeout=LAST_SECONDS)


def _put(task: Task, manner: Manner, unflushed: set[Path], *, again: bool) -> Done:
    source, options = task.source, manner.options
    try:
        data = read.load(source.file)
        changed = hashlib.sha256(data).hexdigest() != task.raw
        if changed and not again:
            raise _changed(source)
        edit = change.edit(
            data,
            task.enrichment,
            manner.settings,
            manner.features,
            adopt=options.adopt,
            create=options.create,
        )
        if changed and edit.data != data:
            raise _changed(source)
        outcome, stamp = change.put(
            source,
            data,
            edit,
            manner.root,
            dry=options.dry,
            diff=options.diff,
            unflushed=unflushed,
        )
    except ArticleError as error:
        return Done(failed(source.name, error))
    notes = outcome.notes + task.enrichment.notes
    return Done(msgspec.structs.replace(outcome, notes=notes), stamp)


def _lost(part: Part) -> Done:
    if isinstance(part, FileOutcome):
        return Done(part)
    message = "the process that wrote it ended twice; run again, with more memory or one job"
    return Done(failed(part.source.name, WriteError(message)))


def _changed(source: Source) -> WriteError:
    return WriteError("changed while it was being read; run again", path=source.name)
