from __future__ import annotations

import contextlib
import os
import signal
import socket
import tempfile
import time

import pytest
import ray

from enrich.engine import ray as engine
from enrich.errors import EngineError
from enrich.features import FEATURES

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own, which vary with its version


@pytest.fixture(scope="module")
def address(started):
    """A head node with room for two workers, as processes of their own."""
    host = ray.util.get_node_ip_address()  # what Ray makes of 127.0.0.1
    with socket.socket() as free:
        free.bind((host, 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # its sockets need a short path
        started(
            "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus", "2",
            "--node-ip-address", host, "--port", str(port), "--include-dashboard", "false",
            "--disable-usage-stats", "--temp-dir", folder, "--object-store-memory", "100000000",
            RAY_ENABLE_UV_RUN_RUNTIME_ENV="0",
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection((host, port), 1):
                break
            time.sleep(0.2)
        yield f"{host}:{port}"


def test_a_cluster_gives_the_same_as_inline(address, analysed, inline_everything):
    found = analysed(wanted=tuple(FEATURES), engine="ray", engine_address=address)
    assert found == inline_everything


def test_a_worker_that_is_killed_costs_its_batch_once(
    address, analysed, inline, monkeypatch, tmp_path
):
    work, killed = engine._work, tmp_path / "killed"

    def deadly(items, model, expected):  # inside this function, so that it travels by value
        if any(article.path == "7.md" for article, _ in items) and not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return work(items, model, expected)

    monkeypatch.setattr(engine, "_work", deadly)
    assert analysed(engine="ray", engine_address=address) == inline
    assert killed.exists()


def test_workers_with_other_code_are_refused(monkeypatch, address, analysed):
    other = {"money": "0000000000000000"}
    monkeypatch.setattr(engine, "extract_versions", lambda wanted, model: other)
    with pytest.raises(EngineError, match="same enrich-articles"):
        analysed(engine="ray", engine_address=address)


def test_a_cluster_that_is_not_there_is_said(analysed):
    with pytest.raises(EngineError, match="no Ray cluster answers"):
        analysed(engine="ray", engine_address="127.0.0.1:1")
