from __future__ import annotations

import re
from pathlib import Path

import pytest

import enrich
from enrich.errors import FrontMatterError, SettingsError, UnreadableError, UsageError

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "corpus"
TEXT = "Microsoft poured $13 billion into OpenAI."


@pytest.fixture(autouse=True)
def own_store(monkeypatch, tmp_path):
    monkeypatch.setenv("ENRICH_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def corpus():
    return enrich.read(EXAMPLES, cache=False)


def test_everything_public_is_listed_and_there():
    assert dir(enrich) == sorted(enrich.__all__)
    for name in enrich.__all__:
        assert getattr(enrich, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = enrich.nothing


def test_a_text():
    found = enrich.text(TEXT, title="Microsoft and OpenAI")
    assert [entity.name for entity in found.entities.companies] == ["Microsoft", "OpenAI"]
    assert found.entities.companies[0].mentions
    assert found.entities.money[0].amount == 13_000_000_000
    assert found.entities.money[0].currency == "USD"
    assert found.related == ()
    assert "2 companies" in repr(found)


def test_settings_by_name():
    text = "\n\n".join(["Halden Instruments of Lund has sold forty valves to the mill."] * 9)
    assert len(enrich.text(text, settings={"summary.min_article_words": 1}).summary) >= 1
    assert enrich.text("Short.", settings={"money.dollar": "CAD"}).entities.money == ()
    with pytest.raises(SettingsError, match="did you mean"):
        enrich.text("Short.", settings={"money.dolar": "CAD"})


def test_a_corpus_is_a_mapping_of_enrichments(corpus):
    assert len(corpus) == 22
    assert repr(corpus) == "<Corpus of 22 articles>"
    assert list(corpus) == sorted(path.name for path in EXAMPLES.iterdir())
    article = corpus["varnholt-raises-310m.md"]
    assert article.title.startswith("Varnholt")
    assert all(link.path in corpus for link in article.related)
    assert all(link.path != article.path for link in article.related)
    with pytest.raises(KeyError):
        corpus["none.md"]


def test_evidence_stands_in_the_file(corpus):
    for path, found in corpus.items():
        text = (EXAMPLES / path).read_bytes().decode()
        for bullet in found.summary:
            if bullet.source is not None and not bullet.trims:
                place = text[bullet.source.start : bullet.source.end]
                place = " ".join(re.sub(r"\]\([^)]*\)|[\[*_`]", "", place).split())
                assert place.startswith(bullet.text), (path, bullet)


def test_questions_to_a_corpus(corpus):
    similar = corpus.similar("a bank bids for another bank", count=3)
    assert len(similar) == 3
    assert "tamarside" in similar[0].path
    people = corpus.entities()["people"]
    assert people[0][1] >= people[-1][1] >= 1
    frame = corpus.to_frame()
    assert len(frame) == 22
    assert list(frame.columns)[:2] == ["title", "companies"]


def test_one_file(tmp_path, corpus):
    article = EXAMPLES / "varnholt-raises-310m.md"
    alone = enrich.file(article)
    assert alone.related == ()
    beside = enrich.file(article, corpus=EXAMPLES)
    assert beside == corpus["varnholt-raises-310m.md"]


def test_a_run_and_a_check(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: A\n---\n\n{TEXT}\n")
    before = path.read_bytes()
    check = enrich.run(tmp_path, check=True)
    assert check.exit_code == 1
    assert path.read_bytes() == before
    done = enrich.run(tmp_path)
    assert done.exit_code == 0
    assert "1 article enriched" in repr(done)
    assert path.read_bytes() != before
    assert enrich.run(tmp_path, check=True).exit_code == 0


def test_what_is_wrong_is_raised(tmp_path):
    with pytest.raises(UsageError):
        enrich.file(tmp_path / "none.md")
    (tmp_path / "plain.md").write_text("No front matter.\n")
    with pytest.raises(UnreadableError, match="no front matter"):
        enrich.file(tmp_path / "plain.md")
    (tmp_path / "broken.md").write_text("---\ntitle: a\n")
    with pytest.raises(FrontMatterError) as caught:
        enrich.file(tmp_path / "broken.md")
    assert str(caught.value).startswith("broken.md:")
