"""Names that only the words around them show: found from these words backwards."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from enrich.features.entities.evidence import before_signs
from enrich.features.entities.signs import OFFICE, TRADE, WORDS

PLAIN = re.compile(
    r"(?:(?<![\w.-])(?=[A-Z])|(?<![^\n])(?=[a-z]{3}))([\w&-]+(?:\s[A-Z][\w&-]+){0,2})"
    rf"(?=,\s+(?:a|an|the)\s+{WORDS}{{0,4}}{TRADE}\b"
    rf"|['\u2019]s\s+(?:(?:former|new)\s+)?{OFFICE}\b)"
)
PARTS = [
    *("Orbel", "quill", "Loy", "AT&T", "of", " ", "\n", "\n\n", "-", ".", ","),
    *(", a maker", ", the new card maker", "'s chief", "\u2019s new CEO", "'s", " a bank"),
]


@given(text=st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_names_before_signs_are_found_as_from_the_front(text):
    assert list(before_signs(text)) == [match.span(1) for match in PLAIN.finditer(text)]
