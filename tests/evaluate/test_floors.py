"""Floors as such, and the floors of this project: what was reached is not lost again."""

from __future__ import annotations

from pathlib import Path

import pytest

from enrich import store
from enrich.errors import UsageError
from enrich.evaluate import floors, run, summaries
from enrich.evaluate.floors import Floors
from enrich.evaluate.result import figures
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, Settings

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
KNOWN = Floors("d1", {"people.f1": 80.0})


def test_floors_rise_and_never_fall_unasked():
    measured = {"people.f1": 75.55, "people.recall": 90.0, "rouge1": 30.0}
    assert floors.updated(KNOWN, measured, "d2") == Floors(
        "d2", {"people.f1": 80.0, "rouge1": 30.0}
    )
    lowered = floors.updated(KNOWN, measured, "d2", lower=True)
    assert lowered.floors == {"people.f1": 75.5, "rouge1": 30.0}
    assert floors.updated(KNOWN, {"people.f1": 81.0}, "d1").floors == {"people.f1": 81.0}


def test_a_floor_of_what_is_not_measured_any_more_goes_only_when_asked():
    assert floors.updated(KNOWN, {}, "d1") == KNOWN
    assert floors.updated(KNOWN, {}, "d1", lower=True).floors == {}


def test_shortfalls(tmp_path):
    measured = {"people.f1": 79.9}
    (one,) = floors.shortfalls(KNOWN, measured, "d1", path=tmp_path)
    assert (one.measure, one.value, one.floor) == ("people.f1", 79.9, 80.0)
    assert floors.shortfalls(KNOWN, {"people.f1": 80.0}, "d1", path=tmp_path) == []


@pytest.mark.parametrize(
    ("known", "digest", "measured", "said"),
    [
        (None, "d1", {"people.f1": 90.0}, "no floors for this gold"),
        (KNOWN, "d2", {"people.f1": 90.0}, "changed since"),
        (KNOWN, "d1", {"money.f1": 90.0}, '"people.f1" is not measured'),
    ],
)
def test_floors_that_do_not_fit(tmp_path, known, digest, measured, said):
    with pytest.raises(UsageError, match=said):
        floors.shortfalls(known, measured, digest, path=tmp_path)


def test_a_file_of_floors_comes_back_as_it_was(tmp_path):
    path = tmp_path / "floors.json"
    assert floors.read(path, new=True) == {}
    floors.write(path, {"a.jsonl": KNOWN})
    assert floors.read(path) == {"a.jsonl": KNOWN}
    assert floors.key(path, tmp_path / "x" / "a.jsonl") == "x/a.jsonl"


@pytest.mark.parametrize("content", ["[]", "{", '{"a": {"digest": "d", "floor": {}}}'])
def test_what_is_no_file_of_floors(tmp_path, content):
    path = tmp_path / "floors.json"
    path.write_text(content)
    with pytest.raises(UsageError, match="is no file of floors"):
        floors.read(path)


@pytest.fixture
def evaluate():
    """Check a gold against its floors, under the default settings."""

    def check(path, corpus, gold):
        resolved = Resolved(Settings(jobs=1), Lexicon(), {})
        with store.connect(None, warn=pytest.fail) as known:
            report = run.evaluate(gold, resolved, known, corpus=corpus)
        known_floors = floors.read(path)[floors.key(path, gold)]
        return floors.shortfalls(known_floors, figures(report), report.digest, path=path)

    assert summaries.available()
    return check


@pytest.mark.parametrize(
    ("name", "corpus"),
    [("examples.jsonl", ROOT / "examples" / "corpus"), ("passages.jsonl", None)],
)
def test_our_own_gold(evaluate, name, corpus):
    assert evaluate(GOLD / "floors.json", corpus, GOLD / name) == []


@pytest.mark.shared
@pytest.mark.parametrize(
    ("gold", "corpus"),
    [
        ("gold/gold.jsonl", "gold/articles.jsonl"),
        ("entities/dev/finer.dev.jsonl", None),
        ("entities/dev/conllpp2020.dev.jsonl", None),
    ],
)
def test_gold_of_the_study(evaluate, shared, gold, corpus):
    data = shared / "data"
    texts = data / corpus if corpus else None
    assert evaluate(GOLD / "shared-floors.json", texts, data / gold) == []
