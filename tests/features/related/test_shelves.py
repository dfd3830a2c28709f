"""A shelf that was kept and revised answers as one made of the same articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related import shelves
from enrich.features.related.standing import Standing, shelf
from enrich.strings import Strings

PATHS = st.sampled_from(["a.md", "b.md", "x/a.md", "x/2020-01-02-b.md", "c/index.md"])
ADDRESSES = st.sampled_from(["/a", "/x/a/", "b", "https://ferry.example/the-long-way-home", "c"])
STANDINGS = st.builds(
    Standing,
    title=st.sampled_from(["", "Ferry", "Loom"]),
    addresses=st.lists(ADDRESSES, max_size=2).map(tuple),
    draft=st.booleans(),
)
SHELVES = st.dictionaries(PATHS, STANDINGS, max_size=5)


@given(SHELVES, SHELVES, st.sets(PATHS, max_size=2))
def test_a_kept_shelf_is_revised_as_if_it_were_made_anew(old, new, gone):
    new = {path: one for path, one in new.items() if path not in gone}
    paths = sorted(old)
    rows = {path: row for row, path in enumerate(paths)}
    kept = shelves.restored(shelves.arrays(shelf(paths, old), rows), Strings.of(paths))
    found = shelves.revised(kept, new, gone)
    left = {path: one for path, one in (old | new).items() if path not in gone}
    wanted = shelf(left, left)
    assert found.drafts == wanted.drafts
    assert dict(found.titles) == wanted.titles
    assert dict(found.directory.paths) == wanted.directory.paths
    assert dict(found.directory.slugs) == wanted.directory.slugs
    assert len(found.titles) == len(wanted.titles)
