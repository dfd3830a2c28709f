"""The short form: a few kills and two runs at once; `make faults` is the long one."""

from __future__ import annotations

from tests.faults import kills, scenarios


def test_a_killed_run_loses_nothing(tmp_path):
    assert "none lost" in kills.killed(tmp_path, files=8, kills=6)


def test_two_runs_at_once(tmp_path):
    assert "every file is finished" in scenarios.two_runs(tmp_path, files=8, kills=0)
