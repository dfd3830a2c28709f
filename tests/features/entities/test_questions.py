"""An article is named otherwise only if an answer changed that it asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.entities import Extract, answered, apply, fit, otherwise, revise
from enrich.records import Mention
from enrich.settings.schema import EntitiesSettings

SETTINGS = EntitiesSettings()
FORMS = (
    "Orbel", "ORBEL", "Orbel Corporation", "Orbel-V3", "CSA", "Coastal Safety Agency",
    "Ada Kern", "Ádá Kern", "Kern", "Café", "Cafe",
)  # fmt: skip
TYPES = ("person", "company", "organization", "product", "place")


def extract(*found: tuple[str, str], short: tuple[tuple[str, str], ...] = ()) -> Extract:
    mentions = (Mention(2 * at, 2 * at + 1, *one) for at, one in enumerate(found))
    return Extract("", 0, 0, tuple(mentions), short)


EXTRACTS = st.builds(
    lambda found, short: extract(*found, short=short),
    st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(TYPES)), max_size=4),
    st.sampled_from([(), (("CSA", "Coastal Safety Agency"),), (("CSA", "Café"),)]),
)
CORPORA = st.dictionaries(st.sampled_from("abcdefgh"), EXTRACTS, max_size=8)


@given(CORPORA, CORPORA)
def test_names_stay_where_all_answers_do(before, later):
    old = fit(before, SETTINGS)
    removed = fit({path: before[path] for path in before.keys() & later.keys()}, SETTINGS)
    added = fit(later, SETTINGS)
    new = revise(old, added, removed)
    changed = otherwise(old, new, (added, removed))
    for one in before.values():
        names, questions = answered(one, old, SETTINGS)
        assert names == apply("", one, old, SETTINGS)
        if questions.isdisjoint(changed):
            assert apply("", one, new, SETTINGS) == names


@pytest.mark.parametrize(
    ("change", "is_other"),
    [
        (extract(("Orbel", "company")), False),  # one more of many
        (extract(("ORBEL", "company")), False),
        (extract(("Ada Kern", "person")), False),
        (extract(("Orbel", "person"), ("ORBEL", "person")), True),  # no majority any more
    ],
)
def test_one_more_mention_names_nothing_otherwise(change, is_other):
    corpus = {str(number): extract(("Orbel", "company")) for number in range(4)}
    if is_other:
        corpus |= {"p": extract(("Orbel", "person")), "q": extract(("Orbel", "person"))}
    old, added = fit(corpus, SETTINGS), fit({"new": change}, SETTINGS)
    changed = otherwise(old, revise(old, added, fit({}, SETTINGS)), [added])
    assert bool(changed & answered(corpus["0"], old, SETTINGS).questions) == is_other
