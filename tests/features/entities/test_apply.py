"""Order, limits and laws of what an article gets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enrich.features import entities
from enrich.features.entities import Extract, NameBook, apply
from enrich.features.entities.apply import salience
from enrich.features.entities.keys import key, without_legal_form
from enrich.records import Mention
from enrich.settings.schema import EntitiesSettings

ARTICLE = (
    "[ORG:Vantor] hires\n\n[ORG:Orbel] of Bonn grew.\n\n[ORG:Orbel] and [ORG:Tarn] met [ORG:Tarn]."
)


def test_title_then_lead_then_frequency_make_the_order(names):
    found = names(ARTICLE, title=True)
    assert [one.name for one in found.companies] == ["Vantor", "Orbel", "Tarn"]
    assert all(0 < one.salience <= 1 for one in found.companies)


def test_the_least_salient_are_left_out_on_request(names):
    assert [one.name for one in names(ARTICLE, title=True, max=1).companies] == ["Vantor"]
    assert names(ARTICLE, title=True, min_salience=1.0).companies == ()


def test_a_name_that_is_everywhere_has_salience_one():
    extract = Extract("", 10, 20, ())
    assert salience([0, 12, 30], extract, 3) == 1.0


def test_mentions_are_where_the_name_is(extracted, names):
    extract = extracted(ARTICLE)
    for one in names(ARTICLE).companies:
        assert {extract.text[span.start : span.end] for span in one.mentions} == {one.name}


def test_an_article_without_text_has_no_names(names):
    assert names("") == entities.Names()


words = st.sampled_from(["Ada", "Kern", "Voss", "Orbel", "Corp", "AI", "Tarn", "The", "CSA", "O'"])
forms = st.lists(words, min_size=1, max_size=3).map(" ".join)
types = st.sampled_from(["person", "company", "organization", "product", "place"])


@given(st.lists(st.tuples(forms, types), max_size=12))
def test_every_written_mention_belongs_to_exactly_one_name(found):
    mentions = tuple(
        Mention(20 * n, 20 * n + len(form), form, type_) for n, (form, type_) in enumerate(found)
    )
    got = apply("a.md", Extract(" " * 400, 0, 0, mentions), NameBook(), EntitiesSettings())
    spans = [s for one in (*got.companies, *got.organizations, *got.people) for s in one.mentions]
    assert len(spans) == len(set(spans)) <= len(mentions)
    names = [one.name for one in got.people]
    assert len(names) == len(set(names))


@given(st.text(max_size=30))
def test_a_key_is_a_fixed_point(name):
    assert key(key(name)) == key(name)


@given(st.text(max_size=30))
def test_stripping_a_legal_form_twice_changes_nothing(name):
    once = without_legal_form(name, words_too=True)
    assert without_legal_form(once, words_too=True) == once
