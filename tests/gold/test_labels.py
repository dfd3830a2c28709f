"""The labels fit their texts: every name and sum occurs, every key sentence is verbatim."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "examples" / "corpus"
KINDS = {"government", "central bank", "ngo", "university", "court", "media", "party", "other"}
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
WINDOWS = {"lccb-opens-case-vlinderplein.md"}


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def split(path: Path) -> tuple[dict[str, Any], str]:
    _, block, body = re.split(r"^---\n", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.M)
    return yaml.safe_load(block), body


def labelled() -> list[tuple[dict[str, Any], str]]:
    """Every row with the text that its labels are about, white space folded."""
    pairs = []
    for row in rows("examples.jsonl"):
        fields, body = split(CORPUS / row["id"])
        prose = LINK.sub(r"\1", body)
        pairs.append((row, f"{fields['title']}\n{fields['excerpt']}\n{prose}"))
    pairs += [(row, f"{row['title']}\n{row['text']}") for row in rows("passages.jsonl")]
    return [(row, " ".join(text.split())) for row, text in pairs]


CASES = [pytest.param(row, text, id=row["id"]) for row, text in labelled()]


def occurs(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


@pytest.mark.parametrize(("row", "text"), CASES)
def test_every_name_occurs(row: dict[str, Any], text: str) -> None:
    entities = [*row["companies"], *row["organizations"], *row["people"]]
    forms = [form for entity in entities for form in [entity["name"], *entity["aliases"]]]
    assert [form for form in [*forms, *row["products"]] if not occurs(form, text)] == []
    assert len(set(forms)) == len(forms)
    assert all(entity["mentions"] > 0 for entity in entities)
    assert {entity["kind"] for entity in row["organizations"]} <= KINDS


@pytest.mark.parametrize(("row", "text"), CASES)
def test_every_sum_occurs(row: dict[str, Any], text: str) -> None:
    assert [money for money in row["money"] if money["text"] not in text] == []
    assert all(money["low"] <= money["high"] for money in row["money"])
    assert all(re.fullmatch("[A-Z]{3}", money["currency"]) for money in row["money"])


@pytest.mark.parametrize(("row", "text"), CASES)
def test_key_sentences_are_verbatim(row: dict[str, Any], text: str) -> None:
    assert [sentence for sentence in row["key_sentences"] if sentence not in text] == []


def test_every_example_is_labelled() -> None:
    assert {row["id"] for row in rows("examples.jsonl")} == {p.name for p in CORPUS.glob("*.md")}


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.md")), ids=lambda path: path.name)
def test_line_ends_are_as_promised(path: Path) -> None:
    data = path.read_bytes()
    crlf = data.count(b"\r\n")
    assert crlf == (data.count(b"\n") if path.name in WINDOWS else 0)
    assert data.count(b"\r") == crlf


def test_the_hard_wrapped_article_is_narrow() -> None:
    _, body = split(CORPUS / "memory-is-the-new-bottleneck.md")
    assert max(map(len, body.splitlines())) <= 80
