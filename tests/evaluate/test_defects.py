from __future__ import annotations

import pytest

from enrich.evaluate.defects import KINDS, count, defects

LONG = "The mill at Orbel " + "and the loom " * 12 + "were sold."


@pytest.mark.parametrize(
    ("bullet", "found"),
    [
        ("Halden bought the Orbel mill for £5.2m.", []),
        ("This week Halden bought the Orbel mill.", []),
        ("So far, Halden has bought three mills.", []),
        ("US mills were sold to Halden.", []),
        ("“The looms are safe,” said Ines Duarte.", []),
        ("It was bought for £5.2m.", ["pronoun start"]),
        ("These looms were sold.", ["pronoun start"]),
        ("However, the mill was sold.", ["connective start"]),
        ("Instead of the mill, Halden sold looms.", []),
        ("Instead, Halden sold the mill.", ["connective start"]),
        ("In addition to looms, Halden sold the mill.", []),
        ("In addition to that, Halden sold the mill.", ["connective start"]),
        ("As a result of the flood, Halden sold the mill.", []),
        ("As a result, Halden sold the mill.", ["connective start"]),
        ("Rather than sell the mill, Halden sold looms.", []),
        ("So-called wet looms were sold.", []),
        ("We sold the mill.", ["first or second person start"]),
        ("Us they sold the mill.", ["first or second person start"]),
        (LONG, ["over 30 words"]),
        ("Sign up for news of the mill.", ["boilerplate"]),
        ("Halden sold it, says https://mill.example/a today.", ["link or markup"]),
        ("Halden sold {{ site.mills }} mills.", ["link or markup"]),
        ('Halden sold the "old mill.', ["broken quotes"]),
        ("Halden sold the mill (in Orbel.", ["broken quotes"]),
        ('"The looms are safe."', ["orphan quotation"]),
        ("Halden sold the mill to", ["unfinished"]),
    ],
)
def test_defects(bullet: str, found: list[str]):
    assert list(defects(bullet)) == found
    assert set(found) <= set(KINDS)


def test_bullets_that_say_the_same_are_counted_within_an_article():
    twice = ["Halden sold the mill in Orbel.", "In Orbel, Halden sold the mill."]
    assert count([twice, twice[:1]]) == {"duplicate": 1}
