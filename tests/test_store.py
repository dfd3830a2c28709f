from __future__ import annotations

import sqlite3

import pytest

from enrich import store


@pytest.fixture
def warnings_said():
    return []


def test_what_is_saved_is_found_by_content_feature_and_version(tmp_path, warnings_said):
    with store.connect(tmp_path, warn=warnings_said.append) as known:
        known.save("c1", {"money": b"[1]"}, {"money": "v1"})
    with store.connect(tmp_path, warn=warnings_said.append) as known:
        assert list(known.load(["c1", "c2"], "money", "v1")) == [("c1", b"[1]")]
        assert list(known.load(["c1"], "money", "v2")) == []
        assert list(known.load(["c1"], "related", "v1")) == []
    assert warnings_said == []


def test_a_run_is_remembered_and_forgotten(tmp_path, warnings_said):
    run = store.Settled("s", 7, {"a.md": store.Stamp(1, 2)}, {"a.md": [("k", "m")]}, ["b.md"])
    with store.connect(tmp_path, warn=warnings_said.append) as known:
        assert known.settled("corpus") is None
        known.settle("corpus", run)
        assert known.settled("corpus") == run
        known.settle("corpus", None)
        assert known.settled("corpus") is None


def test_a_damaged_store_is_reported_and_done_without(tmp_path, warnings_said):
    with store.connect(tmp_path, warn=warnings_said.append):
        pass
    for path in tmp_path.iterdir():
        path.write_bytes(b"no database " * 1000)
    with store.connect(tmp_path, warn=warnings_said.append) as known:
        known.save("c", {"money": b"1"}, {"money": "v"})
        assert list(known.load(["c"], "money", "v")) == [("c", b"1")]
    assert len(warnings_said) == 1
    assert str(tmp_path) in warnings_said[0]


def test_a_store_without_a_folder_lasts_for_the_run(warnings_said):
    with store.connect(None, warn=warnings_said.append) as known:
        known.save("c", {"money": b"1"}, {"money": "v"})
    with pytest.raises(sqlite3.ProgrammingError):
        known.settled("corpus")


def test_the_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("ENRICH_CACHE_DIR", str(tmp_path))
    assert store.default_folder() == tmp_path


def test_digests_follow_the_content(tmp_path):
    (tmp_path / "a.txt").write_text("1")
    first = store.folder_digest(tmp_path)
    assert store.folder_digest(tmp_path) == first
    (tmp_path / "a.txt").write_text("2")
    assert store.folder_digest(tmp_path) != first
    assert store.code_digest("enrich.features.money") != store.code_digest("enrich.records")
