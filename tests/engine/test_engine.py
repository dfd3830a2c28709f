from __future__ import annotations

import itertools

import pytest

from enrich import engine, markdown
from enrich.engine import batches
from enrich.errors import EngineError, UnreadableError
from enrich.records import Article
from enrich.settings.schema import Settings

CHUNK = 100_000


def items(characters, size=CHUNK):
    text = "x" * size
    for n in range(characters // size):
        yield Article(f"{n}.md", "", "", {}, text, 0), ("money",)


def test_an_article_that_fails_costs_itself(monkeypatch):
    prose = markdown.prose

    def fail(article):
        if article.path == "2.md":
            raise UnreadableError("is nested too deeply", path=article.path)
        return prose(article)

    monkeypatch.setattr("enrich.markdown.prose", fail)
    found = [one for many in engine.analyse(items(50, 10), Settings(jobs=1)) for one in many]
    assert [one.path for one in found if one.error is not None] == ["2.md"]
    assert len(found) == 5


@pytest.mark.parametrize(
    ("settings", "characters", "jobs"),
    [
        ({}, 0, 1),
        ({}, engine.PROCESS_CHARACTERS, 1),
        ({}, 2 * engine.PROCESS_CHARACTERS, 2),
        ({}, 90 * engine.PROCESS_CHARACTERS, 4),
        ({"jobs": 3}, 90 * engine.PROCESS_CHARACTERS, 3),
        ({"jobs": 3}, CHUNK, 1),
        ({"jobs": 1}, 90 * engine.PROCESS_CHARACTERS, 1),
        ({"engine": "inline", "jobs": 3}, 90 * engine.PROCESS_CHARACTERS, 1),
        ({"engine": "processes", "jobs": 3}, 90 * engine.PROCESS_CHARACTERS, 3),
        ({"engine": "processes"}, CHUNK, 2),
        ({"engine": "processes"}, 90 * engine.PROCESS_CHARACTERS, 4),
        ({"engine": "dask"}, 90 * engine.PROCESS_CHARACTERS, 0),
        ({"engine": "ray", "jobs": 1}, 10, 0),
    ],
)
def test_processes_follow_the_work_and_the_cores(monkeypatch, settings, characters, jobs):
    monkeypatch.setattr(engine, "cores", lambda: 4)
    cut = batches.cut(items(characters))
    planned, kept = engine._planned(cut, Settings(**settings))
    assert planned == jobs
    assert sum(batch.characters for batch in kept) == characters // CHUNK * CHUNK


def test_articles_are_read_no_further_than_needed(monkeypatch):
    monkeypatch.setattr(engine, "cores", lambda: 2)
    read = []

    def endless():
        for n in itertools.count():
            read.append(n)
            yield Article(f"{n}.md", "", "", {}, "x" * CHUNK, 0), ("money",)

    engine._planned(batches.cut(endless()), Settings())
    assert len(read) * CHUNK == 2 * engine.PROCESS_CHARACTERS


@pytest.mark.parametrize("name", ["dask"])
@pytest.mark.parametrize("address", [None, "tcp://127.0.0.1:1", "nonsense://"])
def test_a_cluster_that_is_not_there_is_said(monkeypatch, name, address):
    monkeypatch.setattr("enrich.engine.dask.CONNECT_SECONDS", 0.2)
    with pytest.raises(EngineError):
        list(engine.analyse(items(CHUNK), Settings(engine=name, engine_address=address)))
