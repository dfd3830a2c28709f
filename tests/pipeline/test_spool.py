"""What is put aside on disk is given back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.corpus.find import Source
from enrich.pipeline import spool
from enrich.pipeline.entries import Entries, Entry
from enrich.pipeline.spool import Numbers, Spool


class Lines(Spool[bytes]):
    def _read(self, path: str, data: bytes) -> bytes:
        return data


PATHS = st.sampled_from(["a.md", "b.md", "x/a.md", "é.md"])
PUTS = st.lists(st.tuples(PATHS, st.binary(min_size=1, max_size=9)), max_size=9)


@given(PUTS, PUTS, st.booleans())
def test_spools_that_share_their_numbers_are_dictionaries(one, other, on_disk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "MEMORY_BYTES", 1 if on_disk else 1 << 20)
        numbers = Numbers()
        spools = Lines(numbers), Lines(numbers)
    for found, puts in zip(spools, (one, other), strict=True):
        for path, data in puts:
            found.put(path, data)
    for found, puts in zip(spools, (one, other), strict=True):
        assert found == dict(puts)
        assert list(found) == sorted(dict(puts))
        assert "none.md" not in found
        assert found.get("none.md") is None


def test_an_entry_is_read_as_it_was():
    entries = Entries()
    fields = {"n": 10**30, "list": [{"a": None, 1: True}], "text": "\ud800"}
    entry = Entry(Source("/c/a.md", "a.md"), "T", fields, "1", "2", '[{"map": [["title", "B"]]}]')
    entries.add("a.md", entry)
    assert entries["a.md"] == entry
    assert entries["a.md"].related == [{"title": "B"}]
