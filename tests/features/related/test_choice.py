"""Which of the ranked articles are listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related.choice import MARGIN, Wishes, choose

SCORES = {1: 900, 2: 800, 3: 700, 4: 600}


def never(row, others):
    return False


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [1, 2]),
        ({"least": 850}, [1]),
        ({"least": 950}, []),
        ({"bars": {1: "hidden"}}, [2, 3]),
        ({"pins": [4]}, [4, 1]),
        ({"pins": [9, 4, 1]}, [9, 4]),
        ({"pins": [1], "bars": {1: "draft"}}, [1, 2]),
        ({"present": [2, 1]}, [2, 1]),
        ({"present": [3, 2]}, [1, 2]),
        ({"present": [2, 4]}, [1, 2]),
        ({"present": [4]}, [1, 2]),
        ({"present": [9]}, [1, 2]),
        ({"present": [1, 2, 3]}, [1, 2]),
        ({"present": [4], "bars": {4: "near-duplicate"}}, [1, 2]),
        ({"present": [2], "least": 810}, [1, 2]),
        ({"present": [3], "least": 810}, [1]),
        ({"present": [1], "least": 750}, [1]),
        ({"present": [4, 3], "least": 910}, [4, 3]),
        ({"present": [4, 3], "least": 890}, [1]),
    ],
)
def test_the_list(given, expected):
    wishes = Wishes(**{"places": 2, "least": 1, "bars": {}, **given})
    assert choose(SCORES, wishes, never) == expected


def test_of_copies_one_is_listed():
    def alike(row, others):
        return row in {1, 2} and bool({1, 2} & set(others) - {row})

    assert choose(SCORES, Wishes(3, 1, {}), alike) == [1, 3, 4]
    assert choose(SCORES, Wishes(3, 1, {}, present=[2, 1]), alike) == [2, 3, 4]


@given(
    st.dictionaries(st.integers(0, 20), st.integers(1, 1000)),
    st.lists(st.integers(0, 20), unique=True, max_size=8),
    st.integers(1, 6),
    st.integers(0, 500),
)
def test_a_list_that_was_chosen_stays_when_scores_drift_by_less_than_the_margin(
    scores, present, places, least
):
    first = choose(scores, Wishes(places, least, {}, present=present), never)
    assert len(set(first)) == len(first) <= places
    assert choose(scores, Wishes(places, least, {}, present=first), never) == first
    fresh = choose(scores, Wishes(places, least, {}), never)
    drifted = {row: score * (1 + MARGIN / 3 * (row % 2)) for row, score in scores.items()}
    if len(fresh) == places:
        assert choose(drifted, Wishes(places, 0, {}, present=fresh), never) == fresh
