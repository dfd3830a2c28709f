"""Who may run beside whom."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from enrich.corpus import lock
from enrich.corpus.lock import locked
from enrich.errors import UsageError

HOLDER = """
import sys, time
from pathlib import Path
from enrich.corpus.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def hold():
    """Lock a folder from another process; returns the process."""
    started = []

    def start(folder: Path) -> subprocess.Popen:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True
        )
        started.append(holder)
        assert holder.stdout.readline() == "held\n"
        return holder

    yield start
    for holder in started:
        holder.kill()
        holder.communicate()


@pytest.mark.parametrize(
    ("first", "second", "free"),
    [("a", "a", False), ("a", "a/b", False), ("a/b", "a", False), ("a/b", "a/c", True)],
)
def test_two_runs(hold, tmp_path, first, second, free):
    for name in (first, second):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    hold(tmp_path / first)
    if free:
        with locked(tmp_path / second):
            return
    with pytest.raises(UsageError, match="another run is at work") as caught:
        locked(tmp_path / second).__enter__()
    assert caught.value.path == str(tmp_path / second)


def test_a_killed_run_leaves_no_lock_and_no_file(hold, tmp_path):
    holder = hold(tmp_path)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with locked(tmp_path) as held:
        assert held
        assert list(tmp_path.iterdir()) == []


def without_fcntl(monkeypatch):
    monkeypatch.setattr(lock, "fcntl", None)


def without_locks_of_folders(monkeypatch):
    def refuse(descriptor, kind):
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(lock.fcntl, "flock", refuse)


@pytest.mark.parametrize("system", [without_fcntl, without_locks_of_folders])
def test_where_nothing_can_be_locked_it_is_said(system, monkeypatch, tmp_path):
    system(monkeypatch)
    with locked(tmp_path) as held:
        assert not held
