"""Where analysis runs: in this process, in several, or on a cluster of Dask's or Ray's.

Only articles go out and only JSON comes back; a parsed document never leaves its worker. Files and
the store stay with the caller. `batches` cuts the work, `analysis` does it, `stream` keeps workers
busy and repeats what a dead one lost; `inline`, `processes`, `dask` and `ray` say where.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Generator, Iterable, Iterator

from enrich.engine.analysis import Analysis, Item, analyse_batch, recogniser
from enrich.engine.batches import Batch, cut
from enrich.engine.stream import Pool, stream
from enrich.engine.versions import extract_versions
from enrich.engine.workers import Workers
from enrich.settings.schema import Settings

__all__ = [
    "Analysis",
    "Item",
    "Workers",
    "analyse",
    "analyse_batch",
    "cores",
    "extract_versions",
    "recogniser",
]

PROCESS_CHARACTERS = 100_000
"""Text for which starting one more process pays."""


def analyse(
    items: Iterable[Item], settings: Settings, workers: Workers | None = None
) -> Generator[list[Analysis], None, None]:
    """Yield the analyses of `items` in batches, in no particular order.

    `items` are read as they are needed, and few are held at a time; those that come longest first
    keep all workers busy to the end. Close the iterator to stop the workers early. Raises
    EngineError where the workers of a cluster cannot be used, ModelError without a model.
    Processes that are started here go to `workers`, if these are given.
    """
    jobs, batches = _planned(cut(items), settings)
    if jobs == 1:
        for batch in batches:
            yield analyse_batch(batch.items, settings.model)
        return
    with _pool(settings, jobs, workers) as pool:
        yield from stream(batches, pool)


def _planned(batches: Iterator[Batch], settings: Settings) -> tuple[int, Iterator[Batch]]:
    """Return how many processes to use, 1 for none but this and 0 for a cluster's own."""
    if settings.engine in ("dask", "ray"):
        return 0, batches
    if settings.engine == "inline" or settings.jobs == 1:
        return 1, batches
    wanted = settings.jobs or cores()
    # Looked at no further than to where every core has work.
    first: list[Batch] = []
    for batch in batches:
        first.append(batch)
        if len(first) >= wanted and _characters(first) >= wanted * PROCESS_CHARACTERS:
            break
    jobs = settings.jobs or min(wanted, _characters(first) // PROCESS_CHARACTERS)
    if settings.engine == "processes":
        return max(2, jobs), itertools.chain(first, batches)
    return max(1, min(jobs, len(first))), itertools.chain(first, batches)


def _pool(settings: Settings, jobs: int, workers: Workers | None) -> Pool:
    # Imported when used: each brings a library that the others do without.
    if settings.engine == "dask":
        from enrich.engine.dask import DaskPool

        return DaskPool(settings.engine_address, settings.model)
    if settings.engine == "ray":
        from enrich.engine.ray import RayPool

        return RayPool(settings.engine_address, settings.model)
    from enrich.engine.processes import ProcessPool

    return ProcessPool(jobs, settings.model, workers)


def _characters(batches: Iterable[Batch]) -> int:
    return sum(batch.characters for batch in batches)


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # containers may be given fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
