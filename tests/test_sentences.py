from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich import sentences
from enrich.records import Block

TABLE = Path(__file__).parent / "golden/markdown/sentences.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def split(text: str, *blocks: Block) -> list[str]:
    spans = sentences.split(text, blocks or (Block(0, len(text), "paragraph"),))
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("expected", ROWS, ids=[row[0][:30] for row in ROWS])
def test_table(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_never_across_blocks() -> None:
    text = "No end here\n\nand so on"
    assert split(text, Block(0, 11, "paragraph"), Block(13, 22, "item")) == [
        "No end here",
        "and so on",
    ]


@pytest.mark.parametrize("kind", ["title", "heading"])
def test_titles_and_headings_are_one_sentence(kind: str) -> None:
    text = "Who won? Nobody. See why."
    assert split(text, Block(0, len(text), kind)) == [text]  # type: ignore[arg-type]


def test_nothing_gives_nothing() -> None:
    assert sentences.split("", ()) == ()
    assert split("   ") == []


@given(st.text(st.sampled_from('ab. A?!"”)(\n5RsNo'), max_size=200))
def test_every_character_is_in_one_sentence(text: str) -> None:
    spans = sentences.split(text, (Block(0, len(text), "paragraph"),))
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
