"""What is shown as shared is written in both articles."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enrich.features import related
from enrich.features.related import Extract
from enrich.features.related.frequencies import count
from enrich.features.related.phrases import corpus_phrases, writing
from enrich.features.related.terms import Passage, count_terms
from enrich.features.related.vectors import vocabulary
from enrich.settings.schema import RelatedSettings

OPTIONS = RelatedSettings(min_score=0.0, because=20)
PIECES = (
    "Mark", "Lewis-Francis", "Francis", "Obikwelu", "Bank of England", "England", "England's",
    "bank", "BANK", "Prime Minister", "Ann", "Smith", "de", "\u0130zmir", "R&D", "costs", "costs",
    "of the", "in", "and", ",", ".", "-", "\n", "\u00a0", "O\u2019Brien", "ran",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


def read(text: str) -> Extract:
    """Read a text; the full stop keeps one full of names from looking like a headline."""
    return Extract(*count_terms([Passage(f"{text}.")]))


def shown(texts: list[str]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the reasons for every pair of texts that are neighbours."""
    extracts = {str(number): read(text) for number, text in enumerate(texts)}
    model = related.fit(extracts, OPTIONS)
    return {
        (int(path), int(found.path)): found.because
        for path, item in extracts.items()
        for found in related.apply(path, item, model, OPTIONS)
    }


def squeezed(text: str) -> str:
    return " ".join(text.split()).lower()


@given(st.lists(TEXTS, min_size=2, max_size=5))
@example(["See Mark Lewis-Francis run", "See Lewis-Francis Obikwelu run, Mark"])
def test_every_name_of_several_words_is_written_in_both(texts):
    for numbers, because in shown(texts).items():
        for reason in because:
            if re.search(r"[\s-]", reason):
                assert all(squeezed(reason) in squeezed(texts[number]) for number in numbers)


@pytest.mark.parametrize(
    ("first", "second", "expected", "never"),
    [
        (
            "We saw Mark Lewis-Francis run",
            "We saw Lewis-Francis Obikwelu run",
            "Lewis-Francis",
            "Mark Lewis-Francis Obikwelu",
        ),
        (
            "We heard Prime Minister Ann Smith",
            "They met British Prime Minister Ann Smith",
            "Prime Minister Ann Smith",
            "Ann Smith",
        ),
        (
            "A bank in England failed",
            "Later the Bank of England failed",
            "England",
            "Bank of England",
        ),
        ("Ann Smith ran. We saw Smith", "We saw Ann Smith run", "Ann Smith", "Smith"),
        ("The ANN SMITH ran then", "We saw Ann Smith run", "Ann Smith", "ANN SMITH"),
        ("We saw Rosa de Berg run", "Then Rosa de Berg ran", "Rosa de Berg", "Rosa"),
        ("They fund R&D costs", "They fund R & D costs", "costs", "R&D"),
    ],
)
def test_a_name_is_shown_as_both_write_it(first, second, expected, never):
    for because in shown([first, second]).values():
        assert expected in because
        assert never not in because


def test_a_term_is_shown_as_the_article_at_hand_writes_it():
    texts = ["They use MBlox here", "They use Mblox here", "They use Mblox there"]
    assert shown(texts)[0, 1] == ("MBlox",)
    assert shown(texts)[1, 0] == ("Mblox",)


def test_a_corpus_shows_a_name_only_where_most_articles_write_one():
    texts = ["We like Apple", "We like apple", "We like apple pie", "We like apple pie"]
    assert shown(texts)[0, 1] == ("apple",)


def test_a_corpus_tells_names_from_phrases():
    texts = ["Join our Police Officers Club", "We saw police officers", "More police officers ran"]
    assert all("police officers" in because for because in shown(texts).values())


def test_a_part_of_a_name_gives_way_to_a_more_frequent_one():
    texts = ["They met Minister Ann Smith", "Then Minister Ann Smith-Jones", "We know Ann Smith"]
    assert all("Minister Ann" not in because for because in shown(texts).values())


def test_an_article_outside_the_index_shows_what_both_write():
    model = related.fit({"a": read("We saw Ann Smith run"), "b": read("See Ann Smith")}, OPTIONS)
    assert related.similar("when did ann smith run", model)[0].because[0] == "Ann Smith"
    assert "Ann Smith" not in related.similar("ann said smith ran", model)[0].because


def test_words_that_only_begin_names():
    extract = read("We saw Ann Smith and Bo Berg run, but Bo fell")
    known = vocabulary(count([]))
    own = writing(extract.surfaces, extract.terms, corpus_phrases([], known), known)
    assert own.openings == {"ann"}
