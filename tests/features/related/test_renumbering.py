"""Rows after articles were added, replaced or removed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related.renumbering import Lines, renumbered, respaced, spread

PATHS = st.sets(st.text("abc", min_size=1, max_size=2), max_size=8)


def lines(parts):
    starts = np.cumsum([0, *map(len, parts)], dtype=np.int64)
    values = np.array([one for part in parts for one in part], np.int32)
    return Lines(starts, (values, -values))


def split(found):
    cuts = found.starts[1:-1]
    assert found.values[1].tolist() == (-found.values[0]).tolist()
    return [part.tolist() for part in np.split(found.values[0], cuts)][: len(found.starts) - 1]


@given(PATHS, PATHS, PATHS, st.data())
def test_rows_and_lines_are_those_of_a_table_made_anew(old, new, gone, data):
    paths, added = sorted(old), sorted(new - gone)
    line = st.lists(st.integers(0, 9), max_size=3)
    before = {path: data.draw(line) for path in paths}
    fresh = {path: data.draw(line) for path in added}
    rows = renumbered(paths, {path: row for row, path in enumerate(paths)}, added, gone)
    wanted = {path: part for path, part in (before | fresh).items() if path not in gone}
    assert list(rows.paths) == sorted(wanted)
    number = {path: row for row, path in enumerate(rows.paths)}
    assert rows.named.tolist() == [number.get(path, -2) for path in paths]
    assert rows.moved.tolist() == [-1 if path in fresh else number.get(path, -1) for path in paths]
    numbers = spread(rows, np.arange(len(paths)), -1).tolist()
    assert numbers == [-1 if path in fresh else paths.index(path) for path in rows.paths]

    kept = [path for path in rows.paths if path not in fresh]
    owners = data.draw(st.lists(st.sampled_from(kept), max_size=4)) if kept else []
    more = np.arange(100, 100 + len(owners), dtype=np.int32)
    gained = (np.array([number[path] for path in owners], np.int32), (more, -more))
    for path, value in zip(owners, more.tolist(), strict=True):
        wanted[path] = [*wanted[path], value]
    parts = [fresh[path] for path in added]
    found = respaced(lines([before[path] for path in paths]), lines(parts), rows, gained)
    assert split(found) == [wanted[path] for path in rows.paths]
