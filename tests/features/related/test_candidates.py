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
def test_where_every_article_is_a_candidate_it_is_exact(
    size, width, density, seed, count, least, together
):
    rows = matrix(size, width, density, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("enrich.features.related.candidates.TOGETHER", together)
        likely = likely_nearest(rows, count, least, postings=2000, candidates=size)
    assert lists(likely) == lists(neighbours.nearest(rows, count, least))


@given(seed=st.integers(0, 30), postings=st.sampled_from([0, 1, 20, 60, 200, 10_000]))
def test_what_is_found_has_its_exact_score(seed, postings):
    rows = matrix(60, 40, 0.15, seed)
    every = lists(neighbours.nearest(rows, 60, 0))
    found = lists(likely_nearest(rows, 5, 0, postings=postings, candidates=10))
    assert all(set(some) <= set(all_) for some, all_ in zip(found, every, strict=True))
    assert all(some == sorted(some, key=lambda one: (-one[1], one[0])) for some in found)


def test_an_article_looks_by_its_most_telling_terms():
    # Rows 0 and 1 share a rare term, all of them a frequent one.
    rows = sp.csr_matrix(np.array([[900, 900], [900, 900], *[[0, 900]] * 5], np.int16) * 20)
    assert lists(likely_nearest(rows, 5, 0, postings=2))[:2] == [[(1, 6035)], [(0, 6035)]]
    assert [len(one) for one in lists(likely_nearest(rows, 6, 0, postings=3))] == [6] * 7


def test_many_articles_are_compared_with_candidates():
    rows = matrix(200, 800, 0.01, 1)
    likely = neighbours.nearest(rows, 3, 0, exact_rows=10)
    assert sum(map(len, lists(likely))) > 0
