"""Processes on this machine, each with one copy of the model where it analyses.

Every worker is a pool of its own (loky's, so that neither a script nor a notebook needs a guard
around its main code): one that dies takes its batch along and no other.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from loky.backend import resource_tracker as loky_tracker
from loky.process_executor import ProcessPoolExecutor, TerminatedWorkerError

from enrich.collecting import collect_rarely
from enrich.engine.analysis import analyse_batch
from enrich.engine.batches import Batch
from enrich.engine.stream import WorkerLostError
from enrich.engine.workers import Workers

ENVIRONMENT = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    # Arrays that are mapped count as memory of each process: a corpus that is lent is no leak, for
    # which loky would start it anew.
    "LOKY_MAX_MEMORY_LEAK_SIZE": "1e18",
}
"""Of a worker: one thread, and as much memory as it is given to look at."""
WATCH_SECONDS = 1.0


class ProcessPool:
    """Up to `jobs` worker processes; one is started when it first has work.

    Idle ones are taken from `workers` and left there, if these are given, else ended.
    """

    def __init__(self, jobs: int, model: str = "", workers: Workers | None = None) -> None:
        # Starting these unblocks signals, so it must not happen while they are held back.
        loky_tracker.ensure_running()
        resource_tracker.ensure_running()
        self._model = model
        self._jobs = jobs
        self._workers, self._kept = workers or Workers(), workers is not None
        self._busy: dict[Future[Any], ProcessPoolExecutor] = {}

    def __enter__(self) -> ProcessPool:
        return self

    def __exit__(self, *reason: object) -> None:
        for worker in self._busy.values():
            worker.shutdown(wait=True, kill_workers=True)
        if not self._kept:
            self._workers.__exit__(*reason)

    def width(self) -> int:
        """Return the number of processes: each has one batch."""
        return self._jobs

    def submit(self, batch: Batch) -> Future[Any]:
        """Send a batch to a process that is idle, or to a new one."""
        return self.call(analyse_batch, batch.items, self._model)

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Future[Any]:
        """Have a process that is idle, or a new one, call a function of a module of ours."""
        with _undisturbed():
            idle = self._workers.idle
            worker = idle.pop() if idle else self._started()
            try:
                future: Future[Any] = worker.submit(function, *arguments, **named)
            except TerminatedWorkerError:  # it died while it had nothing to do
                worker = self._started()
                future = worker.submit(function, *arguments, **named)
            self._busy[future] = worker
        return future

    def result(self, future: Future[Any]) -> Any:
        """Return what a worker gave; raises WorkerLostError if it died."""
        worker = self._busy.pop(future)
        try:
            given = future.result()
        except TerminatedWorkerError as error:
            worker.shutdown(wait=True, kill_workers=True)
            raise WorkerLostError from error
        self._workers.idle.append(worker)
        return given

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            max_workers=1, env=ENVIRONMENT, initializer=_begin, initargs=(os.getpid(),)
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold an interrupt back until a worker is started and known.

    Workers inherit it blocked: a Ctrl-C reaches the whole group, and it is this process that
    answers and ends them.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int) -> None:
    """Begin a worker, which ends when the process that started it is gone, however that ended."""
    collect_rarely()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(1)

    if os.name != "nt":
        threading.Thread(target=watch, daemon=True).start()
