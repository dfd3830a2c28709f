from pathlib import Path

import pytest

from enrich.features.summary.guards import bar, defects, inside_quotation, repeats, speakers
from enrich.features.summary.words import terms

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("guards.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "title", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_bar_and_defects(sentence: str, title: str, verdict: str):
    found = bar(sentence, terms(sentence), title) or " ".join(defects(sentence)) or "-"
    assert found == verdict


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        ("", False),
        ("The price was fair. ", False),
        ('"The price was fair. ', True),
        ('"The price was fair," she said. ', False),
        ('"The price was fair. "The boats were sound," she said. ', False),
        ('The boats (one is called "Ora") were sound. ', False),
        ('She said: "The boats were sound. ', True),
        ('The plank is 6" wide. ', False),
        ("“The price was fair. ", True),
        ("“The price was fair. “The boats were sound,” she said. ", False),
    ],
)
def test_inside_quotation(before: str, inside: bool):
    text = f"Elsewhere a quotation. {before}The harbour is closed."
    start = len("Elsewhere a quotation. ")
    assert inside_quotation(text, start, start + len(before)) is inside


@pytest.mark.parametrize(
    ("one", "other", "repeated"),
    [
        ("The Orbel mill sold looms.", "Rivals of the Orbel mill sold nothing.", True),
        ("The end of the day was calm.", "By the end of the flood, linen was wet.", True),
        ("One of the looms burned.", "It was one of the worst floods.", False),
        ("The mill in Orbel burned.", "Orbel sells linen, and its mill never burned.", False),
        ("The Orbel mill burned.", "The mill of Orbel burned.", True),
    ],
)
def test_repeats(one: str, other: str, repeated: bool):
    assert repeats(terms(one), terms(other)) == repeated
    assert repeats(terms(other), terms(one)) == repeated


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["Valdane", "Quist", "Valdane", "Quist", "Valdane", "Quist"], {"Valdane", "Quist"}),
        (
            ["Crane team", "Ada and Ines", "Crane team", "Ada and Ines", "Crane team"],
            {"Crane team"},
        ),
        (["ADA QUIST", "ADA QUIST", "ADA QUIST", "O'Neill", "O'Neill"], {"ADA QUIST"}),
        (["Fact", "Fact", "Fact", "The Truth", "The Truth", "The Truth"], set()),
        (["CVE-2020-1", "CVE-2020-1", "CVE-2020-1"], set()),
        (["The crane costs more than ever", "It costs more", "It costs more"], set()),
    ],
)
def test_who_has_turns_in_an_interview(labels: list[str], found: set[str]):
    assert speakers(f"{label}: The crane was sold in May." for label in labels) == found


def test_the_turn_of_a_speaker_has_a_defect():
    turn = "Valdane: The crane was sold to a harbour in May."
    assert defects(turn, frozenset({"Valdane"})) == ("speech",)
    assert defects(turn, frozenset({"Quist"})) == ()
    assert defects(turn) == ()
