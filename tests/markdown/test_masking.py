from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.markdown.masking import HOLE, _next, _rules, mask

KEPT = [
    "Nothing to hide: 10:30, 50 %, $5, {braces}, [brackets] and a < b.",
    "```\n{{ in a fence }}\n```\n",
    "    ~~~ not a fence\n",
    "`{% in code %}` stays for the Markdown parser",
    "<table> that nobody closes",
    "{{ that nobody closes",
    "<!-- that nobody closes",
    "[[1]](https://example.org)",
    "export controls were tightened",
    "import duties rose",
    "<https://example.org/a>",
]
HIDDEN = [
    ("a {{ b }} c", ["{{ b }}"]),
    ("a {%- if b -%} c", ["{%- if b -%}"]),
    ("{% raw %}x{% endraw %} y", ["{% raw %}x{% endraw %}"]),
    ("a <% b %> c", ["<% b %>"]),
    ("a <script>b</script> c", ["<script>b</script>"]),
    ("<table><table></table>x</table>y", ["<table><table></table>x</table>"]),
    ("```\n<table>\n```\nx <table>y</table>", ["<table>y</table>"]),
    ("a <B c={() => d > e} /> f", ["<B c={() => d > e} />"]),
    ("[[a|b]]", ["[[a|", "]]"]),
    ("x %%y%%", ["%%y%%"]),
]


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(("text", "parts"), HIDDEN)
def test_hidden(text: str, parts: list[str]) -> None:
    expected = text
    for part in parts:
        expected = (HOLE * len(part)).join(expected.rsplit(part, 1))
    assert mask(text).text == expected


def test_a_line_of_holes_becomes_blank() -> None:
    assert mask("a\n{% b %}\nc").text == "a\n       \nc"


def test_links_inside_tags_are_kept() -> None:
    text = '[[Page|x]] {{< relref "b.md" >}} {% post_url 2020-01-01-c %} [[toc]]'
    assert [target for _, target in mask(text).targets] == ["Page", "b.md", "2020-01-01-c"]


@given(st.text(st.sampled_from("a \n{}%<>!-[]|`~:^$#"), max_size=200))
def test_length_and_line_ends_stay(text: str) -> None:
    masked = mask(text).text
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]


@given(
    text=st.lists(
        st.sampled_from(
            ["\n", "a", " ", "`", "{%", "%}", "{{", "<", "[[b]]", ":", "- ", "# ", "!["]
        )
    ).map("".join),
    position=st.integers(0, 20),
)
def test_the_next_rule_is_the_one_that_a_search_finds(text, position):
    position = min(position, len(text))
    found, expected = _next(text, position), _rules().search(text, position)
    assert (found and found.span()) == (expected and expected.span())
