"""The feature as the pipeline calls it: extract, fit, apply."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from enrich.features import money
from enrich.records import Article, Block, Money, Prose, Span
from enrich.settings.schema import MoneySettings

TITLE = "Mistletoe raises $40m"
BODY = "Mistletoe has raised $40m. Rivals got €7m, C$5m and $40 million. It spent $1 on tea."


def _prose(title: str, *sentences: str) -> Prose:
    body = " ".join(sentences)
    text = f"{title}\n\n{body}"
    spans, at = [Span(0, len(title))], len(title) + 2
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    blocks = (Block(0, len(title), "title"), Block(len(title) + 2, len(text), "paragraph"))
    return Prose(text, blocks, tuple(spans))


@pytest.fixture
def extract() -> money.Extract:
    article = Article("a.md", TITLE, "", {}, BODY, 0)
    prose = _prose(
        TITLE,
        "Mistletoe has raised $40m.",
        "Rivals got €7m, C$5m and $40 million.",
        "It spent $1 on tea.",
    )
    return money.extract(article, prose, None)


def _apply(extract: money.Extract, settings: MoneySettings) -> tuple[Money, ...]:
    return money.apply("a.md", extract, money.fit({"a.md": extract}, settings), settings)


def test_each_sum_is_written_once_in_order_of_appearance(extract):
    written = _apply(extract, MoneySettings())
    assert [(each.text, each.currency) for each in written] == [
        ("$40m", "USD"),
        ("€7m", "EUR"),
        ("C$5m", "CAD"),
        ("$1", "USD"),
    ]
    assert written[0].about == TITLE


def test_settings_tell_the_dollar_and_the_number(extract):
    written = _apply(extract, MoneySettings(dollar="CAD", max=2))
    assert [(each.text, each.currency) for each in written] == [("$40m", "CAD"), ("€7m", "EUR")]
    assert len(_apply(extract, MoneySettings(max=0))) == 4


def test_sums_are_the_same_once_the_dollar_is_told():
    prose = _prose("Costs", "It is C$5 or $5.")
    found = money.extract(Article("a.md", "Costs", "", {}, "", 0), prose, None)
    assert len(_apply(found, MoneySettings(dollar="CAD"))) == 1
    assert len(_apply(found, MoneySettings())) == 2


def test_extract_survives_the_store(extract):
    stored = msgspec.json.encode(extract)
    assert msgspec.json.decode(stored, type=money.Extract) == extract
    assert extract.sums[0].amount == Decimal(40_000_000)


def test_no_money_gives_nothing():
    found = money.extract(Article("a.md", "T", "", {}, "", 0), _prose("Tea", "No sums."), None)
    assert found == money.Extract()
    assert _apply(found, MoneySettings()) == ()
    assert money.NEEDS_DOC is False
