from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from enrich.records import Bullet, Enrichment, Entities, Entity, Link, Money
from enrich.settings.schema import EntitiesSettings, Keys, Settings, SummarySettings
from enrich.values import compose, keys_of, our_keys

FOUND = Enrichment(
    path="a.md",
    title="A",
    entities=Entities(
        companies=(Entity("Halden", "company"),),
        people=(Entity("Ines Duarte", "person"),),
        money=(
            Money("€5m to €6m", Decimal(5_000_000), "EUR", "a mill", Decimal(6_000_000)),
            Money("5 crowns", Decimal(5), None),
        ),
    ),
    summary=(Bullet("One."), Bullet("Two.")),
    related=(
        Link("b.md", "B", 0.5, ("Halden",), {"title": "B", "webUrl": "https://b.example"}),
        Link("c.md", "C", 0.4, (), {}),
    ),
)


def test_nested():
    assert compose(FOUND, Settings()) == {
        "entities": {
            "companies": ["Halden"],
            "people": ["Ines Duarte"],
            "money": [
                {
                    "text": "€5m to €6m",
                    "amount": 5_000_000,
                    "to": 6_000_000,
                    "currency": "EUR",
                    "about": "a mill",
                },
                {"text": "5 crowns", "amount": 5},
            ],
        },
        "highlights": ["One.", "Two."],
        "related": [
            {"title": "B", "webUrl": "https://b.example", "because": ["Halden"]},
            {"title": "C", "path": "c.md"},
        ],
    }


def test_flat_renamed_and_as_markdown():
    settings = Settings(
        keys=Keys(highlights="summary"),
        entities=EntitiesSettings(layout="flat"),
        summary=SummarySettings(shape="markdown"),
    )
    values = compose(FOUND, settings)
    assert list(values) == ["companies", "people", "money", "summary", "related"]
    assert values["summary"] == "- One.\n- Two."


def test_nothing_empty_is_written():
    assert compose(Enrichment("a.md", "A"), Settings()) == {}
    some = msgspec.structs.replace(FOUND, entities=Entities(), related=())
    assert list(compose(some, Settings())) == ["highlights"]


@pytest.mark.parametrize(
    ("feature", "layout", "keys"),
    [
        ("entities", "nested", {"entities"}),
        ("money", "nested", {"entities"}),
        ("entities", "flat", {"companies", "organizations", "people"}),
        ("money", "flat", {"money"}),
        ("summary", "flat", {"highlights"}),
        ("related", "nested", {"related"}),
    ],
)
def test_the_keys_of_a_feature(feature, layout, keys):
    settings = Settings(entities=EntitiesSettings(layout=layout))
    assert keys_of(feature, settings) == keys


def test_our_keys_can_be_renamed():
    assert "summary" in our_keys(Keys(highlights="summary"))
