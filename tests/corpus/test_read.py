from __future__ import annotations

import pytest

from enrich.corpus import read
from enrich.errors import FrontMatterError, UnreadableError
from enrich.records import Plain


def parse(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read.parse(data, "a.md", **options)


def test_an_article():
    article = parse("---\ntitle: Été\nexcerpt: Short.\ndate: 2025-01-02\n---\nBody é\n")
    assert article.title == "Été"
    assert article.excerpt == "Short."
    assert article.fields["date"] == Plain("2025-01-02")
    assert article.text[article.body_start :] == "Body é\n"


def test_offsets_count_characters_and_the_mark_at_the_start():
    article = parse(b"\xef\xbb\xbf---\r\ntitle: \xc3\x89\r\n---\r\nBody")
    assert article.text[article.body_start :] == "Body"


@pytest.mark.parametrize("text", ["", "Just text.\n", "\n---\ntitle: a\n---\n"])
def test_no_front_matter_is_no_article(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: 2024", "2024"),
        ("title: 2024-01-01", "2024-01-01"),
        ("headline: H", "H"),
        ("title: ''\nname: N", "N"),
        ("title: [a]", ""),
        ("draft: true", ""),
    ],
)
def test_the_title(front, title):
    assert parse(f"---\n{front}\n---\n").title == title


def test_our_own_keys_are_no_part_of_the_article():
    article = parse("---\ntitle: A\nsummary: ours\n---\n", ours={"summary"})
    assert article.excerpt == ""
    assert "summary" not in article.fields


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"---\ntitle: a\n---\nab\0c", 4, "binary"),
        (b"---\ntitle: a\n---\nab\xe9c", 4, "not UTF-8"),
    ],
)
def test_what_is_not_text_says_where(data, line, said):
    with pytest.raises(UnreadableError, match=said) as caught:
        parse(data)
    assert caught.value.line == line


def test_broken_front_matter_is_read_as_far_as_it_can_be():
    assert parse("---\ntitle: a\nb: [\n---\nBody\n").fields == {"title": "a"}
    found = parse("---\ntitle: bind:\ndate: {{ x }}\nenrich:\n  skip: a\n---\n").fields
    assert found == {"title": "bind:", "enrich": {"skip": "a"}}
    assert parse('+++\ntitle = "x"\n@def y = 1\n+++\n').fields == {}
    assert parse('+++\ntitle = "x"\nlist = [\n+++\n').fields == {"title": "x"}
    assert parse("---\n- a\n---\n").fields == {}


def test_front_matter_without_an_end_says_where():
    with pytest.raises(FrontMatterError) as caught:
        parse("---\ntitle: a\n")
    assert caught.value.line == 1


def test_a_file_that_cannot_be_opened(tmp_path):
    with pytest.raises(UnreadableError, match="cannot be read"):
        read.load(tmp_path / "none.md")


def test_the_digest_depends_on_what_is_analysed_and_on_nothing_else():
    first = parse("---\ntitle: A\nquality: 1\n---\nBody\n")
    assert read.content_digest(first) == read.content_digest(
        parse("---\nquality: 2\ntitle: A\n---\nBody\n")
    )
    for other in ("---\ntitle: B\n---\nBody\n", "---\ntitle: A\n---\nBody \n"):
        assert read.content_digest(first) != read.content_digest(parse(other))
