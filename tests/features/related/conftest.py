"""What the tests of related articles share: prose by hand and a small corpus of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from enrich.features import related
from enrich.features.related import Extract
from enrich.features.related.terms import Passage, count_terms
from enrich.settings.schema import RelatedSettings

CORPUS = Path(__file__).with_name("corpus.tsv")


def read(title: str, *paragraphs: str) -> Extract:
    """Return the extract of an article given as plain text."""
    passages = [Passage(title, title=True), *(Passage(paragraph) for paragraph in paragraphs)]
    return Extract(*count_terms(passages))


@pytest.fixture(scope="session")
def extracts() -> dict[str, Extract]:
    rows = [line.split("\t") for line in CORPUS.read_text("utf-8").splitlines()]
    return {path: read(title, *body.split(" | ")) for path, title, body in rows}


@pytest.fixture(scope="session")
def index(extracts: dict[str, Extract]) -> related.Index:
    return related.fit(extracts, RelatedSettings())
