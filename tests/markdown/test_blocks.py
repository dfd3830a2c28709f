"""Blocks of plain lines are read at once, and as the rules for all blocks read them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enrich.markdown import blocks

LINES = [
    *("", "", "Orbel grew.", "and grew  ", '"Yes," said Ada.', "---", "===", "- one", "1. two"),
    *("> it said", "# Head", "    code", "  indented", "\ttabbed", "| a | b |", "|---|---|", "```"),
    *(
        "<div>",
        "</div>",
        "[a]: /b",
        "a | b",
        "* * *",
        "+",
        "<!-- x",
        "-->",
        "> - both",
        "\u00e9t\u00e9",
    ),
]


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_plain_lines_are_read_as_by_all_rules(lines):
    source = blocks.source_lines("\n".join(lines), 0)
    every_rule = blocks._parser.__wrapped__()
    every_rule.disable("plain")
    expected = list(blocks._stretches(every_rule.parse("\n".join(lines)), source))
    assert blocks.markdown_blocks(source)[0] == expected
