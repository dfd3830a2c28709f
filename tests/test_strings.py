"""Packed strings are found, sorted and told apart as a dictionary would do it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enrich.strings import Growing, Hashed, Lookup, Members, Strings, have, ordered

ALPHABET = st.one_of(st.sampled_from("ab \x00é\ud800"), st.characters())
TEXT = st.text(ALPHABET, max_size=12)
DIFFERENT = st.lists(TEXT, unique=True, max_size=20)


@given(st.lists(TEXT, max_size=20), st.integers(-3, 25), st.integers(-3, 25))
def test_strings_are_a_list(given_strings, first, end):
    packed = Strings.of(given_strings)
    assert list(packed) == [packed[place] for place in range(len(packed))] == given_strings
    assert packed[first:end] == given_strings[first:end]
    if given_strings:
        assert packed[-1] == given_strings[-1]


@given(DIFFERENT, DIFFERENT)
def test_a_string_is_found_by_its_hash(there, asked):
    found = Hashed(Strings.of(there))
    assert found == {string: place for place, string in enumerate(there)}
    for string in asked:
        assert (string in found) == (string in there)
        assert found.get(string, -1) == (there.index(string) if string in there else -1)
    in_order = Strings.of(sorted(there))
    assert dict(Hashed(in_order, in_order)) == dict(Lookup(in_order, in_order))


@given(st.lists(st.sampled_from(["", "a", "ab", "ab\x00", "abcdefgh", "abcdefgh b", "abcdefghé"])))
def test_equal_strings_stay_in_order(given_strings):
    places = ordered(Strings.of(given_strings), np.arange(len(given_strings))).tolist()
    assert places == sorted(range(len(given_strings)), key=given_strings.__getitem__)


@given(st.lists(TEXT, max_size=20), st.data())
def test_some_are_sorted_by_code_points(given_strings, data):
    some = [place for place in range(len(given_strings)) if data.draw(st.booleans())]
    places = ordered(Strings.of(given_strings), np.array(some, np.int64)).tolist()
    assert places == sorted(some, key=given_strings.__getitem__)


@given(DIFFERENT, DIFFERENT)
def test_members_and_characters(there, asked):
    found = Members(there, len(there)).find(asked)
    assert found == [there.index(one) if one in there else -1 for one in asked]
    assert have(Strings.of(asked), " ").tolist() == [" " in one for one in asked]


def test_what_has_grown_is_given_once():
    growing = Growing()
    growing.add("a")
    assert list(growing.strings()) == ["a"]
    growing.add_bytes(b"b")
    assert (len(growing), list(growing.strings())) == (1, ["b"])
