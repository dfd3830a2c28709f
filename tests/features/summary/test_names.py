"""Surnames that stand alone, and the full names that the article gives them."""

from __future__ import annotations

import pytest

from enrich.features.summary.names import complete, completions, full_names

ARTICLE = (
    "Halden named Ines Duarte as its chief. Duarte said the mill would grow. President Tomas Reyk "
    "of Kestrel Bank agreed, and Mr Reyk shook hands. Paul R. Orrin and Jan Orrin spoke; Orrin "
    "said no. The Home Office said yes. José Manuel Barroso said so. "
    "Mark Mill said the mill was old. Lena Voss O'Neill said nothing."
)


def test_only_names_without_doubt():
    assert full_names(ARTICLE) == {"Duarte": "Ines Duarte", "Reyk": "Tomas Reyk"}


@pytest.mark.parametrize(
    ("sentence", "completed"),
    [
        ("Duarte expects growth.", "Ines Duarte expects growth."),
        ("In May, Duarte sold looms to Mr Reyk.", "In May, Ines Duarte sold looms to Tomas Reyk."),
        ("Duarte's mill grew.", "Ines Duarte's mill grew."),
        ("Mr Reyk, 42, agreed.", "Tomas Reyk, 42, agreed."),
        ("Ines Duarte said that Duarte is a common name.", None),
        ("Maria Duarte came too.", None),
        ("The Duarte Foundation paid.", None),
        ("The Kestrel-Duarte plan failed.", None),
        ("Nobody is named here.", None),
    ],
)
def test_completions(sentence: str, completed: str | None):
    found = completions(sentence, {"Duarte": "Ines Duarte", "Reyk": "Tomas Reyk"})
    assert complete(sentence, found) == (completed or sentence)


def test_without_a_speaker_nobody_is_a_person():
    assert full_names("Orbel Bank lent money. Bank rates rose. Ines Duarte slept.") == {}
