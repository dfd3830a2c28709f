from __future__ import annotations

import pytest

from enrich import engine
from enrich.errors import UnreadableError
from enrich.records import Article

ARTICLES = [
    Article(f"{n}.md", "", "", {}, f"The mill paid ${n + 1} million for valves. " * (n + 1), 0)
    for n in range(5)
]
WANTED = {article.path: ("money",) for article in ARTICLES}


def analysed(jobs):
    batches = engine.analyse(ARTICLES, WANTED, model="small", jobs=jobs)
    return {one.path: one for batch in batches for one in batch}


def test_one_process_and_several_give_the_same(monkeypatch):
    monkeypatch.setattr(engine, "BATCH_CHARACTERS", 50)
    alone, together = analysed(1), analysed(2)
    assert alone == together
    assert sorted(alone) == sorted(WANTED)
    assert set(alone["0.md"].extracts) == {"money"}


def test_an_article_that_fails_costs_itself(monkeypatch):
    prose = engine.markdown.prose

    def fail(article):
        if article.path == "2.md":
            raise UnreadableError("is nested too deeply", path=article.path)
        return prose(article)

    monkeypatch.setattr(engine.markdown, "prose", fail)
    found = analysed(1)
    assert [path for path, one in found.items() if one.error is not None] == ["2.md"]
    assert len(found) == 5


@pytest.mark.parametrize(
    ("characters", "requested", "jobs"),
    [
        (0, 0, 1),
        (engine.PROCESS_CHARACTERS, 0, 1),
        (2 * engine.PROCESS_CHARACTERS, 0, 2),
        (90 * engine.PROCESS_CHARACTERS, 0, 4),
        (10, 3, 3),
    ],
)
def test_processes_follow_the_work_and_the_cores(monkeypatch, characters, requested, jobs):
    monkeypatch.setattr(engine, "_cores", lambda: 4)
    article = Article("a.md", "", "", {}, "x" * characters, 0)
    assert engine.choose_jobs([article], requested) == jobs
