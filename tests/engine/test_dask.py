from __future__ import annotations

import json
import os
import signal
import time

import pytest

from enrich.engine import dask as engine
from enrich.errors import EngineError
from enrich.features import FEATURES

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address(started, tmp_path_factory):
    """A scheduler and two workers, each a process of its own."""
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    quiet = {"DASK_LOGGING__DISTRIBUTED": "error"}
    common = ("--scheduler-file", str(file), "--no-dashboard")
    started(
        "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *common,
        **quiet,
    )  # fmt: skip
    started(
        "-m", "distributed.cli.dask_worker", "--nworkers", "2", "--nthreads", "1",
        "--local-directory", str(folder), *common, **quiet,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    # The file is there before it is written to the end.
    while not (file.exists() and file.read_text().endswith("}")) and time.monotonic() < deadline:
        time.sleep(0.05)
    return json.loads(file.read_text())["address"]


def pids(address):
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)
        return sorted(client.run(os.getpid).values())


def test_a_cluster_gives_the_same_as_inline_although_a_worker_is_killed(
    address, analysed, inline, inline_everything
):
    everything = analysed(wanted=tuple(FEATURES), engine="dask", engine_address=address)
    assert everything == inline_everything
    first, _ = pids(address)
    # Stopped, it keeps what it was given; killed, that is lost.
    os.kill(first, signal.SIGSTOP)
    found = analysed(lambda: os.kill(first, signal.SIGKILL), engine="dask", engine_address=address)
    assert found == inline
    assert first not in pids(address)


def test_workers_with_other_code_are_refused(monkeypatch, address, analysed):
    other = {"money": "0000000000000000"}
    monkeypatch.setattr(engine, "extract_versions", lambda wanted, model: other)
    with pytest.raises(EngineError, match="same enrich-articles"):
        analysed(engine="dask", engine_address=address)
