"""Workers kept busy with few batches in hand, whatever the corpus, and dead ones survived."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, Protocol

from enrich.engine.analysis import Analysis
from enrich.engine.batches import Batch, after_loss

REFRESH_SECONDS = 5.0
"""How long at most nothing is asked of a pool: its workers may come and go."""


class WorkerLostError(Exception):
    """A worker died before it gave the analyses of a batch."""


class Pool(Protocol):
    """Workers somewhere; used as a context manager that stops what still runs."""

    def __enter__(self) -> Pool:
        """Return the pool."""

    def __exit__(self, *reason: object) -> None:
        """Stop what still runs, and let the workers go."""

    def width(self) -> int:
        """Return how many batches to keep with the workers."""

    def submit(self, batch: Batch) -> Future[Any]:
        """Send a batch to a worker."""

    def result(self, future: Future[Any]) -> list[Analysis]:
        """Return what a finished future holds; raises WorkerLostError if its worker died."""


def stream(batches: Iterator[Batch], pool: Pool) -> Iterator[list[Analysis]]:
    """Yield what the workers give, as it comes.

    At most `2 * pool.width()` batches are held. A batch whose worker died is cut in halves and
    sent again; an article that costs one worker after another ends as an Analysis with its error.
    """
    running: dict[Future[Any], Batch] = {}
    ahead: deque[Batch] = deque()
    finished: list[list[Analysis]] = []
    while True:
        _submit(ahead, batches, running, pool)
        # The workers are busy before the caller is.
        yield from finished
        if not running:
            return
        _read_ahead(ahead, batches, running, pool)
        done, _ = wait(running, timeout=REFRESH_SECONDS, return_when=FIRST_COMPLETED)
        finished = []
        for future in done:
            batch = running.pop(future)
            try:
                finished.append(pool.result(future))
            except WorkerLostError:
                again, given_up = after_loss(batch)
                ahead.extendleft(again)
                finished.append(given_up)


def _submit(
    ahead: deque[Batch], batches: Iterator[Batch], running: dict[Future[Any], Batch], pool: Pool
) -> None:
    while len(running) < pool.width():
        batch = ahead.popleft() if ahead else next(batches, None)
        if batch is None:
            return
        running[pool.submit(batch)] = batch


def _read_ahead(
    ahead: deque[Batch], batches: Iterator[Batch], running: dict[Future[Any], Batch], pool: Pool
) -> None:
    """Prepare the next batches while the workers are busy."""
    while len(ahead) < pool.width() and not any(future.done() for future in running):
        batch = next(batches, None)
        if batch is None:
            return
        ahead.append(batch)
