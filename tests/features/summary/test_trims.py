from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.summary.trims import trim

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("trims.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PIECES = st.sampled_from(
    ["But", "However,", "PARIS", "(Reuters)", "(CNN)", "-", "--", "the", "bank", "Monday", "."]
)


@pytest.mark.parametrize(("sentence", "text", "names"), ROWS, ids=[row[0] for row in ROWS])
def test_trims(sentence: str, text: str, names: str):
    assert trim(sentence) == (text, tuple(names.split()))


@given(st.lists(PIECES, min_size=1, max_size=12).map(" ".join))
def test_what_is_left_is_the_end_of_the_sentence(sentence: str):
    text, names = trim(sentence)
    assert sentence.endswith(text[1:])
    assert (text == sentence) == (not names)
