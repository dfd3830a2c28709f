"""Sums in the tables are read as they say; nothing else is taken for money."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.money.grammar import find, read
from enrich.features.money.tables import evidence, places

HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


CASES = [tuple(line.split("\t")) for line in _lines("cases.tsv")[1:]]
LOOKALIKES = _lines("not_money.txt")


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_reads_the_sums_of_the_table(case):
    text, spans, amounts, uppers, currencies, hedged = case
    found = find(text)
    assert [money.text for money in found] == spans.split("|")
    assert [money.amount for money in found] == [Decimal(each) for each in amounts.split("|")]
    assert [str(money.upper or "") for money in found] == uppers.split("|")
    assert [money.currency or "?" for money in found] == currencies.split("|")
    assert ["yes" if money.approximate else "" for money in found] == hedged.split("|")


@pytest.mark.parametrize("text", LOOKALIKES)
def test_takes_nothing_else_for_money(text):
    assert find(text) == ()


def test_tables_are_large_enough():
    assert len(CASES) >= 120
    assert len(LOOKALIKES) >= 60


def test_bare_dollar_is_the_one_of_the_reader():
    assert find("It cost $5.", dollar="CAD")[0].currency == "CAD"
    assert find("It cost US$5.", dollar="CAD")[0].currency == "USD"
    assert read("It cost $5.")[0].currency == "$"


def test_hedge_is_in_the_same_block():
    assert find("What this is about\n\n$5m was raised")[0].approximate is False
    assert find("A price of $5m\n\nor more")[0].approximate is False


def test_sum_does_not_cross_a_blank_line():
    assert find("They had 5\n\ndollars are green") == ()
    assert find("They paid 5\ndollars.")[0].text == "5 dollars"


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_any_space_groups_and_separates(space):
    assert find(f"Bail was R50{space}000.")[0].amount == 50000
    assert find(f"Bail was €5{space}million.")[0].amount == 5000000


def test_weak_mark_counts_beside_a_strong_one():
    assert [money.text for money in find("R125 a share")] == []
    assert [money.text for money in find("R125 a share, R2.1 million in all")] == [
        "R125",
        "R2.1 million",
    ]


@given(st.text())
def test_never_fails_and_spans_are_in_order(text):
    found = read(text)
    for money in found:
        assert " ".join(text[money.start : money.end].split()) == money.text
        assert money.upper is None or money.amount < money.upper
    assert all(one.end <= two.start for one, two in pairwise(found))


TOKENS = [
    "$",
    "€",
    "Rs",
    "kr",
    "US$",
    "5",
    "1,200",
    "10",
    "m",
    "bn",
    "million",
    "to",
    "-",
    "\u2013",
    "and",
]
TOKENS += [
    "dollars",
    "p",
    "cents",
    "half a",
    "two",
    "or",
    "between",
    "about",
    ".",
    "(",
    "USD",
    "euro",
]


@given(st.lists(st.tuples(st.sampled_from(TOKENS), st.sampled_from(["", " "])), max_size=12))
def test_never_fails_on_pieces_of_sums(pieces):
    text = "".join(token + gap for token, gap in pieces)
    for money in read(text):
        assert text[money.start : money.end] == money.text
        assert money.amount >= 0


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from([("", 1), ("k", 10**3), ("m", 10**6), ("bn", 10**9), (" trillion", 10**12)]),
)
def test_amounts_are_exact(value, magnitude):
    suffix, factor = magnitude
    (money,) = find(f"It cost £{value:,}{suffix} then.")
    assert money.amount == value * factor
    assert money.currency == "GBP"


@given(st.text(alphabet="abcdefghij ,.\n", max_size=40), st.text(alphabet="abcdefghij ,.\n"))
def test_letters_around_do_not_change_a_sum(before, after):
    (money,) = find(f"{before} £25,000 {after}")
    assert money.text == "£25,000"


def test_every_place_is_found_as_a_word():
    for place in places():
        # A name that ends in a full stop ends no word, unless letters follow.
        text = f"From {place}{'' if place[-1].isalpha() else 'x'} on"
        assert place in evidence().findall(text), place
