"""A saved index, and what changes when a few articles do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features import related
from enrich.features.related import Extract, expansion, neighbours, saved, vectors
from enrich.features.related.index import comparisons
from enrich.features.related.terms import Passage, count_terms
from enrich.features.related.update import update
from enrich.settings.schema import RelatedSettings
from enrich.strings import Lookup, Strings, quick

WORDS = ("orbel", "linen", "loom", "ferry", "frost", "harbour", "bonn", "spring", "Ann Smith")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
CORPORA = st.dictionaries(st.text("abcd", min_size=1, max_size=2), TEXTS, max_size=12)


def read(texts: dict[str, str]) -> dict[str, Extract]:
    return {path: Extract(*count_terms([Passage(text)])) for path, text in texts.items()}


def trip(index: related.Index, extracts: dict[str, Extract]) -> related.Index:
    return saved.restored(saved.arrays(index, extracts))


def lists(index: related.Index) -> dict[str, list[tuple[str, int]]]:
    table = index.nearest
    return {
        path: [(index.paths[other], score) for other, score in table.of(row)]
        for row, path in enumerate(index.paths)
    }


@given(CORPORA, TEXTS, st.booleans())
def test_a_saved_index_answers_as_the_one_it_was(texts, text, inside):
    options = RelatedSettings(min_score=0.0, count=3)
    extracts = read(texts)
    index = related.fit(extracts, options)
    again = trip(index, extracts)
    for path, extract in (extracts if inside else read({"new": text})).items():
        expected = related.apply(path, extract, index, options)
        assert related.apply(path, extract, again, options) == expected
    assert related.similar(text, again) == related.similar(text, index)


@given(
    old=CORPORA,
    new=CORPORA,
    gone=st.sets(st.text("abcd", min_size=1, max_size=2), max_size=3),
    count=st.integers(1, 4),
    least=st.sampled_from([0.0, 0.3]),
)
def test_an_update_gives_what_comparing_everything_would(old, new, gone, count, least):
    options = RelatedSettings(min_score=least, count=count)
    before = related.fit(read(old), options)
    new = {path: text for path, text in new.items() if path not in gone}
    after, changed = update(trip(before, read(old)), read(new), options, gone)

    texts = {path: text for path, text in (old | new).items() if path not in gone}
    assert list(after.paths) == sorted(texts)
    width = len(before.terms)
    for path, extract in read(texts).items():
        known = after.vocabulary if path in new else before.vocabulary
        row = vectors.matrix([vectors.vector(extract.terms, known)], len(known.idf)).toarray()[0]
        found = after.vectors[after.rows[path]].toarray()[0]
        assert found[: len(row)].tolist() == row.tolist()
        assert path in new or all(
            after.terms[width + c] in extract.terms for c in np.flatnonzero(found[width:])
        )
    whole = neighbours.nearest(after.vectors, comparisons(options), 1)
    for part in ("starts", "rows", "scores"):
        assert getattr(after.nearest, part).tobytes() == getattr(whole, part).tobytes()
    around = expansion.context(after.vectors, after.nearest)
    for part in around.__struct_fields__:
        assert getattr(after.context, part).tobytes() == getattr(around, part).tobytes()

    earlier, later = lists(before), lists(after)
    others = {path for path in later if path in earlier and path not in new}
    assert set(changed) == {
        path
        for path in others
        if [other for other, _ in earlier[path]] != [other for other, _ in later[path]]
    }


def test_a_new_article_shows_why_it_is_related(extracts):
    rest = {path: item for path, item in extracts.items() if path != "ai/corvid.md"}
    index = trip(related.fit(rest, RelatedSettings()), rest)
    model, _ = update(index, {"ai/corvid.md": extracts["ai/corvid.md"]}, RelatedSettings())
    found = related.apply("ai/corvid.md", extracts["ai/corvid.md"], model, RelatedSettings())
    assert {one.path for one in found} == {"ai/helio-raises.md", "ai/helio-phone.md"}
    assert "Helio" in found[0].because


def test_a_word_that_one_article_had_alone_connects_it_with_a_new_one():
    old = read({"a": "zorbel opens", "b": "ferry frost", "c": "frost opens ferry"})
    index = trip(related.fit(old, RelatedSettings()), old)
    model, changed = update(index, read({"d": "zorbel closes", "e": "closes"}), RelatedSettings())
    found = lists(model)
    assert [path for path, _ in found["d"]] == ["e", "a"]
    assert changed == ("a",)
    shown = related.apply("d", read({"d": "zorbel closes"})["d"], model, RelatedSettings())
    assert [one.because for one in shown] == [("closes",), ("zorbel",)]


def test_a_pair_that_becomes_known_is_no_phrase_of_other_articles():
    old = read(
        {
            "a": "The ferry met Zorbel Mira again.",
            "b": "The ferry met the Bank of England, the House of Lords and the Duke of Kent.",
            "c": "The harbour met the Bank of England, the House of Lords and the Duke of Kent.",
        }
    )
    index = trip(related.fit(old, RelatedSettings()), old)
    model, _ = update(index, read({"d": "The harbour met Zorbel Mira."}), RelatedSettings())
    before, now = index.vocabulary.columns, model.vocabulary.columns
    new = {term: now[term] for term in now if term not in before}
    assert "zorbel mira" in new
    assert model.phrases.of(model.rows["b"]).isdisjoint(new.values())


COPY = (
    "Orbel weavers closed the linen loom in Bonn because frozen harbour ferries never came back "
    "to town carrying winter wool, silver thread and heavy quilts"
)


def test_copies_that_only_one_of_was_there_are_recognised():
    old = read({"a": COPY, "b": "linen loom", "c": "frozen harbour"})
    index = trip(related.fit(old, RelatedSettings()), old)
    new = read({"d": COPY, "e": COPY + " at all", "f": "weavers closed Bonn"})
    model, _ = update(index, new, RelatedSettings())
    whole = related.fit(old | new, RelatedSettings())
    for path in "ade":
        extract = (old | new)[path]
        found, wanted = (
            related.relate(path, extract, one, RelatedSettings()) for one in (model, whole)
        )
        assert {one.path for one in found.copies} == {*"ade"} - {path}
        assert set(found.copies) == set(wanted.copies)


def test_boilerplate_stays_out_of_a_new_article():
    footer = "\nSubscribe to the harbour letter every single morning."
    texts = {name: f"Ferry number {name} sails.{footer}" for name in "abcde"}
    old = {
        path: Extract(*count_terms(map(Passage, text.split("\n")))) for path, text in texts.items()
    }
    index = trip(related.fit(old, RelatedSettings()), old)
    assert index.boilerplate
    model, _ = update(index, {"z": old["a"]}, RelatedSettings())
    assert model.vectors[model.rows["z"]].toarray().tolist() == (
        model.vectors[model.rows["a"]].toarray().tolist()
    )


def test_an_array_that_is_missing_is_an_error(index, extracts):
    arrays = saved.arrays(index, extracts)
    del arrays["idf"]
    with pytest.raises(KeyError):
        saved.restored(arrays)


@given(st.lists(st.text(max_size=4), unique=True))
def test_strings_are_found_where_they_lie(strings):
    ordered = sorted(strings)
    packed = Strings.of(ordered)
    assert list(packed) == ordered == packed[:]
    assert (packed[1:3], packed[::-1], packed[9:2]) == (ordered[1:3], ordered[::-1], ordered[9:2])
    assert dict(Lookup(packed)) == {one: place for place, one in enumerate(ordered)}
    assert packed.place("\U0010ffff nowhere") is None
    values = np.arange(len(ordered))[::-1]
    assert all(Lookup(packed, values)[one] == values[i] for i, one in enumerate(ordered))
    for asked in (0, 99):
        assert dict(quick(Lookup(packed, values), asked)) == dict(Lookup(packed, values))
    with pytest.raises(KeyError):
        Lookup(packed)["\U0010ffff nowhere"]
