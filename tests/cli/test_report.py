"""`enrich report`, from a corpus to a folder of pages."""

from __future__ import annotations


def test_a_report_on_the_example_corpus(enrich, corpus, tmp_path):
    before = {path.name: path.read_bytes() for path in corpus.rglob("*.md")}
    done = enrich("report", corpus, "-o", tmp_path / "report")
    assert done.code == 0
    assert f"{len(before)} articles in" in done.err
    assert done.out == ""
    assert {path.name: path.read_bytes() for path in corpus.rglob("*.md")} == before
    found = [*(tmp_path / "report" / "articles").iterdir()]
    assert len(found) == len(before)
    assert "Varnholt" in (tmp_path / "report" / "companies.html").read_text("utf-8")


def test_a_second_report_takes_the_place_of_the_first(enrich, corpus, tmp_path):
    enrich("report", corpus, "-o", tmp_path / "report")
    next(corpus.rglob("*.md")).unlink()
    count = len([*corpus.rglob("*.md")])
    assert enrich("report", corpus, "-o", tmp_path / "report").code == 0
    assert len([*(tmp_path / "report" / "articles").iterdir()]) == count


def test_a_broken_article_is_said_and_costs_nothing_else(enrich, corpus, tmp_path):
    (corpus / "broken.md").write_bytes(b"---\ntitle: x\n---\n\xff\n")
    done = enrich("report", corpus, "-o", tmp_path / "report")
    assert done.code == 3
    assert "1 could not be read" in done.err
    assert "broken.md" in (tmp_path / "report" / "index.html").read_text("utf-8")


def test_foreign_folders_and_the_corpus_itself_are_refused(enrich, corpus, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("mine")
    done = enrich("report", corpus, "-o", other)
    assert done.code == 2
    assert "not empty" in done.err
    assert (other / "index.html").read_text() == "mine"
    done = enrich("report", corpus, "-o", corpus / "report")
    assert done.code == 2
    assert "among the articles" in done.err
    assert not (corpus / "report").exists()
