from __future__ import annotations

import pytest

from enrich.evaluate import passages
from enrich.evaluate.gold import Passage
from enrich.evaluate.measures import Tally
from enrich.evaluate.result import POOLED
from enrich.records import Span

TEXT = "The Halden Group pays Orrin's Ines Duarte $5."
SPANS = ((0, 16, "ORG"), (22, 29, "ORG"), (30, 41, "PERSON"), (42, 44, "MONEY"))
FOUND = {
    "people": [Span(35, 41)],
    "companies": [Span(4, 16)],
    "organizations": [Span(22, 27)],
    "money": [Span(42, 44)],
}


def test_organizations_stand_for_both_where_companies_are_not_told_apart():
    gold = [Passage(TEXT, SPANS, frozenset({"PERSON", "ORG"}), 3)]
    report = passages.score(gold, [FOUND], "gold.jsonl")
    assert report.exact == {POOLED: Tally(2, 2, 2), "people": Tally(0, 1, 1)}
    assert report.partial["people"] == Tally(1, 1, 1)
    assert [(slip.line, slip.text) for slip in report.slips] == [(3, "Duarte"), (3, "Ines Duarte")]


@pytest.mark.parametrize(
    ("labels", "kinds"),
    [
        ({"COMPANY", "ORG"}, {"companies", "organizations", POOLED}),
        ({"COMPANY"}, {"companies"}),
        ({"MONEY"}, {"money"}),
        ({"LOC"}, set()),
    ],
)
def test_only_what_was_labelled_is_scored(labels, kinds):
    spans = ((0, 16, "COMPANY"), *SPANS[1:])
    gold, _ = passages.sides(Passage(TEXT, spans, frozenset(labels), 1), FOUND)
    assert gold.keys() == kinds
