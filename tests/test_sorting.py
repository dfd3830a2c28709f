"""Rows sorted on disk come as a stable sort in memory gives them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich import arrays, sorting
from enrich.sorting import Sorter

KIND = np.dtype([("key", np.uint64), ("value", np.int32)])
KEYS = st.one_of(st.integers(0, 2**64 - 1), st.sampled_from([0, 1 << 58, (1 << 58) - 1]))


@given(st.lists(st.lists(KEYS, max_size=6), max_size=5), st.booleans())
def test_rows_come_in_order(parts, on_disk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "MEMORY_BYTES", 1 if on_disk else 1 << 20)
        found = Sorter(KIND)
    every = []
    for keys in parts:
        rows = np.array([(key, len(every) + at) for at, key in enumerate(keys)], KIND)
        every.extend(rows.tolist())
        found.add(rows)
    wanted = sorted(every, key=lambda row: row[0])
    columns = found.columns()
    assert [columns[name].size for name in KIND.names] == [len(every)] * 2
    assert np.asarray(columns["key"]).tolist() == [key for key, _ in wanted]
    assert np.asarray(columns["value"]).tolist() == [value for _, value in wanted]


def test_a_column_is_written_as_an_array(tmp_path):
    found = Sorter(KIND)
    found.add(np.array([(2**63, 1), (5, 2)], KIND))
    arrays.write(tmp_path, "s", found.columns())
    kept = arrays.read(tmp_path, "s")
    assert kept is not None
    assert {name: array.tolist() for name, array in kept.items()} == {
        "key": [5, 2**63],
        "value": [2, 1],
    }
    assert kept["key"].dtype == np.uint64
