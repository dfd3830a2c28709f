import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.summary import idf
from enrich.features.summary.centrality import cosine, sums, vector
from enrich.features.summary.features import Sentence, known

WORDS = st.sampled_from(["harbour", "boat", "insurance", "engine", "fine", "licence", "office"])
SENTENCES = st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=8)


@given(SENTENCES)
def test_running_totals_equal_the_definition(sentences):
    vectors = [vector(words) for words in sentences]
    expected = [sum(cosine(one, other) for other in vectors[:i]) for i, one in enumerate(vectors)]
    found, total = sums(vectors)
    assert found == pytest.approx(expected, abs=1e-9)
    assert sum(total.values()) == pytest.approx(sum(sum(one.values()) for one in vectors))


def test_what_later_sentences_take_up_is_central():
    said = [["boat", "engine"], ["harbour", "fine"], ["boat", "engine"], ["boat"]]
    scores = [one["central"] for one in known([Sentence("", one) for one in said], []).features]
    assert max(scores) == scores[0] == 1


def test_rare_terms_weigh_more_and_unknown_ones_most():
    assert idf.weight("people") < idf.weight("harbor") <= idf.weight("zyzzyva-of-no-corpus")
