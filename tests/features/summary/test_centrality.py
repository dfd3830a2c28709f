import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.summary import idf
from enrich.features.summary.centrality import centrality, vector

WORDS = st.sampled_from(["harbour", "boat", "insurance", "engine", "fine", "licence", "office"])
SENTENCES = st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=8)


def by_definition(sentences):
    """PacSum with weights -1 and 1 and no threshold, from the matrix of similarities."""
    vectors = [vector(words) for words in sentences]

    def cosine(i, j):
        return sum(value * vectors[j].get(term, 0.0) for term, value in vectors[i].items())

    size = range(len(vectors))
    return [sum(cosine(i, j) * (1 if j > i else -1) for j in size if j != i) for i in size]


@given(SENTENCES)
def test_linear_sums_equal_the_definition(sentences):
    expected = by_definition(sentences)
    low, high = min(expected), max(expected)
    spread = high - low if high - low > 1e-9 else None
    got = [score - 1 / (1 + i) for i, score in enumerate(centrality(sentences))]
    if spread:
        assert got == pytest.approx([(value - low) / spread for value in expected], abs=1e-6)


def test_what_later_sentences_take_up_is_central():
    scores = centrality([["boat", "engine"], ["harbour", "fine"], ["boat", "engine"], ["boat"]])
    assert max(scores) == scores[0]


def test_no_sentences():
    assert centrality([]) == []


def test_rare_terms_weigh_more_and_unknown_ones_most():
    assert idf.weight("people") < idf.weight("harbor") <= idf.weight("zyzzyva-of-no-corpus")
