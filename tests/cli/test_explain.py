"""`enrich explain`: reasons for people and programs, and the names in doubt as a lexicon."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from enrich.features.entities.uncertain import Doubt
from enrich.markdown.places import Place
from enrich.pipeline.explanation import DoubtfulName, Doubts
from enrich.records import Span
from enrich.report.doubts import lexicon_lines
from enrich.settings import lexicon
from enrich.settings.document import parse_yaml

ARTICLE = "varnholt-raises-310m.md"


def test_everything_about_one_article(enrich, corpus):
    before = (corpus / ARTICLE).read_bytes()
    done = enrich("explain", corpus / ARTICLE, "--corpus", corpus)
    assert done.code == 0, done.err
    for heading in ("companies", "people", "money", "summary", "related"):
        assert f"\n{heading}\n" in done.out
    for part in (
        "  joined: Ekström with Maja Ekström: part of the full name",
        f"{ARTICLE}:33: ",
        "is the mark of EUR alone",
        "not chosen: others score higher",
        "listed, number 1",
        "below the minimum, number",
    ):
        assert part in done.out
    assert (corpus / ARTICLE).read_bytes() == before


def test_json_has_the_same_and_more(enrich, corpus):
    done = enrich("explain", corpus / ARTICLE, "--corpus", corpus, "--format", "json")
    found = json.loads(done.out)
    shown = json.loads(enrich("show", corpus / ARTICLE, "--corpus", corpus, "--format", "json").out)
    entities = shown["entities"]
    assert sorted(one["name"] for one in found["names"]["names"]) == sorted(
        one["name"] for kind in ("companies", "organizations", "people") for one in entities[kind]
    )
    assert [one["money"]["text"] for one in found["money"]] == [
        one["text"] for one in entities["money"]
    ]
    chosen = [one["text"] for one in found["summary"]["candidates"] if one["chosen"]]
    assert sorted(chosen) == sorted(one["text"] for one in shown["summary"])
    listed = [one["path"] for one in found["related"] if one["verdict"] == "listed"]
    assert listed == [one["path"] for one in shown["related"]]


def test_two_articles_are_compared(enrich, corpus):
    near = enrich(
        "explain", corpus / ARTICLE, corpus / "lund-varnholt-kronor.md", "--corpus", corpus
    )
    assert near.code == 0, near.err
    assert "listed, number 1" in near.out
    assert "money" not in near.out
    far = enrich(
        "explain", corpus / ARTICLE, corpus / "himakara-third-quarter.md", "--corpus", corpus
    )
    assert "below the minimum, number" in far.out


def test_without_a_corpus_nothing_is_related(enrich, corpus):
    done = enrich("explain", corpus / ARTICLE)
    assert done.code == 0
    assert "say --corpus DIR" in done.err
    assert "\nrelated\n" not in done.out


def test_only_what_was_asked(enrich, corpus):
    out = enrich("explain", corpus / ARTICLE, "--only", "money").out
    assert "\nmoney\n" in out
    assert "companies" not in out
    assert "summary" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name one article"),
        (["a.md", "a.md"], "two different ones"),
        (["a.md", "b.md"], "--corpus"),
        (["a.md", "b.md", "c.md"], "name one article"),
        (["none.md"], "no such file"),
        (["."], "is a folder"),
        (["--uncertain"], "name a file or a folder"),
        (["--uncertain", "--only", "money", "."], "leave out --only"),
    ],
)
def test_what_does_not_start(enrich, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text("---\ntitle: a\n---\nText.\n")
    done = enrich("explain", *arguments)
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize("data", [b"No front matter.\n", b"---\na: b\n---\nCaf\xe9.\n"])
def test_what_is_no_article(enrich, tmp_path, data):
    (tmp_path / "a.md").write_bytes(data)
    done = enrich("explain", tmp_path / "a.md")
    assert done.code == 3
    assert "a.md:" in done.err


@pytest.mark.parametrize("text", ["", "\n", "Word\n", "{{ x }}\n"])
def test_an_article_that_says_nothing(enrich, tmp_path, text):
    (tmp_path / "a.md").write_text(f"---\nlayout: x\n---\n{text}")
    done = enrich("explain", tmp_path)
    assert done.code == 2
    done = enrich("explain", tmp_path / "a.md", "--corpus", tmp_path)
    assert done.code == 0, done.err
    assert "nothing" in done.out


def test_the_names_in_doubt_are_a_lexicon(enrich, corpus, tmp_path):
    done = enrich("explain", "--uncertain", corpus)
    assert done.code == 0, done.err
    path = tmp_path / "names.yaml"
    path.write_text(done.out, "utf-8")
    read = lexicon.read(path)
    assert len(read.names) > 3
    settings = f"lexicon={json.dumps(str(path))}"
    again = enrich("explain", "--uncertain", corpus, "--set", settings).out
    assert not {one.name for one in read.names} & set(parse_yaml(again, name="again").values)
    # What was decided may uncover a short form that went by the name before; nothing else is left.
    assert int(again.split()[1]) <= 1


def test_the_most_frequent_come_first_and_are_cut(enrich, corpus):
    two = enrich("explain", "--uncertain", "--max", 2, corpus).out
    assert two.startswith("# 2 of ")
    whole = json.loads(enrich("explain", "--uncertain", "--format", "json", corpus).out)
    counts = [one["doubt"]["articles"] for one in whole["names"]]
    assert counts == sorted(counts, reverse=True)
    assert whole["count"] == len(counts)


def test_a_broken_file_costs_itself(enrich, corpus):
    (corpus / "broken.md").write_bytes(b"---\na: b\n---\nCaf\xe9.\n")
    done = enrich("explain", "--uncertain", corpus)
    assert done.code == 3
    assert "broken.md" in done.err
    assert "names in doubt, from 22 articles" in done.out


def test_odd_names_make_a_valid_lexicon():
    place = Place(3, "paragraph", "a: # b ", "x", " - 'c\x07'")
    odd = ["Yes", "3.5", "O'Brien: Co", "- Dash", "#Tag", "Ünï \u2028Co", "N" * 200, "{a}", "Yes "]
    first = Doubt("x", "company", (), ("why",), {"company": 1}, 1, 1, "a.md", Span(0, 1))
    doubts = [replace(first, name=name, aliases=("shared", f"{name} Ltd")) for name in odd]
    lines = lexicon_lines(Doubts(tuple(DoubtfulName(one, place) for one in doubts), 9, 1))
    read = lexicon.parse(parse_yaml("\n".join(lines), name="names.yaml"))
    assert [one.name for one in read.names] == odd
    assert read.names[0].aliases == ("shared", "Yes Ltd")
    assert read.names[1].aliases == ("3.5 Ltd",)
