import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related import neighbours, vectors
from enrich.features.related.neighbours import UNIT, lowest, nearest, search, to_scores
from enrich.features.related.vectors import SCALE


def brute_force(rows, count, least):
    """The definition: all pairs, rounded, sorted by score and then by row."""
    whole = rows.astype(object)  # Python's integers
    cosines = [[sum(a * b for a, b in zip(x, y, strict=True)) for y in whole] for x in whole]
    scores = [[min(UNIT, (UNIT * c + SCALE**2 // 2) // SCALE**2) for c in line] for line in cosines]
    return [
        sorted(
            ((j, score) for j, score in enumerate(line) if j != i and score >= max(1, least)),
            key=lambda pair: (-pair[1], pair[0]),
        )[:count]
        for i, line in enumerate(scores)
    ]


def unit_rows(size, width, seed, kinds):
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 3, (kinds, width)).astype(np.float32)[rng.integers(0, kinds, size)]
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return vectors.scaled(np.divide(rows, lengths, out=rows, where=lengths > 0)).astype(np.int16)


@given(
    size=st.integers(0, 25),
    width=st.integers(1, 6),
    seed=st.integers(0, 99),
    kinds=st.integers(1, 25),
    count=st.integers(1, 6),
    least=st.sampled_from([0, 1000, 5000, UNIT]),
    cells=st.sampled_from([1, 60, 4_000_000]),
    block=st.sampled_from([1, 7, 4096]),
    stretch=st.sampled_from([1, 20, 4_000_000]),
)
def test_nearest_equals_brute_force(size, width, seed, kinds, count, least, cells, block, stretch):
    rows = unit_rows(size, width, seed, kinds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "SPARE", 1)
        patch.setattr(neighbours, "BLOCK_CELLS", cells)
        patch.setattr(neighbours, "BLOCK_ROWS", block)
        patch.setattr(neighbours, "STRETCH", stretch)
        table = nearest(sp.csr_matrix(rows), count, least)
    assert [table.of(row) for row in range(size)] == brute_force(rows, count, least)


def test_the_number_of_cores_changes_nothing(monkeypatch):
    rng = np.random.default_rng(7)
    rows = sp.random(300, 80, 0.1, "csr", np.float32, rng)
    rows.data = vectors.scaled(rows.data / 4).astype(np.int16)
    monkeypatch.setattr(neighbours, "THREADS_FROM", 0)
    tables = []
    for cores in (1, 2, 5):
        monkeypatch.setattr(neighbours, "cores", lambda cores=cores: cores)
        tables.append(nearest(rows, 7, 0))
    for other in tables[1:]:
        assert other.starts.tobytes() == tables[0].starts.tobytes()
        assert other.rows.tobytes() == tables[0].rows.tobytes()
        assert other.scores.tobytes() == tables[0].scores.tobytes()


def test_identical_rows_are_neighbours_in_order_of_rows_and_never_of_themselves():
    table = nearest(sp.csr_matrix(np.full((40, 1), SCALE, np.int16)), 2, 0)
    assert [[row for row, _ in table.of(i)] for i in range(40)] == [[1, 2], [0, 2], *[[0, 1]] * 38]


@pytest.mark.parametrize("shape", [(0, 0), (1, 0), (1, 3), (5, 0)])
def test_nothing_to_compare_gives_no_neighbours(shape):
    table = nearest(sp.csr_matrix(shape, dtype=np.int16), 5, 0)
    assert [table.of(row) for row in range(shape[0])] == [[]] * shape[0]


def test_search_leaves_out_rows_that_share_nothing():
    rows = sp.csr_matrix(np.eye(3, dtype=np.int16) * SCALE)
    assert search(rows, np.array([0, 1, 0], np.float32), 5, 0) == [(1, UNIT)]


@pytest.mark.parametrize("least", [0, 1, 2, 999, 1000, 5000, UNIT])
def test_the_lowest_product_is_the_lowest(least):
    products = np.array([lowest(least) - 1, lowest(least)], np.int32)
    below, at = to_scores(products).tolist()
    assert below < max(1, least) <= at


def test_no_sum_of_products_overflows():
    same = sp.csr_matrix(np.array([[SCALE], [SCALE]], np.int16))
    assert nearest(same, 1, 0).of(0) == [(1, UNIT)]
