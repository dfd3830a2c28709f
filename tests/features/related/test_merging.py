"""Lists after a change, against lists made anew from the same vectors."""

import numpy as np
import pytest
import scipy.sparse as sp

from enrich.features.related import neighbours
from enrich.features.related.merging import merged
from enrich.features.related.renumbering import renumbered

ROWS, TERMS, COUNT = 60, 25, 4


def vectors(seed: int) -> np.ndarray:
    # Few weights, all alike, so that ties are many.
    dense = np.random.default_rng(seed).choice([0, 0, 0, 60, 120], (ROWS, TERMS))
    return dense.astype(np.int16)


@pytest.mark.parametrize("changed", [0, 1, 7, 30])
@pytest.mark.parametrize("gone", [0, 3])
@pytest.mark.parametrize("cells", [70, 4_000_000])
def test_merging_gives_what_comparing_all_would(monkeypatch, changed, gone, cells):
    monkeypatch.setattr(neighbours, "BLOCK_CELLS", cells)
    monkeypatch.setattr(neighbours, "BLOCK_ROWS", 16)
    paths = [f"{number:03}" for number in range(0, 2 * ROWS, 2)]
    for seed in range(5):
        random = np.random.default_rng(seed)
        before = vectors(seed)
        left = set(random.choice(paths, gone, replace=False).tolist())
        some = set(random.choice(paths, changed, replace=False).tolist()) - left
        new = sorted(some | {f"{number:03}" for number in range(1, changed, 2)})
        rows = renumbered(paths, {path: row for row, path in enumerate(paths)}, new, left)
        after = np.zeros((len(rows.paths), TERMS), np.int16)
        after[rows.of_kept] = before[rows.kept]
        after[rows.of_new] = vectors(seed + 99)[: len(new)]
        old = neighbours.nearest(sp.csr_matrix(before), COUNT, 1)
        wanted = neighbours.nearest(sp.csr_matrix(after), COUNT, 1)
        found = merged(old, sp.csr_matrix(after), rows, COUNT, 1)
        for part in wanted.__struct_fields__:
            assert getattr(found.table, part).tobytes() == getattr(wanted, part).tobytes()
        then = {paths[row]: [paths[one] for one, _ in old.of(row)] for row in range(ROWS)}
        now = {
            path: [rows.paths[one] for one, _ in wanted.of(row)]
            for row, path in enumerate(rows.paths)
        }
        kept = then.keys() - left - {*new}
        assert {rows.paths[row] for row in found.changed} == {
            path for path in kept if then[path] != now[path]
        }
