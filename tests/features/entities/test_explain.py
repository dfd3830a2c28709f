"""Why an article has its names: the reasons are those by which `apply` decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features import entities
from enrich.features.entities.explain import explain
from enrich.features.entities.trail import trails
from enrich.features.entities.uncertain import uncertain
from enrich.markdown.places import Places
from enrich.records import Article, Block, Prose
from enrich.settings.schema import EntitiesSettings, Lexicon, LexiconName

NO_LEXICON = Lexicon()


@pytest.fixture(scope="session")
def explained(marked, extracted):
    """Explain a marked text, alone or in a corpus of others."""

    def run(source: str, *others: str, lexicon: Lexicon = NO_LEXICON, **chosen):
        text, doc = marked(source)
        extract = extracted(source)
        corpus = {"a.md": extract, **{f"{n}.md": extracted(o) for n, o in enumerate(others)}}
        settings = EntitiesSettings(**chosen)
        book = entities.fit(corpus, settings, lexicon)
        prose = Prose(text, (Block(0, len(text), "paragraph"),), ())
        places = Places(Article("a.md", "", "", {}, text, 0), prose)
        found = explain(extract, doc, places, book, settings)
        named = entities.apply("a.md", extract, book, settings)
        every = (*named.companies, *named.organizations, *named.people)
        assert {(one.name, one.type) for one in found.names} == {
            (one.name, one.type) for one in every
        }
        return {one.name: one for one in found.names}, {one.text: one for one in found.left_out}

    return run


@pytest.mark.parametrize(
    ("source", "name", "type_", "why"),
    [
        ("[ORG:Nvidia] fell.", "Nvidia", "company", "well-known"),
        ("[ORG:Orbel Inc] fell.", "Orbel", "company", 'legal form "Inc"'),
        ("[ORG:Velde University] fell.", "Velde University", "organization", "public body"),
        ("[ORG:Velde Capital] fell.", "Velde Capital", "company", 'its head, "capital"'),
        ("[ORG:Orbel], a start-up, fell.", "Orbel", "company", "words around it show a company"),
        ("[ORG:Orbel] fell.", "Orbel", "company", "nothing says that it is not"),
        (
            "[BODY:Orbel] x [ORGANIZATION:Orbel]",
            "Orbel",
            "organization",
            "recogniser calls it BODY",
        ),
        ("[COMPANY:Orbel] fell.", "Orbel", "company", "recogniser calls it COMPANY"),
        ("[PERSON:Ada Kern] spoke.", "Ada Kern", "person", "the recogniser says so"),
        ("It said so to Mr [PERSON:Kern] then.", "Kern", "person", "words around it show a person"),
    ],
)
def test_what_decided_the_type(explained, source, name, type_, why):
    names, _ = explained(source)
    assert names[name].type == type_
    assert why in names[name].why_type


@pytest.mark.parametrize(
    ("source", "form", "to", "rule"),
    [
        ("[PERSON:Ada Kern] met. [PERSON:Kern] left.", "Kern", "Ada Kern", "part of the full"),
        ("[PERSON:Ada B. Kern] met [PERSON:Ada Kern].", "Ada Kern", "Ada B. Kern", "initials"),
        ("[ORG:Orbel] is [ORG:Orbel Inc].", "Orbel Inc", "Orbel", "legal form"),
        ("[ORG:Café Voss] is [ORG:Cafe Voss].", "Cafe Voss", "Café Voss", "another spelling"),
        (
            "[ORG:Velde Data Council] (VDC) met. The [ORG:VDC] said.",
            "VDC",
            "Velde Data Council",
            "introduces the short form",
        ),
    ],
)
def test_what_joined_two_forms(explained, source, form, to, rule):
    names, _ = explained(source)
    (join,) = (join for one in names.values() for join in one.joins)
    assert (join.form, join.to) == (form, to)
    assert rule in join.rule


def test_a_name_of_one_form_has_nothing_joined(explained):
    names, _ = explained("[PERSON:Ada Kern] met [PERSON:Ben Kern].")
    assert [one.joins for one in names.values()] == [(), ()]


def test_the_votes_are_told_form_by_form(explained):
    names, _ = explained("[ORG:Orbel] met [PERSON:Orbel]. [ORG:Orbel] is Orbel, they said.")
    (form,) = names["Orbel"].forms
    assert form.mentions == 4
    assert form.trail.recogniser == {"ORG": 2, "PERSON": 1}
    assert form.trail.repeated == 1


def test_the_lexicon_is_named(explained):
    lexicon = Lexicon((LexiconName("Orbel", "organization", ("The Mill",)),), ignore=("Tarn",))
    names, out = explained("[ORG:Orbel] is The Mill. [ORG:Tarn] fell.", lexicon=lexicon)
    assert names["Orbel"].why_type == names["Orbel"].why_name == "the lexicon says so"
    assert names["Orbel"].joins[0].rule == "one entry of the lexicon"
    assert "lexicon" in out["Tarn"].why


def test_the_corpus_is_named(explained):
    other = "[ORG:Orbel] and [ORG:Orbel], a start-up."
    names, _ = explained("[PERSON:Orbel] fell.", *[other] * 4)
    assert names["Orbel"].type == "company"
    assert names["Orbel"].why_type == "most articles of the corpus say so"


def test_what_is_not_written_says_why(explained):
    names, out = explained(
        "[GPE:Bonn] grew, said [NORP:Germans]. [ORG:Data] is data. [ORG:Orbel] has [PRODUCT:Zed].",
        min_salience=1.0,
    )
    assert names == {}
    assert out["Bonn"].why == "is a place"
    assert out["Zed"].why == "is a product"
    assert out["Germans"].why == "the article shows GROUP"
    assert "ordinary word" in out["Data"].why
    assert "min_salience" in out["Orbel"].why


def test_places_have_lines_and_words(explained):
    names, _ = explained("One.\n\n[ORG:Orbel] of Bonn grew.")
    (place,) = names["Orbel"].places
    assert (place.text, place.after) == ("Orbel", " of Bonn grew.")


PIECES = ["[ORG:Orbel]", "Orbel", "[PERSON:Ada Kern]", "Kern", "[GPE:Bonn]", "Mr", "said", ". The"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_the_trail_ends_where_extract_does(marked, extracted, source):
    text, doc = marked(source)
    elected = {
        form
        for form, trail in trails(text, doc).items()
        if trail.elected and not {"GROUP", "OTHER"} & trail.elected.keys()
    }
    assert {one.text for one in extracted(source).mentions} == elected


@pytest.fixture(scope="session")
def doubts(extracted):
    def run(*sources: str, lexicon: Lexicon = NO_LEXICON):
        corpus = {f"{n}.md": extracted(source) for n, source in enumerate(sources)}
        book = entities.fit(corpus, EntitiesSettings(), lexicon)
        return {one.name: one for one in uncertain(corpus, book)}

    return run


def test_what_is_in_doubt(doubts):
    found = doubts(
        "[ORG:Orbel] and [ORG:Nvidia]. [PERSON:Ada Kern], who spoke, left. [PERSON:Voss] ate.",
        "[PERSON:Orbel] fell.",
        "[ORG:Velde Tarn] fell. [COMPANY:Oru Harrow] rose. [ORG:Velde University] rose.",
        "[ORG:Zed], a start-up, fell.",
    )
    assert list(found) == ["Orbel", "Oru Harrow", "Velde Tarn", "Voss"]
    assert found["Orbel"].articles == 2
    assert found["Orbel"].types == {"company": 1, "person": 1}
    assert "its mentions disagree on its type" in found["Orbel"].doubts
    assert "only the recogniser says that it is a company" in found["Oru Harrow"].doubts
    unsure = "nothing says whether it is a company or another organization"
    assert unsure in found["Velde Tarn"].doubts
    assert unsure not in found["Oru Harrow"].doubts
    assert "no full name" in found["Voss"].doubts


def test_what_the_lexicon_decides_is_beyond_doubt(doubts):
    lexicon = Lexicon((LexiconName("Orbel", "company"),))
    assert doubts("[ORG:Orbel] fell.", "[PERSON:Orbel] fell.", lexicon=lexicon) == {}


def test_a_surname_is_no_alias_for_the_whole_corpus(doubts):
    town = "[GPE:Lund] grew."
    (found,) = doubts("[PERSON:Ada Lund] met. [PERSON:Lund] left.", town, town).values()
    assert found.name == "Ada Lund"
    assert found.aliases == ()
