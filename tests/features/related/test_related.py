import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features import related
from enrich.features.related import Extract, Neighbour
from enrich.features.related.terms import Passage, count_terms
from enrich.records import Article, Block, Prose
from enrich.settings.schema import RelatedSettings

EVERYTHING = RelatedSettings(min_score=0.0)
TEXTS = st.text(alphabet="ab cd.EF\u0434\u4e2d\n'", max_size=40)


def links(extracts, options=EVERYTHING):
    model = related.fit(extracts, options)
    return {path: related.apply(path, item, model, options) for path, item in extracts.items()}


def paths(neighbours):
    return [neighbour.path for neighbour in neighbours]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("banks/rates-held.md", {"banks/rates-cut.md", "banks/mortgages.md"}),
        ("banks/rates-cut.md", {"banks/rates-held.md", "banks/mortgages.md"}),
        ("ai/helio-raises.md", {"ai/helio-phone.md", "ai/corvid.md"}),
        ("ai/corvid.md", {"ai/helio-raises.md", "ai/helio-phone.md"}),
        ("garden/basil.md", {"garden/tomatoes.md"}),
        ("alone.md", set()),
    ],
)
def test_an_article_is_related_to_its_own_subject_only(extracts, index, path, expected):
    found = related.apply(path, extracts[path], index, RelatedSettings())
    assert set(paths(found)) == expected


def test_reasons_are_names_and_terms_of_both(extracts, index):
    path = "banks/rates-held.md"
    first = related.apply(path, extracts[path], index, RelatedSettings())[0]
    assert first.path == "banks/rates-cut.md"
    assert set(first.because) == {"Bank of England", "Governor Helen Marsh", "interest rates"}


def test_settings_limit_links_and_reasons(extracts):
    options = RelatedSettings(count=1, because=1)
    found = links(extracts, options)
    assert {len(neighbours) for neighbours in found.values()} == {0, 1}
    assert all(len(item.because) == 1 for neighbours in found.values() for item in neighbours)


def test_free_text_finds_articles(index):
    found = related.similar("Who sells chips to Helio?", index, count=2)
    assert paths(found)[0].startswith("ai/")
    assert "Helio" in found[0].because


def test_free_text_without_a_known_term_finds_nothing(index):
    assert related.similar("", index) == ()
    assert related.similar("the of and zyzzyva", index) == ()


def test_an_article_outside_the_index_is_compared_with_it(extracts):
    rest = {path: item for path, item in extracts.items() if path != "ai/corvid.md"}
    model = related.fit(rest, RelatedSettings())
    found = related.apply("ai/corvid.md", extracts["ai/corvid.md"], model, RelatedSettings())
    assert set(paths(found)) == {"ai/helio-raises.md", "ai/helio-phone.md"}


def test_order_of_articles_and_a_trip_through_json_change_nothing(extracts):
    stored = {path: msgspec.json.encode(item) for path, item in reversed(extracts.items())}
    again = {path: msgspec.json.decode(item, type=Extract) for path, item in stored.items()}
    assert links(again) == links(extracts)


def test_identical_articles_are_ranked_by_path_and_never_link_to_themselves():
    extract = Extract(*count_terms([Passage("Helio builds small models")]))
    found = links(dict.fromkeys("cab", extract))
    assert {path: paths(items) for path, items in found.items()} == {
        "a": ["b", "c"],
        "b": ["a", "c"],
        "c": ["a", "b"],
    }
    assert found["a"][0].score == 1.0


@pytest.mark.parametrize(
    "texts",
    [[], ["Helio builds models"], ["", ""], ["", "word"], ["word", "word"], ["the of", "and"]],
)
def test_next_to_nothing_is_no_error(texts):
    corpus = {str(row): Extract(*count_terms([Passage(text)])) for row, text in enumerate(texts)}
    linked = any(links(corpus).values())
    assert linked == (texts == ["word", "word"])


def test_two_languages_do_not_mix():
    texts = {
        "en/1": "The museum shows old typewriters and printing machines",
        "en/2": "Old printing machines are on show in a museum",
        "de/1": "Das Museum zeigt alte Schreibmaschinen und Druckmaschinen",
        "de/2": "Alte Druckmaschinen und Schreibmaschinen stehen im Haus",
    }
    corpus = {path: Extract(*count_terms([Passage(text)])) for path, text in texts.items()}
    assert {path: items[0].path for path, items in links(corpus).items()} == {
        "en/1": "en/2",
        "en/2": "en/1",
        "de/1": "de/2",
        "de/2": "de/1",
    }


def test_two_articles_that_share_one_word_are_not_alike():
    texts = [
        "Growing tomatoes needs sun and water daily",
        "Typewriters require ribbons, says water",
    ]
    corpus = {str(row): Extract(*count_terms([Passage(text)])) for row, text in enumerate(texts)}
    assert links(corpus)["0"][0].score < 0.2


def test_the_title_counts_more_and_no_pair_crosses_blocks():
    text = "Helio grows\n\nHelio hires"
    blocks = (Block(0, 11, "title"), Block(13, 24, "paragraph"))
    article = Article("a.md", "Helio grows", "", {}, text, 0)
    extract = related.extract(article, Prose(text, blocks, ()), None)
    assert extract.terms == {
        "helio": 11, "grow": 8, "helio grow": 8, "hire": 3, "helio hire": 3,
    }  # fmt: skip


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), TEXTS, max_size=6))
def test_any_corpus_obeys_the_laws(texts):
    corpus = {path: Extract(*count_terms([Passage(text)])) for path, text in texts.items()}
    for path, found in links(corpus).items():
        assert path not in paths(found)
        assert len(set(paths(found))) == len(found) <= EVERYTHING.count
        order = [(-neighbour.score, neighbour.path) for neighbour in found]
        assert order == sorted(order)
        assert all(0 < neighbour.score <= 1 for neighbour in found)


def test_a_neighbour_is_plain():
    item = Neighbour("a.md", 0.5, ("Helio",))
    assert msgspec.json.decode(msgspec.json.encode(item), type=Neighbour) == item
