from pathlib import Path

import pytest

from enrich.features.related.reasons import reasons, still_hold
from enrich.features.related.terms import PLAIN

SURFACES = {
    "bank england": "Bank of England",
    "england": "England",
    "interest rates": "interest rates",
    "experts aim": "experts aim",
    "helio": "Helio",
    "friday helio": "Friday Helio",
    "james wright": "James Wright",
    "wright foley": "Wright Foley",
    "ann smith": "Ann Smith",
    "minister ann": "Minister Ann",
    "prime minister": "Prime Minister",
    "prime minister ann smith": "Prime Minister Ann Smith",
    "mark lewis": "Mark Lewis",
    "lewis francis": "Lewis-Francis",
    "new york": "New York",
    "new zealand": "New Zealand",
    "zealand": "Zealand",
}
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("reasons.tsv").read_text("utf-8").splitlines()
]


def read(text: str) -> tuple[dict[str, float], dict[str, int]]:
    """Read `term=share` or `term=sharexcount`, by semicolons; counts are 2 unless given."""
    parts = [part.partition("=") for part in text.split("; ")]
    figures = {term: figure.partition("x") for term, _, figure in parts}
    shares = {term: float(share) for term, (share, _, _) in figures.items()}
    return shares, {term: PLAIN * int(count or 2) for term, (_, _, count) in figures.items()}


@pytest.mark.parametrize(("given", "expected"), ROWS)
def test_reasons_are_what_a_reader_would_say(given, expected):
    shares, counts = read(given)
    surfaces = {t: form for t, form in SURFACES.items() if t in shares or t.count(" ") > 1}
    assert reasons(shares, counts, surfaces, 3) == tuple(expected.split(", "))


def test_no_reasons_for_no_shared_term_or_none_wanted():
    assert reasons({}, {}, {}, 3) == ()
    assert reasons({"helio": 0.5}, {"helio": 2}, SURFACES, 0) == ()


def test_a_word_that_only_begins_names_comes_last():
    shares, counts = read("helio=.04; merger=.02")
    surfaces = {"helio": "Helio"}
    assert reasons(shares, counts, surfaces, 1) == ("Helio",)
    assert reasons(shares, counts, surfaces, 1, {"helio"}) == ("merger",)


@pytest.mark.parametrize(
    ("given", "limit", "expected"),
    [
        (("Helio", "merger"), 2, True),
        (("helio", "merger"), 2, True),
        (("merger", "Helio"), 2, True),
        (("Helio",), 2, False),
        (("Helio", "merger"), 1, False),
        (("Helio", "tomatoes"), 2, False),
        (("Helios", "mergers"), 2, True),
        (("Helio merger",), 2, True),
        (("Helio",), 1, True),
        ((), 0, True),
        ((), 1, False),
    ],
)
def test_reasons_that_are_still_shared_stay(given, limit, expected):
    shares, counts = read("helio=.04; merger=.03; aim=.004")
    light = ["helio merger"]
    assert still_hold(given, shares, counts, {"helio": "Helio"}, limit, light=light) is expected
