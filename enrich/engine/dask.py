"""The workers of a Dask cluster that is there already."""

from __future__ import annotations

import time
from concurrent.futures import CancelledError, Future
from typing import Any

from enrich.engine.analysis import Analysis, analyse_batch
from enrich.engine.batches import Batch
from enrich.engine.stream import REFRESH_SECONDS, WorkerLostError
from enrich.engine.versions import check_same, extract_versions
from enrich.errors import EngineError
from enrich.features import FEATURES

CONNECT_SECONDS = 30
AHEAD = 2
"""Batches per thread of the cluster, so that none waits for this process."""


class DaskPool:
    """A Dask cluster's workers; raises EngineError where there are none to be had.

    The scheduler itself gives a batch to another worker when one dies, and gives it up after a few
    (`distributed.scheduler.allowed-failures`).
    """

    def __init__(self, address: str | None, model: str) -> None:
        try:
            import distributed
        except ImportError as error:
            message = "--engine dask needs Dask: pip install 'enrich-articles[dask]'"
            raise EngineError(message) from error
        if not address:
            message = "--engine dask needs --engine-address, such as tcp://scheduler:8786"
            raise EngineError(message)
        self._lost = (distributed.scheduler.KilledWorker, CancelledError)
        self._model, self._expected = model, extract_versions(tuple(FEATURES), model)
        try:
            self._client = distributed.Client(
                address, timeout=CONNECT_SECONDS, set_as_default=False, name="enrich"
            )
        except (OSError, ValueError) as error:
            message = f"no Dask scheduler answers at {address}: {error}"
            raise EngineError(message) from error
        self._executor = self._client.get_executor(pure=False)
        self._width, self._asked = 0, -REFRESH_SECONDS

    def __enter__(self) -> DaskPool:
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            self._client.close()
            message = f"the Dask cluster has no worker after {CONNECT_SECONDS} s; start one"
            raise EngineError(message) from error
        return self

    def __exit__(self, *reason: object) -> None:
        # What was sent and not waited for is cancelled by the scheduler when its client leaves.
        self._client.close()

    def width(self) -> int:
        """Return two batches per thread that the cluster has at present."""
        now = time.monotonic()
        if now - self._asked >= REFRESH_SECONDS:
            self._width = AHEAD * max(1, sum(self._client.nthreads().values()))
            self._asked = now
        return self._width

    def submit(self, batch: Batch) -> Future[Any]:
        """Send a batch to the scheduler."""
        future: Future[Any] = self._executor.submit(_work, batch.items, self._model, self._expected)
        return future

    def result(self, future: Future[Any]) -> list[Analysis]:
        """Return what a worker gave; raises WorkerLostError if several died of it."""
        try:
            analyses: list[Analysis] = future.result()
        except self._lost as error:
            if self._client.status != "running":
                message = "the Dask scheduler is gone; finished articles are kept, run again"
                raise EngineError(message) from error
            raise WorkerLostError from error
        return analyses


def _work(items: Any, model: str, expected: dict[str, str]) -> list[Analysis]:
    check_same(expected, model)
    return analyse_batch(items, model)
