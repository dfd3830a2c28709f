"""Reasons of links in the names of the article's entities."""

from __future__ import annotations

import pytest

from enrich.pipeline.reasons import canonical
from enrich.records import Entity

VARNHOLT = Entity("Varnholt", "company", ("Varnholt Semiconductor AB", "VHS"))
EKSTRÖM = Entity("Maja Ekström", "person", ("Ekström",))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("Varnholt Semiconductor", "memory"), ("Varnholt", "memory")),
        (("VHS", "Varnholt"), ("Varnholt",)),
        (("Ekstrom", "chip"), ("Maja Ekström", "chip")),
        (("Maja", "Semiconductor", "Varnholt Labs"), ("Maja", "Semiconductor", "Varnholt Labs")),
        ((), ()),
    ],
)
def test_a_form_of_an_entity_is_given_as_its_name_and_nothing_else_changes(given, expected):
    assert canonical(given, (VARNHOLT, EKSTRÖM)) == expected
    assert canonical(expected, (VARNHOLT, EKSTRÖM)) == expected
