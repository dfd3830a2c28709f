import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related import frequencies, vectors
from enrich.features.related.frequencies import Sketch, count, together

COUNTS = st.dictionaries(
    st.sampled_from(["ab", "bc", "cd", "ab bc", "bc cd", "de", "ef"]), st.integers(1, 9)
)


def test_only_terms_of_two_articles_have_a_column():
    known = vectors.vocabulary(count([{"ab": 1, "cd": 3}, {"cd": 1}, {"bc": 1, "cd bc": 2}]))
    assert known.columns == {"cd": 0}
    assert known.frequencies.tolist() == [2]


def test_weights_follow_the_stated_formula():
    known = vectors.vocabulary(count([{"ab": 4, "cd": 1}, {"ab": 1, "cd": 1}, {"cd": 1}]))
    vector = vectors.vector({"ab": 4, "cd": 1}, known)
    raw = np.array([2 * (np.log(4 / 3) + 0.75), np.log(4 / 4) + 0.75])
    assert vector.weights == pytest.approx(raw / np.sqrt((raw**2).sum()), rel=1e-6)


def test_a_pair_counts_for_a_little_less():
    known = vectors.vocabulary(count([{"ab": 1, "ab cd": 1}, {"ab": 1, "ab cd": 1}]))
    assert known.idf.tolist() == pytest.approx([0.75, 0.95 * 0.75])


def test_a_word_of_one_article_shortens_its_vector_but_a_pair_does_not():
    known = vectors.vocabulary(count([{"ab": 1}, {"ab": 1}]))
    plain = vectors.vector({"ab": 1}, known).weights
    assert vectors.vector({"ab": 1, "ab zz": 1}, known).weights == pytest.approx(plain)
    assert vectors.vector({"ab": 1, "zz": 1}, known).weights < plain


def test_an_article_without_known_terms_has_an_empty_vector():
    known = vectors.vocabulary(count([{}, {"ab": 1}]))
    assert vectors.vector({}, known).columns.size == 0
    assert vectors.matrix([vectors.vector({}, known)], 0).shape == (1, 0)


@given(st.lists(COUNTS, max_size=6))
def test_lengths_never_exceed_one(articles):
    known = vectors.vocabulary(count(articles))
    rows = vectors.matrix([vectors.vector(terms, known) for terms in articles], len(known.idf))
    lengths = (rows.toarray().astype(float) ** 2).sum(axis=1) / vectors.SCALE**2
    assert np.all(lengths <= 1 + 1e-4)


@given(st.lists(COUNTS, max_size=6), st.sampled_from([0, 5_000]), st.integers(1, 7))
def test_counting_articles_at_once_gives_the_vectors_of_each(articles, filter_from, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequencies, "FILTER_FROM", filter_from)
        patch.setattr(frequencies, "PLACES_PER_ARTICLE", 1)  # collisions
        patch.setattr(frequencies, "TOGETHER", size)
        sketch = Sketch(len(articles))
        for some in together(articles):
            sketch.add(some)
        counted = count(articles, sketch.seen())
    known = vectors.vocabulary(counted)
    terms = {term for terms in articles for term in terms}
    df = {term: sum(term in one for one in articles) for term in terms}
    kept = sorted(term for term in terms if df[term] > 1)
    assert known.columns == {term: column for column, term in enumerate(kept)}
    assert known.frequencies.tolist() == [df[term] for term in kept]
    rows, lengths = vectors.counted_matrix(counted, known)
    alone = [vectors.vector(terms, known) for terms in articles]
    assert lengths.tolist() == [one.length for one in alone]
    expected = vectors.matrix(alone, len(known.idf))
    for part in ("indptr", "indices", "data"):
        assert getattr(rows, part).tolist() == getattr(expected, part).tolist()
