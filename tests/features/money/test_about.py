"""The clause beside a sum is verbatim, short, and holds the sum."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.money.about import LIMIT, clause
from enrich.features.money.grammar import find
from enrich.records import Block, Prose, Span

TABLE = (Path(__file__).parent / "about.tsv").read_text(encoding="utf-8").splitlines()[2:]
CASES = [tuple(line.split("\t")) for line in TABLE]


def _prose(text: str) -> Prose:
    return Prose(text, (Block(0, len(text), "paragraph"),), (Span(0, len(text)),))


@pytest.mark.parametrize(("sentence", "money", "about"), CASES)
def test_says_what_the_sum_is(sentence, money, about):
    start = sentence.index(money)
    assert clause(_prose(sentence), start, start + len(money)) == about


def test_sum_outside_every_sentence_falls_back_to_its_block():
    text = "A price of $5\n\nelsewhere"
    prose = Prose(text, (Block(0, 13, "heading"), Block(15, 24, "paragraph")), (Span(15, 24),))
    assert clause(prose, 11, 13) == "A price of $5"


WORDS = st.sampled_from(
    ["and", "the", "raised", "which", "of", "a,", "bank;", "said", "(so)", "—", "it"]
)


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=40))
def test_is_short_verbatim_and_holds_the_sum(before, after):
    text = " ".join([*before, "£25,000", *after])
    (money,) = find(text)
    about = clause(_prose(text), money.start, money.end)
    assert "£25,000" in about
    assert about in text
    assert len(about.split()) <= LIMIT + 4
