from pathlib import Path

import pytest

from enrich.features.related.reasons import Shared, reasons

SURFACES = {
    "bank england": "Bank of England",
    "england": "England",
    "interest rates": "interest rates",
    "helio": "Helio",
    "james wright": "James Wright",
    "wright foley": "Wright Foley",
    "minister tony": "Minister Tony",
    "tony blair": "Tony Blair",
    "prime minister": "Prime Minister",
    "bureau labor": "Bureau of Labor",
    "labor statistics": "Labor Statistics",
    "mark lewis": "Mark Lewis",
    "lewis francis": "Lewis-Francis",
    "francis obikwelu": "Francis Obikwelu",
    "kaya flynn": "Kaya Flynn",
    "flynn ohio": "Flynn of Ohio",
}
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("reasons.tsv").read_text("utf-8").splitlines()
]


def shared(text: str) -> dict[str, Shared]:
    """Read `term=share` or `term=share@frequency`, separated by semicolons."""
    items = {}
    for part in text.split("; "):
        term, _, figures = part.partition("=")
        share, _, frequency = figures.partition("@")
        items[term] = Shared(float(share), int(frequency or 2))
    return items


@pytest.mark.parametrize(("given", "expected"), ROWS)
def test_reasons_are_what_a_reader_would_say(given, expected):
    assert reasons(shared(given), SURFACES, 3) == tuple(expected.split(", "))


def test_no_reasons_for_no_shared_term_or_none_wanted():
    assert reasons({}, SURFACES, 3) == ()
    assert reasons(shared("helio=.5"), SURFACES, 0) == ()
