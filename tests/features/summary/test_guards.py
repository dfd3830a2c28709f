from pathlib import Path

import pytest

from enrich.features.summary.guards import bar, defects
from enrich.features.summary.words import terms

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("guards.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "title", "verdict"), ROWS, ids=[row[0] for row in ROWS])
def test_bar_and_defects(sentence: str, title: str, verdict: str):
    found = bar(sentence, terms(sentence), title) or " ".join(defects(sentence)) or "-"
    assert found == verdict
