from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import numpy as np
import psutil
import pytest

from enrich.engine import Workers, processes
from enrich.engine.processes import ProcessPool


def workers():
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if "popen_loky" in " ".join(child.cmdline())
    ]


def test_processes_give_the_same_as_inline_and_leave_none_behind(analysed, inline):
    assert analysed(engine="processes", jobs=2) == inline
    assert workers() == []


def test_a_worker_that_is_killed_costs_its_batch_once(analysed, inline):
    killed = []

    def kill():
        killed.append(workers()[0].pid)
        os.kill(killed[0], signal.SIGKILL)

    assert analysed(kill, engine="processes", jobs=2) == inline
    assert killed


def test_an_article_that_kills_every_worker_is_an_error_of_its_own(monkeypatch, analysed, inline):
    analyse = processes.analyse_batch

    def deadly(items, model):  # inside this function, so that it travels by value
        if any(article.path == "7.md" for article, _ in items):
            os.kill(os.getpid(), signal.SIGKILL)
        return analyse(items, model)

    monkeypatch.setattr(processes, "analyse_batch", deadly)
    found = analysed(engine="processes", jobs=2)
    assert "7.md" in str(found.pop("7.md").error)
    assert found == {path: one for path, one in inline.items() if path != "7.md"}


@pytest.mark.usefixtures("ctrl_c")
def test_an_iterator_that_is_closed_early_stops_its_workers(analysed):
    with pytest.raises(KeyboardInterrupt):
        analysed(lambda: signal.raise_signal(signal.SIGINT), engine="processes", jobs=2)
    assert workers() == []


ORPHANS = """
import time
from enrich.engine.processes import ProcessPool
from enrich.engine.batches import Batch
pool = ProcessPool(2, "small")
for _ in range(2):
    pool.result(pool.submit(Batch(())))
print(*[pid for worker in pool._workers.idle for pid in worker._processes], flush=True)
time.sleep(60)
"""


def test_workers_end_when_whoever_started_them_is_killed():
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE) as process:
        pids = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    assert pids
    for _ in range(100):
        if not any(psutil.pid_exists(pid) for pid in pids):
            return
        time.sleep(0.1)
    pytest.fail(f"still there: {pids}")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be blocked here")
def test_the_first_process_leaves_ctrl_c_to_the_one_that_started_it():
    # In an interpreter of its own: what else starts once, and unblocks signals, has run here.
    asked = (
        "import signal\n"
        "from enrich.engine.processes import ProcessPool\n"
        "with ProcessPool(1) as pool:\n"
        "    future = pool.call(signal.pthread_sigmask, signal.SIG_BLOCK, ())\n"
        "    print(signal.SIGINT in pool.result(future))\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_processes_are_kept_for_the_next_pool_and_end_with_the_context():
    with Workers() as kept:
        with ProcessPool(1, workers=kept) as pool:
            first = pool.result(pool.call(os.getpid))
        kept.prepare("json")
        with ProcessPool(1, workers=kept) as pool:
            second = pool.result(pool.call(os.getpid))
            pool.call(time.sleep, 60)
        assert first == second
        assert workers() == [], "a busy one ends with its pool"
        with ProcessPool(1, workers=kept) as pool:
            assert pool.result(pool.call(os.getpid)) != first
        assert len(workers()) == 1
    assert workers() == []


def test_an_idle_process_that_has_died_is_replaced():
    with Workers() as kept:
        with ProcessPool(1, workers=kept) as pool:
            first = pool.result(pool.call(os.getpid))
        psutil.Process(first).kill()
        time.sleep(0.5)
        kept.prepare("json")
        with ProcessPool(1, workers=kept) as pool:
            assert pool.result(pool.call(os.getpid)) != first


def test_what_is_mapped_is_no_leak(tmp_path):
    # loky looks once a second; a process that it starts anew has another number.
    path = tmp_path / "large.npy"
    np.save(path, np.zeros(50_000_000))

    def touched():
        os.large = np.load(path, mmap_mode="r")  # a module keeps it
        time.sleep(1.1)
        return os.getpid(), float(os.large.sum())

    with ProcessPool(1) as pool:
        first = pool.result(pool.call(os.getpid))
        assert pool.result(pool.call(touched)) == (first, 0.0)
        time.sleep(0.2)
        assert pool.result(pool.call(os.getpid)) == first
