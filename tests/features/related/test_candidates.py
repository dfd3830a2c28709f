import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related import neighbours, vectors
from enrich.features.related.candidates import likely_nearest


def matrix(size, width, density, seed):
    rng = np.random.default_rng(seed)
    rows = sp.random(size, width, density, "csr", np.float32, rng).toarray()
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    unit = np.divide(rows, lengths, out=rows, where=lengths > 0)
    return sp.csr_matrix(vectors.scaled(unit).astype(np.int16))


def lists(table):
    return [table.of(row) for row in range(len(table.starts) - 1)]


@given(
    size=st.integers(0, 40),
    width=st.integers(1, 30),
    density=st.sampled_from([0.05, 0.3, 1.0]),
    seed=st.integers(0, 99),
    count=st.integers(1, 6),
    least=st.sampled_from([0, 3000]),
    together=st.sampled_from([1, 3, 256]),
)
def test_with_no_frequent_term_and_enough_candidates_it_is_exact(
    size, width, density, seed, count, least, together
):
    rows = matrix(size, width, density, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("enrich.features.related.candidates.TOGETHER", together)
        likely = likely_nearest(rows, count, least, frequent=1.0, candidates=size)
    assert lists(likely) == lists(neighbours.nearest(rows, count, least))


@given(
    seed=st.integers(0, 30),
    frequent=st.sampled_from([0.0, 0.2, 0.4]),
    heaviest=st.sampled_from([0, 1, 3, 40]),
)
def test_what_is_found_has_its_exact_score(seed, frequent, heaviest):
    rows = matrix(60, 40, 0.15, seed)
    every = lists(neighbours.nearest(rows, 60, 0))
    found = lists(likely_nearest(rows, 5, 0, frequent=frequent, heaviest=heaviest, candidates=10))
    assert all(set(some) <= set(all_) for some, all_ in zip(found, every, strict=True))
    assert all(some == sorted(some, key=lambda one: (-one[1], one[0])) for some in found)


@given(seed=st.integers(0, 30), frequent=st.sampled_from([0.0, 0.2]))
def test_where_every_weight_finds_candidates_it_is_exact(seed, frequent):
    rows = matrix(60, 40, 0.15, seed)
    likely = likely_nearest(rows, 5, 0, frequent=frequent, heaviest=40, candidates=60)
    assert lists(likely) == lists(neighbours.nearest(rows, 5, 0))


def test_many_articles_are_compared_with_candidates():
    rows = matrix(200, 800, 0.01, 1)
    likely = neighbours.nearest(rows, 3, 0, exact_rows=10)
    assert sum(map(len, lists(likely))) > 0
