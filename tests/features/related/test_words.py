import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related.words import content_words, normalized, pairs, singular


def terms(text: str) -> list[str]:
    return [word.term for word in content_words(normalized(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The price of the houses", ["price", "house"]),
        ("O'Brien and AT&T met", ["o'brien", "at&t", "met"]),
        ("Apple\u2019s and Apple's", ["apple", "apple"]),
        ("I don\u2019t think it's WE'RE", ["think"]),
        ("caf\u00e9 cafe\u0301", ["caf\u00e9", "caf\u00e9"]),
        (
            "\u041d\u043e\u0432\u043e\u0441\u0442\u0438 2024",
            ["\u043d\u043e\u0432\u043e\u0441\u0442\u0438", "2024"],
        ),
        ("snake_case x y zz", ["snake", "case", "zz"]),
        ("see https://example.org/apple/banana now", []),
        ("", []),
        ("... !? --", []),
    ],
)
def test_words_are_folded_and_function_words_dropped(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bank of England", ["bank england"]),
        ("rates rose. Lenders cheered", ["rate rose", "lender cheered"]),
        ("the chips (Corvid) sold", []),
        ("red, green", ["red green"]),
    ],
)
def test_pairs_bridge_function_words_but_not_sentences(text, expected):
    assert [pair for pair, _, _ in pairs(tuple(content_words(text)))] == expected


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("companies", "company"), ("lenders", "lender"), ("houses", "house"), ("campus", "campus"),
        ("boss", "boss"), ("crisis", "crisis"), ("gas", "gas"), ("movies", "movy"),
    ],
)  # fmt: skip
def test_singular_and_plural_are_one_term(word, term):
    assert singular(word) == term


@given(st.text())
def test_offsets_give_the_form_as_written(text):
    text = normalized(text)
    for word in content_words(text):
        assert text[word.start : word.end] == word.form
