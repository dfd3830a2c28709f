from __future__ import annotations

import json
import random
import subprocess
import sys
from decimal import Decimal

import pytest

from enrich.evaluate import articles, gold
from enrich.evaluate.gold import Document, Labels, Place, inline
from enrich.evaluate.measures import Name, Sum
from enrich.evaluate.result import POOLED, figures
from enrich.records import Article, Bullet, Enrichment, Entities, Entity, Money

TEXT = "---\ntitle: Orrin\n---\nHalden pays\nKestrel\nBank £5m. Orrin agreed.\n"
FILE = Article("a.md", "Orrin", "", {}, TEXT, TEXT.index("Halden"))
LABELS = Labels(
    companies=(Name("Halden"), Name("Kestrel Bank")),
    organizations=(Name("Orrin"), Name("Nowhere")),
    money=(Sum(5e6, 5e6, "GBP", "£5m"),),
)


def entity(name, kind="company", *aliases):
    return Entity(name, kind, tuple(aliases))


def test_slips_say_where_and_what():
    document = Document(FILE, LABELS, Place("posts/a.md", 7), is_file=True)
    found = Entities(
        companies=(entity("Halden"), entity("Orrin")),
        organizations=(entity("Kestrel", "organization"),),
        people=(entity("Ines Duarte", "person"),),
        money=(Money("£5", Decimal(5), "GBP"),),
    )
    report = articles.score([document], [Enrichment("a.md", "Orrin", found)])
    told = {(slip.line, slip.missed, slip.kind, slip.text, slip.gold_kind) for slip in report.slips}
    assert told == {
        (5, True, "companies", "Kestrel Bank", ""),
        (5, False, "organizations", "Kestrel", ""),
        (6, False, "companies", "Orrin", "organizations"),
        (6, True, "organizations", "Orrin", ""),
        (7, True, "organizations", "Nowhere", ""),
        (6, True, "money", "£5m = 5,000,000 GBP", ""),
        (7, False, "money", "£5 = 5 GBP", ""),
    }
    assert {slip.path for slip in report.slips} == {"posts/a.md"}
    assert set(report.exact) == {"companies", "organizations", POOLED, "money"}
    assert report.exact[POOLED].right == 2


def test_bullets_of_the_author_are_no_choice_of_ours():
    labels = Labels(key_sentences=("Orrin agreed.",), bullets=("Orrin agreed",))
    document = Document(FILE, labels, Place("a.md", 1))
    for origin, counted in (("author", False), ("extracted", True)):
        found = Enrichment("a.md", "", summary=(Bullet("Orrin agreed.", origin),))
        report = articles.score([document], [found])
        assert ("key_sentences" in report.exact) == counted
        assert report.summaries.words == 2


def test_the_digest_is_of_labels_and_text():
    def digest(text="T", labels=LABELS, line=1):
        document = Document(inline("a", "", text), labels, Place("p", line))
        return articles.score([document], [Enrichment("a", "")]).digest

    assert digest() == digest(line=2)
    assert len({digest(), digest(text="U"), digest(labels=Labels(people=()))}) == 3


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_study(shared, tmp_path, seed):
    folder = shared / "data" / "gold"
    rows = gold.read(folder / "gold.jsonl")
    documents = [Document(inline(row.id, "", ""), row.labels, Place("", 1)) for row in rows]
    noise = random.Random(seed)
    found = [spoilt(row.id, row.labels, noise) for row in rows]
    path = tmp_path / "found.jsonl"
    path.write_text("\n".join(json.dumps(as_front_matter(one)) for one in found))
    command = [sys.executable, folder / "score.py", folder / "gold.jsonl", path]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    ours = figures(articles.score(documents, found))
    for line in told.splitlines():
        kind, rates = line.split(": ")
        values = rates.split()[1:6:2]
        assert values == [f"{ours[f'{kind}.{name}']:.1f}" for name in ("precision", "recall", "f1")]


def spoilt(path, labels, noise):
    """What a bad recogniser would find: some missed, doubled, mixed up or invented."""

    def some(names):
        forms = [form for one in names for form in (one.name, *one.aliases)]
        drawn = [form for form in forms if noise.random() < 0.7]
        return [f"The {form}" if noise.random() < 0.1 else form for form in drawn]

    companies = [*some(labels.companies), *some(labels.organizations)[:1], "Nobody AB"]
    amounts = [
        Money(
            "",
            Decimal(str(noise.choice([one.low, one.high, 7]))),
            noise.choice([one.currency, "XXX"]),
        )
        for one in labels.money
    ]
    entities = Entities(
        companies=tuple(entity(name) for name in companies),
        organizations=tuple(entity(name) for name in some(labels.organizations)),
        people=tuple(entity(name) for name in some(labels.people)),
        money=tuple(amounts),
    )
    return Enrichment(path, "", entities)


def as_front_matter(found):
    kinds = ("companies", "organizations", "people")
    named = {kind: [one.name for one in getattr(found.entities, kind)] for kind in kinds}
    money = [
        {"amount": float(one.amount), "currency": one.currency} for one in found.entities.money
    ]
    return {"id": found.path, **named, "money": money}
