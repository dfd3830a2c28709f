"""What the corpus knows: the order of articles and the cut into shards do not matter."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from enrich.features import entities
from enrich.features.entities import Extract, fit, merge, revise
from enrich.records import Mention
from enrich.settings.schema import EntitiesSettings

FORMS = ["Orbel", "ORBEL", "Orbel Corp", "CSA", "Coastal Safety Agency", "Ada Kern", "Café", "Cafe"]
TYPES = ["person", "company", "organization", "place"]

mention = st.builds(Mention, st.just(0), st.just(1), st.sampled_from(FORMS), st.sampled_from(TYPES))
short = st.sampled_from([(), (("CSA", "Coastal Safety Agency"),)])
extract = st.builds(
    Extract, st.just(""), st.just(0), st.just(0), st.lists(mention, max_size=5).map(tuple), short
)
corpora = st.lists(extract, max_size=6).map(
    lambda found: {f"{n}.md": e for n, e in enumerate(found)}
)


def book(corpus):
    return fit(corpus, EntitiesSettings())


@given(corpora, st.randoms(use_true_random=False))
def test_order_does_not_matter(corpus, chance: random.Random):
    shuffled = list(corpus.items())
    chance.shuffle(shuffled)
    assert book(dict(shuffled)) == book(corpus)


@given(corpora, st.integers(0, 6))
def test_shards_merge(corpus, cut):
    items = list(corpus.items())
    one, other = book(dict(items[:cut])), book(dict(items[cut:]))
    assert merge(one, other) == merge(other, one) == book(corpus)


@given(corpora)
def test_merging_changes_neither_part(corpus):
    one = book(corpus)
    merge(one, one)
    assert one == book(corpus)


def test_the_corpus_corrects_the_type_of_a_rare_name(names):
    rare = "[PERSON:Vantor] fell."
    others = ["[ORG:Vantor] rose."] * 3
    assert [one.name for one in names(rare).people] == ["Vantor"]
    assert [one.name for one in names(rare, *others).companies] == ["Vantor"]


def test_the_corpus_does_not_overrule_an_article_that_is_sure(names):
    sure = "[PERSON:Vantor] spoke. [PERSON:Vantor] left. [PERSON:Vantor] ate."
    assert [one.name for one in names(sure, *["[ORG:Vantor] rose."] * 4).people] == ["Vantor"]


def test_the_spelling_of_the_corpus_is_preferred(names):
    found = names("[ORG:PEOPLEFORGE] fell.", *["[ORG:PeopleForge] rose."] * 2)
    assert [one.name for one in found.companies] == ["PeopleForge"]
    assert found.companies[0].aliases == ("PEOPLEFORGE",)


def test_an_acronym_gets_the_long_form_that_the_corpus_uses_as_often(names):
    defined = "The [ORG:Coastal Safety Agency] (CSA) warned."
    assert [one.name for one in names("The [ORG:CSA] warned.", defined, defined).organizations] == [
        "Coastal Safety Agency"
    ]


def test_a_book_is_plain_data():
    import msgspec

    some = entities.fit({"a.md": Extract("", 0, 0, (Mention(0, 1, "X", "person"),))}, None)
    assert msgspec.json.decode(entities.as_json(some), type=entities.NameBook) == some


@given(corpora, corpora)
def test_revising_gives_the_book_of_the_new_corpus(old, new):
    changed = {path: extract for path, extract in old.items() if path in new}
    whole = old | new
    assert revise(book(old), book(new), book(changed)) == book(whole)


@given(corpora)
def test_taking_everything_away_leaves_nothing(corpus):
    assert revise(book(corpus), book({}), book(corpus)) == book({})
