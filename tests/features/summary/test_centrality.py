import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.summary import idf
from enrich.features.summary.centrality import similarity, vectors
from enrich.features.summary.features import Sentence, known

WORDS = st.sampled_from(["harbour", "boat", "insurance", "engine", "fine", "licence", "office"])
SENTENCES = st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=8)


def unit(words: list[str]) -> dict[str, float]:
    weights = {word: words.count(word) * idf.weight(word) for word in words}
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())


@given(SENTENCES)
def test_running_totals_equal_the_definition(sentences):
    alike, each = similarity(vectors(sentences)), [unit(words) for words in sentences]
    for place, one in enumerate(each):
        before = sum(cosine(one, other) for other in each[:place])
        after = sum(cosine(one, other) for other in each[place + 1 :])
        assert alike.before[place] == pytest.approx(before, abs=1e-9)
        assert alike.after[place] == pytest.approx(after, abs=1e-9)


def test_what_later_sentences_take_up_is_central():
    said = [["boat", "engine"], ["harbour", "fine"], ["boat", "engine"], ["boat"]]
    scores = [one["central"] for one in known([Sentence("", one) for one in said], []).features]
    assert max(scores) == scores[0] == 1


def test_rare_terms_weigh_more_and_unknown_ones_most():
    assert idf.weight("people") < idf.weight("harbor") <= idf.weight("zyzzyva-of-no-corpus")
