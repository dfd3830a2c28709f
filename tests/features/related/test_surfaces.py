from pathlib import Path

import pytest

from enrich.features.related.surfaces import is_even, most_common
from enrich.features.related.terms import Passage, count_terms
from enrich.features.related.words import singular

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("surfaces.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("text", "term", "surface"), ROWS)
def test_a_term_is_written_as_readers_know_it(text, term, surface):
    surfaces = count_terms([Passage(part) for part in text.split(" | ")]).surfaces
    assert surfaces.get(" ".join(map(singular, term.split(" "))), "-") == surface


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({"CHELSEA": 5, "Chelsea": 1}, "Chelsea"),
        ({"BBC NEWS": 3, "BBC News": 1}, "BBC News"),
        ({"NASA": 5, "Nasa": 1}, "NASA"),
        ({"UNESCO": 1}, "UNESCO"),
        ({"Helio": 2, "HeLio": 2}, "HeLio"),
    ],
)
def test_capital_letters_win_only_for_acronyms_or_alone(forms, expected):
    assert most_common(forms) == expected


@pytest.mark.parametrize(
    ("phrase", "even"),
    [("Bank of England", True), ("interest rates", True), ("tie-break", True), ("tony B", False)],
)
def test_a_phrase_begins_and_ends_alike(phrase, even):
    assert is_even(phrase) is even
