"""The workers of a Ray cluster that is there already."""

from __future__ import annotations

import signal
import socket
import threading
import time
from concurrent.futures import Future
from typing import Any

from enrich.engine.analysis import Analysis, analyse_batch
from enrich.engine.batches import Batch
from enrich.engine.stream import REFRESH_SECONDS, WorkerLostError
from enrich.engine.versions import check_same, extract_versions
from enrich.errors import EngineError
from enrich.features import FEATURES

CONNECT_SECONDS = 30
AHEAD = 2
"""Batches per core of the cluster, so that none waits for this process."""


class RayPool:
    """A Ray cluster's workers; raises EngineError where there are none to be had.

    Without an address, the cluster that Ray finds by itself (RAY_ADDRESS, or one on this machine).
    Ray tries nothing again by itself here: `stream` knows better what to send.
    """

    def __init__(self, address: str | None, model: str) -> None:
        try:
            import ray
        except ImportError as error:
            message = "--engine ray needs Ray: pip install 'enrich-articles[ray]'"
            raise EngineError(message) from error
        self._ray, self._lost = ray, _losses()
        self._model, self._expected = model, extract_versions(tuple(FEATURES), model)
        self._ours = not ray.is_initialized()
        if self._ours:
            _connect(ray, address or "auto")
        self._task = ray.remote(max_retries=0, num_cpus=1)(_work)
        self._width, self._asked = 0, -REFRESH_SECONDS
        self._sent: dict[Future[Any], Any] = {}

    def __enter__(self) -> RayPool:
        return self

    def __exit__(self, *reason: object) -> None:
        for reference in self._sent.values():
            self._ray.cancel(reference, force=True)
        if self._ours:
            self._ray.shutdown()

    def width(self) -> int:
        """Return two batches per core that the cluster has at present."""
        now = time.monotonic()
        if now - self._asked >= REFRESH_SECONDS:
            self._width = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1)))
            self._asked = now
        return self._width

    def submit(self, batch: Batch) -> Future[Any]:
        """Send a batch to the cluster."""
        reference = self._task.remote(batch.items, self._model, self._expected)
        future: Future[Any] = reference.future()
        self._sent[future] = reference
        return future

    def result(self, future: Future[Any]) -> list[Analysis]:
        """Return what a worker gave; raises WorkerLostError if it died."""
        del self._sent[future]
        try:
            analyses: list[Analysis] = future.result()
        except self._lost as error:
            raise WorkerLostError from error
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from error  # what our own code raised there
        return analyses


def _losses() -> tuple[type[Exception], ...]:
    from ray import exceptions

    return (
        exceptions.WorkerCrashedError,
        exceptions.NodeDiedError,
        exceptions.OutOfMemoryError,
        exceptions.ObjectLostError,
        exceptions.LocalRayletDiedError,
    )


def _connect(ray: Any, address: str) -> None:
    main = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGTERM)
    try:
        _reach(address)
        ray.init(address=address, log_to_driver=False, logging_level="error")
    except (OSError, ValueError, RuntimeError) as error:
        raise EngineError(f"no Ray cluster answers at {address}: {error}") from error
    finally:
        if main:  # Ray puts a handler of its own in place, which exits without a word
            signal.signal(signal.SIGTERM, before)


def _reach(address: str) -> None:
    """Raise OSError where nothing listens; Ray itself takes minutes to say so."""
    host, _, port = address.rpartition(":")
    if host and port.isdigit() and "/" not in host:
        socket.create_connection((host, int(port)), CONNECT_SECONDS).close()


def _work(items: Any, model: str, expected: dict[str, str]) -> list[Analysis]:
    check_same(expected, model)
    return analyse_batch(items, model)
