"""Why these bullets and not the others."""

from __future__ import annotations

import pytest

from enrich.features import summary
from enrich.features.summary.explain import explain
from enrich.markdown import prose as read
from enrich.markdown.places import Places
from enrich.records import Article
from enrich.settings.schema import SummarySettings

BODY = """The mill at Orbel bought three new looms from a maker in Bonn for the spring season.

The looms weave linen twice as fast as the machines that the mill bought forty years ago.

He said that the new looms at the mill weave linen without a sound at all.

The mill at Orbel bought three new looms because linen sells well in the north again.

Linen from the mill is sold in eleven towns, and the mill expects to add four more next year.

- The looms were paid for with a loan that the town gave to the mill in the winter.

It is cold in Bonn!
"""


def explained(body: str, **chosen):
    article = Article("a.md", "Looms", "", {}, body, 0)
    prose = read(article)
    settings = SummarySettings(**chosen)
    extract = summary.extract(article, prose)
    found = explain(extract, prose, Places(article, prose), settings, title=article.title)
    bullets = summary.apply("a.md", extract, None, settings).bullets
    assert [one.place.text for one in sorted(found.candidates, key=order) if one.chosen] == [
        prose.text[bullet.span.start : bullet.span.end]
        for bullet in bullets
        if bullet.origin == "extracted"
    ]
    return found


def order(one) -> int:
    return one.place.line


def of(found, start: str):
    return next(one for one in found.candidates if one.text.startswith(start))


def test_each_sentence_says_what_became_of_it():
    found = explained(BODY, bullets=3)
    assert sum(one.chosen for one in found.candidates) == 3
    twin = of(found, "The mill at Orbel bought three new looms because")
    assert 'repeats words of the bullet "The mill at Orbel bought' in twin.why
    assert "sentences without a defect come first" in of(found, "He said").why
    assert of(found, "He said").defects


def test_the_score_is_the_sum_of_its_parts():
    for one in explained(BODY).candidates:
        assert one.score == pytest.approx(sum(one.parts.values()), abs=2e-3)


def test_parts_are_named():
    found = explained(BODY)
    assert of(found, "The looms were paid").parts["item"] < 0
    assert {"exclamation", "brief"} <= of(found, "It is cold").parts.keys()
    assert "loom" in of(found, "The looms weave").covers


def test_too_long_and_too_low_are_told_apart():
    found = explained(BODY, bullets=1, max_words=16)
    assert sum(one.chosen for one in found.candidates) == 1
    assert "longer than 16 words" in of(found, "Linen from the mill").why
    assert "score higher" in explained(BODY, bullets=1).candidates[1].why


def test_who_is_named_in_full_by_us_is_told():
    said = "Duarte said that linen from Orbel sells well in eleven towns."
    found = explained(f"{said}\n\n{BODY}\nInes Duarte owns it.\n", bullets=9)
    assert ("Ines Duarte",) in [one.completed for one in found.candidates if one.chosen]


def test_the_author_comes_first():
    own = ("The mill in Orbel has new looms.", "Linen sells well in the north.")
    found = explained(f"Key takeaways:\n\n- {own[0]}\n- {own[1]}\n\n{BODY}")
    assert found.author == own
    assert found.candidates == ()


def test_nothing_to_choose_from_is_a_reason():
    found = explained("Too short.")
    assert "too short" in found.reason
    assert found.candidates == ()


def test_lines_are_those_of_the_file():
    assert of(explained(BODY), "The looms weave").place.line == 3
