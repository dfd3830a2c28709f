"""What is listed, left out and said about it: copies, drafts, links, wishes, boilerplate."""

from collections import Counter

import pytest

from enrich.features import related
from enrich.features.related.boilerplate import repeated, without
from enrich.features.related.standing import standing
from enrich.records import Article, Plain, Prose
from enrich.settings.schema import RelatedSettings
from tests.features.related.conftest import read

NOTICE = (
    "The harbour office closes the north basin for dredging from Monday, and fishing boats have "
    "to moor at the timber quay until the silt barges leave again in late spring this year."
)
LONG = "Clay and glaze want slow heat, dry wood, patient hands, thick gloves and clean shelves."
ARTICLES = {
    "basin.md": read("Basin closed for dredging", NOTICE, "Skipper Ada Holm called it overdue."),
    "wire.md": read("North basin to be dredged", NOTICE),
    "quay.md": read(
        "Timber quay fills up", "Fishing boats moor at the timber quay, said Ada Holm."
    ),
    "silt.md": read("Where the silt goes", "Silt barges leave the harbour basin after dredging."),
    "bread.md": read("Rye bread at home", "Knead the dough and let it rise."),
}


def relate(path, articles=ARTICLES, standings=None, **chosen):
    settings = RelatedSettings(**chosen)
    shelf = {
        name: standing(fields.get("title", ""), fields, fields.get("related"), settings)
        for name, fields in (standings or {}).items()
    }
    model = related.fit(articles, settings, shelf)
    return related.relate(path, articles[path], model, settings)


def listed(*args, **given):
    return [link.path for link in relate(*args, **given).links]


def test_a_copy_is_reported_and_not_recommended():
    found = relate("basin.md")
    assert [copy.path for copy in found.copies] == ["wire.md"]
    assert "wire.md" not in [link.path for link in found.links]
    assert listed("basin.md", copies="listed")[0] == "wire.md"


def test_of_two_copies_one_is_recommended():
    assert len({"basin.md", "wire.md"} & set(listed("silt.md", min_score=0.0))) == 1


@pytest.mark.parametrize(
    ("fields", "drafts", "expected"),
    [
        ({"draft": True}, ("draft",), False),
        ({"draft": Plain("yes")}, ("draft",), False),
        ({"draft": False}, ("draft",), True),
        ({"draft": True}, (), True),
        ({"published": False}, ("draft",), True),
        ({"published": False}, ("!published",), False),
        ({}, ("!published",), True),
    ],
)
def test_nobody_is_sent_to_a_draft(fields, drafts, expected):
    assert (
        "silt.md" in listed("basin.md", standings={"silt.md": fields}, drafts=drafts)
    ) == expected


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"pin": ["bread"]}, ["bread.md", "silt.md"]),
        ({"pin": "bread.md", "hide": "silt"}, ["bread.md", "quay.md"]),
        ({"hide": ["silt", "none"]}, ["quay.md"]),
        ({"pin": ["wire"]}, ["wire.md", "silt.md"]),
    ],
)
def test_wishes_of_a_file(wishes, expected):
    found = listed("basin.md", standings={"basin.md": {"enrich": wishes}}, count=2, min_score=0.0)
    assert found[: len(expected)] == expected


def test_a_pin_that_means_nothing_is_named():
    found = relate("basin.md", standings={"basin.md": {"enrich": {"pin": "rope"}}})
    assert found.unknown_pins == ("rope",)


def test_an_article_that_the_text_links_to_is_left_out():
    prose = Prose("", (), (), (), ("/harbour/silt/", "/harbour/silt/", "https://example.org"))
    extract = related.extract(Article("", "", "", {}, "", 0), prose)
    assert extract.targets == ("/harbour/silt/", "https://example.org")
    linking = related.Extract(ARTICLES["basin.md"].terms, {}, {}, extract.targets)
    assert "silt.md" not in listed("basin.md", ARTICLES | {"basin.md": linking})


@pytest.mark.parametrize(
    ("path", "articles", "words"),
    [
        ("bread.md", ARTICLES, "shares a word"),
        ("kiln.md", ARTICLES | {"kiln.md": read("Kiln and harbour", LONG)}, "similar enough"),
        ("bread.md", {"bread.md": ARTICLES["bread.md"]}, "no other article"),
        ("empty.md", ARTICLES | {"empty.md": read("")}, "shares a word"),
        ("wire.md", {name: ARTICLES[name] for name in ("wire.md", "basin.md")}, "near-duplicate"),
    ],
)
def test_no_list_has_a_reason(path, articles, words):
    found = relate(path, articles)
    assert found.links == ()
    assert words in found.reason


def test_identical_articles_are_copies_of_each_other():
    same = dict.fromkeys(("a.md", "b.md", "c.md"), ARTICLES["wire.md"])
    found = relate("a.md", same)
    assert [copy.path for copy in found.copies] == ["b.md", "c.md"]
    assert found.links == ()


def test_a_present_link_and_its_reasons_stay():
    plain = relate("basin.md", count=1, min_score=0.0).links[0]
    other = "silt.md" if plain.path == "quay.md" else "quay.md"
    link = {"title": "Other", "path": plain.path, "because": ["harbour"]}
    kept = relate("basin.md", standings={"basin.md": {"related": [link]}}, count=1, because=1)
    assert kept.links[0].path == plain.path != other
    link["because"] = ["nowhere written"]
    kept = relate("basin.md", standings={"basin.md": {"related": [link]}}, count=1, because=1)
    assert kept.links[0].because != ("nowhere written",)


def test_wishes_that_cannot_be_read_are_none():
    found = standing("", {"enrich": {"pins": 1}}, None, RelatedSettings())
    assert (found.pins, found.hides) == ((), ())


def test_what_many_articles_repeat_is_not_counted():
    footer = "Subscribe to the harbour letter for weekly news about boats"
    articles = [read(f"Title {number}", f"Wooden kiln {number}", footer) for number in range(5)]
    found = repeated(Counter(digest for one in articles for digest in one.blocks), 5)
    assert len(found) == 1
    left = without(articles[0].terms, articles[0].blocks, found)
    assert not {"subscribe", "harbour", "harbour letter"} & left.keys()
    assert {"title", "wooden", "kiln"} <= left.keys()
    assert not repeated(Counter(digest for one in articles[:4] for digest in one.blocks), 4)
