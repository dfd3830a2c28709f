"""What a link copies survives being kept, and what changed since is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich import store
from enrich.corpus.find import Source
from enrich.pipeline import fields, revised, saved, settled
from enrich.pipeline.select import Selection
from enrich.records import Plain
from enrich.store import Stamp

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5),
    st.builds(Plain, st.text(max_size=5)),
)  # fmt: skip
KEYS = st.one_of(st.sampled_from(["plain", "map"]), st.text(max_size=3))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)
STAMPS = {f"{number}.md": Stamp(number, 7) for number in range(10)}


@given(VALUES)
def test_a_value_is_read_as_it_was(value):
    assert fields.value_of(json.loads(json.dumps(fields.plain(value)))) == value


def selection(*others: str) -> Selection:
    target, *rest = (Source(name, name) for name in ("0.md", *others))
    return Selection(Path("/c"), (target,), tuple(rest), ("related",), True, {})


def kept() -> saved.Saved:
    files = {name: place for place, name in enumerate(STAMPS)}
    stamps = [[one.size, one.mtime_ns] for one in STAMPS.values()]
    return saved.Saved(
        "", None, None, files, np.array(stamps), {}, (), None, None, frozenset(), frozenset()
    )


def test_what_changed_is_read_and_what_is_gone_is_named(monkeypatch):
    monkeypatch.setattr(revised, "MOST_CHANGED", 0.4)
    now = {**STAMPS, "1.md": Stamp(1, 8), "new.md": Stamp(1, 1)}
    others = [f"{number}.md" for number in range(1, 9)]
    found = revised.changes(kept(), selection(*others, "new.md"), now)
    assert [source.name for source in found.sources] == ["1.md", "new.md"]
    assert found.gone == {"9.md"}


def test_too_many_changes_are_not_made_up_for(monkeypatch):
    monkeypatch.setattr(revised, "MOST_CHANGED", 0.1)
    now = {**STAMPS, "0.md": Stamp(1, 8), "1.md": Stamp(1, 8)}
    with pytest.raises(saved.Unusable, match="2 of 10 files are new or changed"):
        revised.changes(kept(), selection(*(f"{number}.md" for number in range(1, 10))), now)


def test_a_file_touched_while_it_was_looked_at_is_not_trusted():
    checked = 7 + settled.RACY_NS
    assert set(settled.steady(STAMPS, checked, None).values()) == {Stamp(-1, -1)}
    assert settled.steady(STAMPS, checked + 1, None) == STAMPS


def test_a_file_that_was_not_done_is_read_again():
    left = {name: stamp for name, stamp in STAMPS.items() if name != "3.md"}
    state = store.Settled("s", 1, left, {})
    found = settled.steady(STAMPS, 8 + settled.RACY_NS, state)
    assert found == STAMPS | {"3.md": Stamp(-1, -1)}
