"""Whose value is it: one row per situation, and the law that deciding twice is deciding once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.frontmatter.ownership import Rights, decide

ROWS = [
    # present  recorded  wanted   write  remove  on record  kept
    ("-", "-", "1", "k", "", "1", ""),
    ("1", "1", "1", "", "", "1", ""),
    ("1", "1", "2", "k", "", "2", ""),
    ("1", "1", "-", "", "k", "-", ""),
    ("1", "-", "1", "", "", "-", "not ours"),
    ("1", "-", "2", "", "", "-", "not ours"),
    ("3", "1", "2", "", "", "1", "by hand"),
    ("3", "1", "-", "", "", "1", "by hand"),
    ("-", "1", "2", "k", "", "2", ""),
    ("-", "1", "-", "", "", "-", ""),
    ("1", "-", "-", "", "", "-", ""),
]


def mapping(digest):
    return {} if digest == "-" else {"k": digest}


@pytest.mark.parametrize(
    ("present", "recorded", "wanted", "write", "remove", "record", "kept"), ROWS
)
def test_decision(present, recorded, wanted, write, remove, record, kept):
    found = decide(mapping(present), mapping(recorded), mapping(wanted), Rights())
    assert found.write == tuple(write)
    assert found.remove == tuple(remove)
    assert found.record == mapping(record)
    assert [kept in note.message for note in found.kept] == ([True] if kept else [])


def test_adopted_values_are_ours_at_once():
    found = decide({"k": "3"}, {"k": "1"}, {"k": "2"}, Rights(adopt=("k",)))
    assert (found.write, found.record, found.kept) == (("k",), {"k": "2"}, ())
    same = decide({"k": "2"}, {}, {"k": "2"}, Rights(adopt=("k",)))
    assert (same.write, same.record) == ((), {"k": "2"})


@pytest.mark.parametrize("rights", [Rights(untouched=("k",)), Rights(locked=("k",))])
def test_set_aside_keys_stay_as_they_are(rights):
    assert decide({"k": "1"}, {"k": "1"}, {}, rights).record == {"k": "1"}
    assert decide({"k": "1"}, {"k": "1"}, {}, rights).remove == ()


def test_a_lock_beats_adoption():
    found = decide({"k": "1"}, {"k": "1"}, {"k": "2"}, Rights(locked=("k",), adopt=("k",)))
    assert (found.write, found.record) == ((), {"k": "1"})
    assert [note.message for note in found.kept] == ["k is locked in this file"]


digests = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))
keys = st.sets(st.sampled_from("abcd"))


@given(digests, digests, digests, keys, keys, keys)
def test_deciding_again_changes_nothing(present, recorded, wanted, untouched, adopt, locked):
    rights = Rights(untouched, adopt, locked)
    first = decide(present, recorded, wanted, rights)
    after = {key: d for key, d in present.items() if key not in first.remove}
    after |= {key: wanted[key] for key in first.write}
    again = decide(after, first.record, wanted, rights)
    assert (again.write, again.remove, again.record) == ((), (), first.record)
    assert again.kept == first.kept
