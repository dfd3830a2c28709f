from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.evaluate import measures
from enrich.evaluate.measures import Name, Sum, Tally
from enrich.records import Span

HALDEN = Name("Halden Instruments AB", ("Halden", "HLDN"))
BANK = Name("The Bank of Orrin", ())
EDGE = Name("Edge Week", (), borderline=True)
EUR5 = Sum(5e6, 5e6, "EUR")
RANGE = Sum(60e6, 75e6, "EUR")


@pytest.mark.parametrize(
    ("gold", "found", "right", "missed", "false"),
    [
        ([HALDEN], ["Halden Instruments AB"], 1, (), ()),
        ([HALDEN], ["hldn"], 1, (), ()),
        ([BANK], ["Bank  of Orrin"], 1, (), ()),
        ([HALDEN], ["Halden Instruments"], 0, (0,), (0,)),
        ([HALDEN], ["Halden", "HLDN"], 1, (), (1,)),
        ([HALDEN, BANK], [], 0, (0, 1), ()),
        ([EDGE], ["Edge Week"], 0, (), ()),
        ([EDGE], [], 0, (), ()),
        ([], ["Halden"], 0, (), (0,)),
        ([Name("O'Hara")], ["O\N{RIGHT SINGLE QUOTATION MARK}Hara"], 1, (), ()),
    ],
)
def test_names(gold, found, right, missed, false):
    verdict = measures.names(gold, found)
    assert (verdict.tally.right, verdict.missed, verdict.false) == (right, missed, false)


@pytest.mark.parametrize(
    ("gold", "found", "right", "counted", "missed", "false"),
    [
        ([EUR5], [EUR5], 1, 1, (), ()),
        ([EUR5], [Sum(5.004e6, 5.004e6, "EUR")], 1, 1, (), ()),
        ([EUR5], [Sum(5.1e6, 5.1e6, "EUR")], 0, 1, (0,), (0,)),
        ([EUR5], [Sum(5e6, 5e6, "USD")], 0, 1, (0,), (0,)),
        ([EUR5], [Sum(5e6, 5e6)], 0, 1, (0,), (0,)),
        ([EUR5, EUR5], [EUR5], 1, 1, (), ()),
        ([RANGE], [Sum(75e6, 75e6, "EUR")], 1, 1, (), ()),
        ([RANGE], [Sum(60e6, 60e6, "EUR"), Sum(75e6, 75e6, "EUR")], 1, 1, (), ()),
        ([], [EUR5, EUR5], 0, 1, (), (0,)),
        ([EUR5], [Sum(5e6, 5e6, "EUR", "€5m")], 1, 1, (), ()),
    ],
)
def test_sums(gold, found, right, counted, missed, false):
    verdict = measures.sums(gold, found)
    assert (verdict.tally.right, verdict.tally.found) == (right, counted)
    assert (verdict.missed, verdict.false) == (missed, false)


def spans(*pairs):
    return [Span(*pair) for pair in pairs]


@pytest.mark.parametrize(
    ("gold", "found", "exact", "partial"),
    [
        (spans((0, 5)), spans((0, 5)), 1, 1),
        (spans((0, 5)), spans((0, 4)), 0, 1),
        (spans((0, 5)), spans((5, 9)), 0, 0),
        (spans((0, 9)), spans((0, 4), (5, 9)), 0, 1),
        (spans((0, 4), (5, 9)), spans((0, 9)), 0, 1),
        (spans((0, 9), (10, 12)), spans((0, 4), (5, 9), (10, 12)), 1, 2),
        (spans((0, 5)), spans((0, 5), (0, 5)), 1, 1),
        ([], [], 0, 0),
    ],
)
def test_spans(gold, found, exact, partial):
    assert measures.exact(gold, found).tally.right == exact
    assert measures.partial(gold, found).tally.right == partial


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the Halden Group", "Halden Group"),
        ("Halden's", "Halden"),
        ("Prentis\N{RIGHT SINGLE QUOTATION MARK}", "Prentis"),
        ("Theodora", "Theodora"),
        ("Anselm", "Anselm"),
        ("the", "the"),
    ],
)
def test_articles_and_possessives_are_no_part_of_a_span(text, left):
    span = measures.bare(f"({text})", 1, len(text) + 1)
    assert f"({text})"[span.start : span.end] == left


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ("Halden, a maker of lenses, raised €40m on Monday.", 1),
        ("Halden raised €40m.", 1),
        ("halden raised €40m on Monday", 1),
        ("Halden raised €50m.", 0),
        ("On Monday Halden raised €40m.", 0),
        ("", 0),
    ],
)
def test_a_bullet_agrees_with_the_sentence_it_was_cut_from(found, right):
    key = ["Halden, a maker of lenses, raised €40m on Monday."]
    assert measures.sentences(key, [found]).tally == Tally(right, 1, 1)


def test_rates_of_nothing_are_zero():
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


def test_counts_add_up():
    assert measures.total([Tally(1, 2, 3), Tally(1, 1, 1)]) == Tally(2, 3, 4)
    assert measures.total([Tally(2, 3, 4)]).f1 == pytest.approx(200 * 2 / 7)


intervals = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda p: Span(p[0], p[0] + p[1])),
    max_size=8,
)


@given(intervals, intervals)
def test_laws_of_spans(gold, found):
    exact, partial = measures.exact(gold, found).tally, measures.partial(gold, found).tally
    assert exact.right <= partial.right <= min(partial.found, partial.gold)
    assert (exact.found, exact.gold) == (partial.found, partial.gold)
    swapped = measures.exact(found, gold).tally
    assert (swapped.precision, swapped.recall) == (exact.recall, exact.precision)
    assert measures.exact(gold, gold).tally.right == len(set(gold))


words = st.lists(st.sampled_from(["Orrin", "the Orrin", "Halden", "HLDN", "Kestrel"]), max_size=6)


@given(words)
def test_every_find_is_right_or_false_and_every_name_right_or_missed(found):
    gold = [HALDEN, Name("Orrin"), Name("Kestrel Bank")]
    verdict = measures.names(gold, found)
    assert verdict.tally.right + len(verdict.false) == verdict.tally.found == len(found)
    assert verdict.tally.right + len(verdict.missed) == verdict.tally.gold == len(gold)
