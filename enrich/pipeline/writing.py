"""Enrichments put into their files: by this process, or by several where there are many files.

What an article gets is worked out by the caller, who has the models. Editing, proving and writing
takes longer, needs nothing but the file and the enrichment, and is shared out in small batches.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import msgspec

from enrich import engine
from enrich.corpus import read, write
from enrich.corpus.find import Source
from enrich.engine.stream import WorkerLostError
from enrich.errors import ArticleError, WriteError
from enrich.pipeline import change
from enrich.pipeline.options import Options
from enrich.pipeline.outcome import FileOutcome, failed
from enrich.records import Enrichment
from enrich.settings.schema import Settings
from enrich.store import Stamp

if TYPE_CHECKING:
    from enrich.engine.processes import ProcessPool

BATCH = 32
"""Files that one process is given at a time."""
PROCESS_FILES = 150
"""Files for which starting one more process pays."""
LAST_SECONDS = 10.0
"""How long files that are being written are waited for when a run is interrupted."""

Done: TypeAlias = tuple[FileOutcome, Stamp | None]
"""What happened to a file, and what it looks like if it was written."""


class Task(NamedTuple):
    """An enrichment to be put into a file."""

    source: Source
    raw: str
    """Digest of the bytes that were analysed."""
    enrichment: Enrichment


class Manner(NamedTuple):
    """What holds for all files of a run."""

    root: Path
    settings: Settings
    features: tuple[str, ...]
    options: Options


class _Batch(NamedTuple):
    tasks: tuple[Task, ...]
    again: bool = False


def put_all(tasks: Iterable[Task], manner: Manner, count: int) -> Generator[list[Done], None, None]:
    """Put each enrichment into its file; yield what happened, in batches and no particular order.

    `count` is about how many there are. At most four batches per process are held. Where the
    caller stops early, files that are being written are finished first.
    """
    jobs = _jobs(manner.settings, count)
    waiting = iter(tasks)
    batches = iter(lambda: tuple(islice(waiting, BATCH)), ())
    if jobs == 1:
        for batch in batches:
            yield put(batch, manner)
        return
    from enrich.engine.processes import ProcessPool  # with a library that small runs do without

    with ProcessPool(jobs) as pool:
        yield from _shared_out(batches, manner, pool)


def put(tasks: Sequence[Task], manner: Manner, *, again: bool = False) -> list[Done]:
    """Put enrichments into their files, one after the other; an error costs its file alone.

    With `again`, a process may have died in the middle of these very files: one that already is
    as it shall be was written by it.
    """
    unflushed: set[Path] = set()
    done = [_put(task, manner, unflushed, again=again) for task in tasks]
    write.flush(sorted(unflushed))
    return done


def _jobs(settings: Settings, count: int) -> int:
    if settings.engine == "inline" or settings.jobs == 1:
        return 1
    return max(1, min(settings.jobs or engine.cores(), count // PROCESS_FILES))


def _shared_out(
    batches: Iterator[tuple[Task, ...]], manner: Manner, pool: ProcessPool
) -> Iterator[list[Done]]:
    """Keep the processes of a pool busy; files whose process died are tried once more, alone."""
    running: dict[Future[Any], _Batch] = {}
    ahead: deque[_Batch] = deque()
    try:
        while True:
            while ahead and len(running) < pool.width():
                batch = ahead.popleft()
                running[pool.call(put, batch.tasks, manner, again=batch.again)] = batch
            idle = len(ahead) < pool.width() and not any(one.done() for one in running)
            if idle and (tasks := next(batches, ())):
                ahead.append(_Batch(tasks))
                continue
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                batch = running.pop(future)
                try:
                    yield pool.result(future)
                except WorkerLostError:
                    yield [_lost(task) for task in batch.tasks if batch.again]
                    ahead.extend(_Batch((task,), True) for task in batch.tasks if not batch.again)
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
        return failed(source.name, error), None
    notes = outcome.notes + task.enrichment.notes
    return msgspec.structs.replace(outcome, notes=notes), stamp


def _lost(task: Task) -> Done:
    message = "the process that wrote it ended twice; run again, with more memory or one job"
    return failed(task.source.name, WriteError(message)), None


def _changed(source: Source) -> WriteError:
    return WriteError("changed while it was being read; run again", path=source.name)
