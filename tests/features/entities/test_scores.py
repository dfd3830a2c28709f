"""Floors on gold that is not ours, with the pinned recogniser; they only ever rise."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from enrich import nlp
from enrich.features import entities
from enrich.records import Article, Block, Prose
from enrich.settings.schema import EntitiesSettings

pytestmark = pytest.mark.shared

FLOORS = {"companies": 88.0, "companies+organizations": 89.5, "people": 97.5}


@pytest.fixture(scope="module")
def recogniser():
    return nlp.load("small")


def prose(title: str, body: str) -> Prose:
    text, blocks = f"{title}\n\n{body}", []
    start = 0
    for part in text.split("\n\n"):
        blocks.append(Block(start, start + len(part), "paragraph" if blocks else "title"))
        start += len(part) + 2
    return Prose(text, tuple(blocks), ())


def extract_of(doc, context):
    article, found = context
    return article.path, entities.extract(article, found, doc)


def enriched(recogniser, rows):
    parsed = ((row["id"], prose(row["title"], row["text"])) for row in rows)
    items = (
        (found.text, (Article(path, "", "", {}, found.text, 0), found)) for path, found in parsed
    )
    extracts = dict(nlp.stream(recogniser, items, extract_of))
    book = entities.fit(extracts, EntitiesSettings())
    return {
        path: entities.apply(path, extract, book, EntitiesSettings())
        for path, extract in extracts.items()
    }


def test_hand_labelled_articles(shared, recogniser, tmp_path):
    gold = shared / "data" / "gold"
    rows = [json.loads(line) for line in (gold / "articles.jsonl").read_text("utf-8").splitlines()]
    kinds = ("companies", "organizations", "people")
    lines = [
        json.dumps({"id": path, **{k: [one.name for one in getattr(found, k)] for k in kinds}})
        for path, found in enriched(recogniser, rows).items()
    ]
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(lines), "utf-8")
    done = subprocess.run(
        [sys.executable, str(gold / "score.py"), str(gold / "gold.jsonl"), str(predicted)],
        capture_output=True,
        text=True,
        check=True,
    )
    scores = {
        line.split(":")[0]: float(line.split("F1 ")[1].split()[0])
        for line in done.stdout.splitlines()
    }
    assert {kind: scores[kind] for kind in FLOORS if scores[kind] < FLOORS[kind]} == {}


def test_the_second_seed_article(shared, recogniser):
    (seed,) = (shared / "seeds").glob("004_*")
    body = "\n\n".join(seed.read_text("utf-8").split("\n"))
    row = {"id": "seed", "title": "Microsoft is spreading its AI bets", "text": body}
    found = enriched(recogniser, [row])["seed"]
    companies = [one.name for one in found.companies]
    assert (
        {"Microsoft", "OpenAI", "Oracle"}
        <= set(companies)
        <= {
            "Microsoft",
            "OpenAI",
            "Oracle",
            "Inflection",
        }
    )
    assert [one.name for one in found.people] == ["Mustafa Suleyman"]
    assert found.organizations == ()
