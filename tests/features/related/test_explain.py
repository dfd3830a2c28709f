"""Why an article is related to another, and why it is not."""

from __future__ import annotations

import pytest

from enrich.features import related
from enrich.features.related.explain import explain
from enrich.records import Article, Block, Prose
from enrich.settings.schema import RelatedSettings

TEXTS = {
    "a.md": "Orbel weaves linen on new looms in Bonn",
    "b.md": "Orbel sells linen from its looms in spring",
    "c.md": "Linen prices rise",
    "d.md": "Frost in the harbour and a frozen ferry",
    "e.md": "The ferry in the harbour sells linen",
    "f.md": "Typewriters hum",
}


@pytest.fixture(scope="module")
def extracts():
    def extract(text: str):
        prose = Prose(text, (Block(0, len(text), "paragraph"),), ())
        return related.extract(Article("", "", "", {}, text, 0), prose)

    return {path: extract(text) for path, text in TEXTS.items()}


def explained(extracts, other=None, **chosen):
    settings = RelatedSettings(**chosen)
    index = related.fit(extracts, settings)
    links = related.apply("a.md", extracts["a.md"], index, settings)
    found = explain("a.md", extracts["a.md"], index, settings, other)
    if other is None:
        listed = [one for one in found if one.verdict == "listed"]
        assert [(one.path, one.score, one.because) for one in listed] == [
            (link.path, link.score, link.because) for link in links
        ]
    return {one.path: one for one in found}


def test_the_list_and_the_runners_up_are_ranked(extracts):
    found = explained(extracts, count=1, min_score=0.01)
    assert [one.rank for one in found.values()] == list(range(1, len(found) + 1))
    assert [one.verdict for one in found.values()][:2] == ["listed", "too few places"]
    scores = [one.score for one in found.values()]
    assert scores == sorted(scores, reverse=True)


def test_the_shares_add_up_to_the_score(extracts):
    for one in explained(extracts, min_score=0.0).values():
        assert sum(one.shares.values()) + one.rest + one.context == pytest.approx(
            one.score, abs=5e-4
        )
        assert list(one.shares.values()) == sorted(one.shares.values(), reverse=True)


@pytest.mark.parametrize(
    ("other", "chosen", "verdict"),
    [
        ("b.md", {}, "listed"),
        ("c.md", {"count": 1, "min_score": 0.0}, "too few places"),
        ("c.md", {"min_score": 0.9}, "below the minimum"),
        ("d.md", {}, "below the minimum"),
        ("f.md", {}, "nothing shared"),
    ],
)
def test_why_or_why_not_another_article(extracts, other, chosen, verdict):
    found = explained(extracts, other, **chosen)
    assert list(found) == [other]
    assert found[other].verdict == verdict
    assert (found[other].rank is None) == (verdict == "nothing shared")


def test_an_article_that_is_not_in_the_index(extracts):
    with pytest.raises(KeyError):
        explained(extracts, "none.md")


def test_an_article_alone_has_no_links(extracts):
    assert explained({"a.md": extracts["a.md"]}) == {}
