from __future__ import annotations

import time

import pytest

from enrich.markdown import plain, prose
from enrich.records import Article

MANY = 5_000
DEEP = {
    "quotes": ">" * MANY,
    "spaced quotes": "> " * MANY + "x",
    "brackets": "[" * MANY,
    "images": "![" * MANY,
    "links": "[a](" * MANY,
    "emphasis": "**a_" * MANY,
    "backticks": "".join("`" * (i % 100 + 1) + " " for i in range(1000)),
    "angles": "<" * MANY,
    "comments": "<!--" * MANY,
    "tables": "<table>" * MANY,
    "tags": "{{ " * MANY,
    "raw": "{% raw %}\n" * MANY,
    "fences": "```\n" * (MANY + 1),
    "lists": "\n".join("  " * 2 * i + "- x" for i in range(300)),
    "html lists": "<ul><li>" * MANY,
    "jsx": '<A b="' * MANY,
    "references": "[a]: b\n" * MANY + "[a] " * MANY,
    "addresses": "a." * MANY + "@",
    "lines": "a.\n" * MANY,
}


def timed(text: str) -> float:
    start = time.process_time()
    prose(Article("a.md", "T", "", {}, text, 0))
    return time.process_time() - start


@pytest.mark.parametrize("name", DEEP)
def test_nesting_and_repetition_are_bounded(name: str) -> None:
    assert timed(DEEP[name]) < 5


def test_a_long_body_takes_time_in_proportion() -> None:
    paragraph = "The ferry left Elmsworth at nine and came back late. " * 12 + "\n\n"
    assert timed(paragraph * 2_000) < 10


def test_one_endless_line() -> None:
    assert timed("word " * 200_000) < 5
    assert len(plain("word " * 200_000).blocks) == 1
