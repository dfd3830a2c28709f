import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related.neighbours import UNIT, nearest, search


def brute_force(rows, count, least):
    """The definition: all pairs, rounded, sorted by score and then by row."""
    cosines = np.minimum(np.rint((rows @ rows.T) * np.float32(UNIT)), UNIT).astype(int)
    return [
        sorted(
            ((j, score) for j, score in enumerate(line) if j != i and score >= max(1, least)),
            key=lambda pair: (-pair[1], pair[0]),
        )[:count]
        for i, line in enumerate(cosines.tolist())
    ]


def unit_rows(size, width, seed, kinds):
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 3, (kinds, width)).astype(np.float32)[rng.integers(0, kinds, size)]
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return np.divide(rows, lengths, out=rows, where=lengths > 0)


@given(
    size=st.integers(0, 25),
    width=st.integers(1, 6),
    seed=st.integers(0, 99),
    kinds=st.integers(1, 25),
    count=st.integers(1, 6),
    least=st.sampled_from([0, 1000, 5000, UNIT]),
    cells=st.sampled_from([1, 60, 4_000_000]),
)
def test_nearest_equals_brute_force(size, width, seed, kinds, count, least, cells):
    rows = unit_rows(size, width, seed, kinds)
    table = nearest(sp.csr_matrix(rows), count, least, cells)
    assert [table.of(row) for row in range(size)] == brute_force(rows, count, least)


def test_identical_rows_are_neighbours_in_order_of_rows_and_never_of_themselves():
    table = nearest(sp.csr_matrix(np.ones((4, 1), np.float32)), 2, 0)
    assert [[row for row, _ in table.of(i)] for i in range(4)] == [[1, 2], [0, 2], [0, 1], [0, 1]]


@pytest.mark.parametrize("shape", [(0, 0), (1, 0), (1, 3), (5, 0)])
def test_nothing_to_compare_gives_no_neighbours(shape):
    table = nearest(sp.csr_matrix(shape, dtype=np.float32), 5, 0)
    assert [table.of(row) for row in range(shape[0])] == [[]] * shape[0]


def test_search_leaves_out_rows_that_share_nothing():
    rows = sp.csr_matrix(np.eye(3, dtype=np.float32))
    assert search(rows, np.array([0, 1, 0], np.float32), 5, 0) == [(1, UNIT)]
