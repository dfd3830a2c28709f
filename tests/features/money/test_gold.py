"""Scores on labelled articles do not fall below what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enrich.features.money.grammar import find

pytestmark = pytest.mark.shared


def _records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_amounts_and_currencies_of_the_gold_articles(shared):
    articles = {each["id"]: each for each in _records(shared / "data/gold/articles.jsonl")}
    right = guessed = wanted = 0
    for gold in _records(shared / "data/gold/gold.jsonl"):
        article = articles[gold["id"]]
        sums = find(f"{article['title']}\n\n{article['text']}")
        found = {(float(each.amount), each.currency) for each in sums}
        ends = [
            ((each["low"], each["currency"]), (each["high"], each["currency"]))
            for each in gold["money"]
        ]
        labelled = set(ends)
        right += sum(bool(found & set(each)) for each in labelled)
        guessed += len(found)
        wanted += len(labelled)
    assert 2 * right / (guessed + wanted) >= 0.98


@pytest.mark.parametrize(
    ("name", "floor"), [("own-ai", 0.98), ("own-deals", 0.97), ("own-tech", 0.98)]
)
def test_spans_of_the_passages(shared, name, floor):
    right = guessed = wanted = 0
    for passage in _records(shared / f"data/entities/train/{name}.jsonl"):
        labelled = {(start, end) for start, end, label in passage["spans"] if label == "MONEY"}
        found = {(each.start, each.end) for each in find(passage["text"])}
        right += len(labelled & found)
        guessed += len(found)
        wanted += len(labelled)
    assert 2 * right / (guessed + wanted) >= floor
