"""Brackets that mean nothing away from the page, and those that stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.summary.brackets import cut

PIECES = st.lists(
    st.sampled_from(
        ["The", "Orbel", "mill", "$4m", "(£3m)", "(left)", "5 km", "(3 miles)", "(sic)", "(", ")"]
    ),
    max_size=12,
).map(" ".join)


@pytest.mark.parametrize(
    ("sentence", "text", "names"),
    [
        ("It paid $3.3bn (£1.8bn) for Halden.", "It paid $3.3bn for Halden.", "conversion"),
        ("A 7.5m euro (£5.1m) mill opened.", "A 7.5m euro mill opened.", "conversion"),
        ("It gave 15 million pounds ($22.3 million).", "It gave 15 million pounds.", "conversion"),
        ("It cost €40 (about $45) a month.", "It cost €40 a month.", "conversion"),
        ("It made 1.4bn euros (£960m; $1.85bn).", "It made 1.4bn euros.", "conversion"),
        ("Orbel is 230 miles (370 kilometers) away.", "Orbel is 230 miles away.", "conversion"),
        ("The 278-kilometer (172 mile) canal.", "The 278-kilometer canal.", "conversion"),
        ("A loom of 12 pounds (5.4 kg).", "A loom of 12 pounds.", "conversion"),
        ("Ines Duarte (pictured, right) sold it.", "Ines Duarte sold it.", "caption"),
        ("Ines Duarte (left) and Jo Halden (right).", "Ines Duarte and Jo Halden.", "caption"),
        ("Shares in Halden (NYSE: HLD) fell.", "Shares in Halden fell.", "symbol"),
        ("Ines Duarte (@ines_d) sold the mill.", "Ines Duarte sold the mill.", "symbol"),
    ],
)
def test_cut(sentence: str, text: str, names: str):
    assert cut(sentence) == (text, tuple(names.split()))


@pytest.mark.parametrize(
    "sentence",
    [
        "Profit fell to £8bn (£10bn) last year.",
        "Profit fell to $8bn (2023: $10bn) last year.",
        "Profit fell to $8bn (£6bn; 2023: $10bn) last year.",
        "Profit grew by 5% ($2.9bn) last year.",
        "The mill earned 830bn rupees ($19bn) last year.",
        "The canal is 5 km (20 minutes) from Orbel.",
        "The mill was 90 (2004) years old.",
        "The Low Countries Board (LCB) closed the mill.",
        "The mill (once the largest) has closed.",
        "The button (right) starts the loom.",
        "(left) The mill closes.",
        "The mill (",
    ],
)
def test_left_alone(sentence: str):
    assert cut(sentence) == (sentence, ())


@given(PIECES)
def test_only_brackets_are_cut_and_each_cut_has_a_name(sentence: str):
    text, names = cut(sentence)
    left = iter(sentence.split(" "))
    assert all(word in left for word in text.split(" "))
    assert text.count("(") - text.count(")") == sentence.count("(") - sentence.count(")")
    assert bool(names) == (text != sentence)
