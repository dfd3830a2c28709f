"""Where prose stands in its file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enrich.markdown import prose as read
from enrich.markdown.places import CONTEXT, Places
from enrich.records import Article, Span

TEXT = "---\ntitle: Orbel\n---\n\nOne *two*\nthree.\n\nThe [mill](https://mill.example) of Orbel.\n"


def placed(text: str, words: str, title: str = ""):
    article = Article("a.md", title, "", {}, text, text.index("---\n", 4) + 4)
    prose = read(article)
    start = prose.text.index(words)
    return Places(article, prose).of(Span(start, start + len(words)))


def test_lines_count_from_the_top_of_the_file():
    assert placed(TEXT, "two").line == 5
    assert placed(TEXT, "three").line == 6
    assert placed(TEXT, "mill").line == 8


def test_the_words_around_stay_in_the_block():
    place = placed(TEXT, "mill")
    assert (place.before, place.text, place.after) == ("The ", "mill", " of Orbel.")


def test_long_surroundings_are_cut_between_words():
    place = placed(f"---\n---\n{'word ' * 40}here {'other ' * 40}\n", "here")
    assert place.before == "… " + "word " * (CONTEXT // 5 - 1)
    assert place.after.endswith(" …")
    assert "othe …" not in place.after


def test_a_title_has_no_line():
    place = placed(TEXT, "Orbel", title="Orbel")
    assert (place.line, place.block) == (None, "title")


@given(st.integers(0, 60), st.integers(0, 60))
def test_any_span_has_a_place(start, length):
    article = Article("a.md", "", "", {}, TEXT, 21)
    prose = read(article)
    place = Places(article, prose).of(Span(start, start + length))
    assert "\n" not in place.before + place.text + place.after
