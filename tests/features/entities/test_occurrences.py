"""Where names and words stand: the same as one pattern for all of them finds."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from enrich.features.entities.lists import alternatives
from enrich.features.entities.occurrences import standing, times
from enrich.features.entities.spans import plain

NAMES = ["Ada", "Ada Loy", "Loy", "Loy Ada Loy", "Ada's Loy", "Loy-Ada", "Loy Inc.", "Ad", "Orbel"]
PARTS = ["Ada", "Loy", "Ad", "Orbel", "Inc.", " ", "\n\n", "'s", "\u2019s", "-", ".", "a", "1", "_"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)


@given(text=TEXTS, names=st.sets(st.sampled_from(NAMES), min_size=1))
def test_names_stand_where_a_pattern_of_them_matches(text, names):
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives(frozenset(names))})(?![\w-])")
    expected = [(*match.span(), plain(match[0])) for match in pattern.finditer(text)]
    assert list(standing(text, names)) == expected


@given(text=TEXTS, word=st.sampled_from(["Ada", "a", "Loy", "Ad", "s", "A1"]))
def test_words_are_counted_as_among_all_words(text, word):
    assert times(text, word) == Counter(re.findall(r"[^\W\d_]+", text))[word]
