"""What was found, as the values that stand under our keys in the front matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from enrich.records import Bullet, Enrichment, Entities, Entity, Link, Money, Value
from enrich.settings.schema import Keys, Settings

KINDS = ("companies", "organizations", "people", "money")
PLACE_FIELDS = frozenset({"webUrl", "url", "permalink", "slug"})
"""Fields that say where an article is; without one of them its path is written."""


def compose(enrichment: Enrichment, settings: Settings) -> dict[str, Value]:
    """Return the front matter values of an enrichment, by key; nothing empty is among them."""
    keys = settings.keys
    kinds = _entities(enrichment.entities)
    flat = settings.entities.layout == "flat"
    values: dict[str, Value] = dict(kinds) if flat else {keys.entities: kinds}
    values[keys.highlights] = _summary(enrichment.summary, settings.summary.shape)
    values[keys.related] = [_link(link) for link in enrichment.related]
    return {key: value for key, value in values.items() if value}


def keys_of(feature: str, settings: Settings) -> frozenset[str]:
    """Return the front matter keys that a feature writes under these settings."""
    keys = settings.keys
    if feature in {"entities", "money"}:
        kinds = KINDS[:-1] if feature == "entities" else KINDS[-1:]
        return frozenset(kinds if settings.entities.layout == "flat" else {keys.entities})
    return frozenset({keys.highlights if feature == "summary" else keys.related})


def our_keys(keys: Keys) -> frozenset[str]:
    """Return every key that may be ours, in either layout."""
    return frozenset({keys.entities, keys.highlights, keys.related, keys.enriched})


def _entities(entities: Entities) -> dict[str, Value]:
    named: dict[str, Sequence[Entity]] = {
        "companies": entities.companies,
        "organizations": entities.organizations,
        "people": entities.people,
    }
    kinds: dict[str, Value] = {
        kind: [entity.name for entity in found] for kind, found in named.items() if found
    }
    if entities.money:
        kinds["money"] = [_money(money) for money in entities.money]
    return kinds


def _money(money: Money) -> dict[str, Value]:
    values: dict[str, Any] = {"text": money.text, "amount": money.amount}
    if money.upper is not None:
        values["to"] = money.upper
    if money.currency:
        values["currency"] = money.currency
    if money.about:
        values["about"] = money.about
    return values


def _summary(bullets: Sequence[Bullet], shape: str) -> Value:
    texts = [bullet.text for bullet in bullets]
    if shape == "markdown":
        return "\n".join(f"- {text}" for text in texts)
    return texts


def _link(link: Link) -> dict[str, Value]:
    values = dict(link.fields)
    if "title" not in values and link.title:
        values = {"title": link.title, **values}
    if not PLACE_FIELDS & values.keys():
        values["path"] = link.path
    if link.because:
        values["because"] = list(link.because)
    return values
