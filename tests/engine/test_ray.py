from __future__ import annotations

import contextlib
import os
import signal
import socket
import tempfile
import time

import psutil
import pytest

from enrich.engine import ray as engine
from enrich.errors import EngineError
from enrich.features import FEATURES

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own, which vary with its version


@pytest.fixture(scope="module")
def address(started):
    """A head node with room for two workers, as processes of their own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # its sockets need a short path
        started(
            "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus", "2",
            "--node-ip-address", "127.0.0.1", "--port", str(port), "--include-dashboard", "false",
            "--disable-usage-stats", "--temp-dir", folder, "--object-store-memory", "100000000",
            RAY_ENABLE_UV_RUN_RUNTIME_ENV="0",
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.2)
        yield f"127.0.0.1:{port}"


def kill_one():
    """Kill a worker that is analysing at this moment."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for process in psutil.process_iter(["cmdline"]):
            if (process.info["cmdline"] or [""])[0].startswith("ray::_work"):
                os.kill(process.pid, signal.SIGKILL)
                return
    pytest.fail("no worker was seen")


def test_a_cluster_gives_the_same_as_inline_although_a_worker_is_killed(
    address, analysed, inline, inline_everything
):
    everything = analysed(wanted=tuple(FEATURES), engine="ray", engine_address=address)
    assert everything == inline_everything
    assert analysed(kill_one, engine="ray", engine_address=address) == inline


def test_workers_with_other_code_are_refused(monkeypatch, address, analysed):
    other = {"money": "0000000000000000"}
    monkeypatch.setattr(engine, "extract_versions", lambda wanted, model: other)
    with pytest.raises(EngineError, match="same enrich-articles"):
        analysed(engine="ray", engine_address=address)


def test_a_cluster_that_is_not_there_is_said(analysed):
    with pytest.raises(EngineError):
        analysed(engine="ray", engine_address="127.0.0.1:1")
