"""The editor's names win over the model's."""

from __future__ import annotations

import pytest

from enrich.settings.schema import Lexicon, LexiconName


def lexicon(*names, **more):
    return Lexicon(names=tuple(LexiconName(*name) for name in names), **more)


def companies(found):
    return [one.name for one in found.companies]


def test_a_name_is_found_where_the_model_saw_none(names):
    found = names("Then tarn rose. Tarn it was.", lexicon=lexicon(("Tarn", "company")))
    assert companies(found) == ["Tarn"]
    assert len(found.companies[0].mentions) == 1


def test_a_form_in_lower_case_stands_for_any_case(names):
    found = names(
        "The TARN group and tarn and Tarnish.",
        lexicon=lexicon(("Tarn Group", "company", ("tarn",))),
    )
    assert companies(found) == ["Tarn Group"]
    assert found.companies[0].aliases == ("TARN", "tarn")


def test_its_type_and_its_canonical_name_win(names):
    found = names(
        "[PERSON:Vesper] said [PERSON:Vesper] will.",
        lexicon=lexicon(("Vesper Holdings", "company", ("Vesper",))),
    )
    assert companies(found) == ["Vesper Holdings"]
    assert found.people == ()


def test_a_product_or_place_is_not_written(names):
    found = names("[ORG:Vesper] is fast.", lexicon=lexicon(("Vesper", "product")))
    assert found == type(found)()


def test_ignored_forms_are_no_names(names):
    found = names("[ORG:Vesper] and [ORG:Tarn] met.", lexicon=lexicon(ignore=("Vesper", "tarn")))
    assert found.companies == ()


def test_a_longer_name_of_the_text_stays_whole(names):
    found = names("[ORG:Ford Motor] grew.", lexicon=lexicon(("Ford", "company")))
    assert companies(found) == ["Ford Motor"]


def test_a_longer_form_of_the_lexicon_wins_over_a_shorter(names):
    found = names(
        "Tarn Labs grew.", lexicon=lexicon(("Tarn", "company"), ("Tarn Labs", "organization"))
    )
    assert [one.name for one in found.organizations] == ["Tarn Labs"]
    assert found.companies == ()


@pytest.mark.parametrize(
    "source",
    ["[ORG:Tarn Corp] and [ORG:Tarn] met.", "[ORG:Tarn] and [ORG:Tarn Corp] met."],
)
def test_names_to_keep_apart_are_not_joined(names, source):
    assert companies(names(source)) == ["Tarn"]
    kept = names(source, lexicon=lexicon(apart=(("Tarn", "Tarn Corp"),)))
    assert sorted(companies(kept)) == ["Tarn", "Tarn Corp"]


def test_people_to_keep_apart_are_not_joined(names):
    kept = names(
        "[PERSON:Ada Kern] met [PERSON:Kern].", lexicon=lexicon(apart=(("Ada Kern", "Kern"),))
    )
    assert sorted(one.name for one in kept.people) == ["Ada Kern", "Kern"]


def test_the_surname_of_a_listed_person_is_that_person(names):
    found = names(
        "[PERSON:A. Kern] met us. [PERSON:Kern] left.",
        lexicon=lexicon(("Ada Kern", "person", ("A. Kern",))),
    )
    assert [(one.name, len(one.mentions)) for one in found.people] == [("Ada Kern", 2)]


@pytest.mark.parametrize("text", ["KIRMIZ\u0131 \u0130STANBUL \u017f", "Straße STRASSE"])
def test_letters_that_fold_oddly_do_no_harm(names, text):
    names(text, lexicon=lexicon(("kirmizi", "company", ("istanbul", "s", "straße"))))
