"""Why a text is that amount in that currency."""

from __future__ import annotations

import pytest

from enrich.features import money
from enrich.features.money.explain import explain
from enrich.markdown.places import Places
from enrich.records import Article, Block, Prose
from enrich.settings.schema import MoneySettings


def explained(text: str, **chosen):
    prose = Prose(text, (Block(0, len(text), "paragraph"),), ())
    article = Article("a.md", "", "", {}, text, 0)
    settings = MoneySettings(**chosen)
    extract = money.extract(article, prose, None)
    found = explain(extract, prose, Places(article, prose), settings)
    written = tuple(one.money for one in found if one.written)
    assert written == money.apply("a.md", extract, money.fit({}, settings), settings)
    return found


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("It paid €5m.", "5 x 1,000,000", '"€" is the mark of EUR alone'),
        ("It paid about $5.", "5; approximate", "`money.dollar` is USD"),
        ("It paid US$5m.", "5 x 1,000,000", '"US$" is the mark of USD alone'),
        ("It paid 5 million Australian dollars.", "5 x 1,000,000", "says so itself"),
        ("It made between $5m and $10m.", "5 x 1,000,000 to 10 x 1,000,000", "money.dollar"),
        ("It cost 50p.", "100 to a major unit", "GBP"),
        ("In Stockholm, Sweden, it paid 12,500 kr.", "12,500", "names places of SEK"),
        ("It paid 12,500 kr.", "12,500", "does not tell which"),
        ("It paid 5 dollars.", "5", "money.dollar"),
    ],
)
def test_how_a_sum_was_read(text, amount, currency):
    (found,) = explained(text)
    assert amount in found.amount
    assert currency in found.currency


def test_repetitions_are_places_of_one_sum():
    first, second = explained("It paid €5m. It paid €7m. The €5m is gone.")
    assert [place.text for place in first.places] == ["€5m", "€5m"]
    assert len(second.places) == 1


def test_what_the_settings_leave_out_is_said():
    assert [one.written for one in explained("€5m and €7m, then €9m.", max=2)] == [
        True,
        True,
        False,
    ]


def test_no_money_no_reasons():
    assert explained("COP26 had 5 rooms.") == ()
