"""The set that is chosen, against one that looks at every candidate each time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from enrich.features.summary import ranker
from enrich.features.summary.candidates import Candidate
from enrich.features.summary.selection import choose
from enrich.records import Span

TERMS = ("loom", "mill", "linen", "cloth")
KEYWORDS = tuple((term, share) for term, share in zip(TERMS, (0.4, 0.3, 0.2, 0.1), strict=True))
MADE = st.lists(
    st.tuples(st.integers(0, 4), st.sets(st.sampled_from(TERMS)), st.integers(5, 30)), max_size=9
)


def candidate(place: int, tenths: int, covers: set[str], words: int) -> Candidate:
    return Candidate(
        text=f"word{place}",
        span=Span(place, place + 1),
        source=None,
        score=tenths / 20,
        words=words,
        covers=tuple(sorted(covers)),
    )


def exhaustive(pool: list[Candidate], most: int, max_words: int) -> list[Candidate]:
    missing, chosen = dict(KEYWORDS), []
    weight = ranker.load().coverage
    while pool and len(chosen) < most:
        best = min(
            pool,
            key=lambda one: (
                one.words > max_words,
                -round(one.score + weight * sum(missing.get(term, 0.0) for term in one.covers), 6),
                one.span.start,
            ),
        )
        pool = [one for one in pool if one != best]
        chosen.append(best)
        missing = {term: share for term, share in missing.items() if term not in best.covers}
    return sorted(chosen, key=lambda one: one.span)


@given(MADE, st.integers(1, 4))
def test_what_is_looked_at_late_is_not_lost(made, most: int):
    pool = [candidate(place, *one) for place, one in enumerate(made)]
    assert list(choose(pool, KEYWORDS, most, 25).chosen) == exhaustive(pool, most, 25)


def test_candidates_with_defects_fill_up_to_two():
    whole = candidate(0, 1, set(), 9)
    better = [structs.replace(candidate(at, 4, set(), 9), defects=("pronoun",)) for at in (1, 2, 3)]
    pool = [whole, *better]
    assert [one.text for one in choose(pool, (), 3, 25).chosen] == ["word0", "word1"]
    assert len(choose(better, (), 3, 25).chosen) == 2
    assert len(choose([whole, candidate(5, 2, set(), 9), *better], (), 3, 25).chosen) == 2
