"""One article is compared with what a run over its corpus kept."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
import yaml

ONE = "varnholt-raises-310m.md"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Let the example corpus be large enough, and a few articles few."""
    from enrich.pipeline import revised, saved

    monkeypatch.setattr(saved, "FEWEST", 1)
    monkeypatch.setattr(revised, "MOST_CHANGED", 0.25)
    monkeypatch.setattr(revised, "MOST_LATER", 0.5)


@pytest.fixture
def kept(enrich, corpus):
    """A corpus over which a run has been."""
    assert enrich("run", corpus).code == 0
    return corpus


def index_files() -> list[Path]:
    return sorted(Path(os.environ["ENRICH_CACHE_DIR"], "corpora").rglob("*.*"))


def front_matter(path: Path) -> dict:
    return yaml.safe_load(path.read_text("utf-8").split("---\n")[1])


def reads(monkeypatch) -> list[str]:
    """Return a list that fills with the names of the articles that are read."""
    from enrich.corpus import read

    seen = []
    parse = read.parse

    def noted(data, name, **given):
        seen.append(name)
        return parse(data, name, **given)

    monkeypatch.setattr(read, "parse", noted)
    return seen


def test_only_the_article_is_read(enrich, kept, monkeypatch):
    seen = reads(monkeypatch)
    before = (kept / ONE).read_bytes()
    done = enrich("run", "--corpus", kept, kept / ONE)
    assert done.err.splitlines()[-1].startswith("0 articles enriched, 1 unchanged")
    assert "note" not in done.err
    assert seen == [ONE]
    assert (kept / ONE).read_bytes() == before


def test_a_new_article_gets_what_a_full_run_gives(enrich, kept, monkeypatch):
    new = kept / "new.md"
    new.write_text(
        "---\ntitle: Varnholt Systems raises more\n---\n\nVarnholt ships its Rönn chips.\n", "utf-8"
    )
    seen = reads(monkeypatch)
    done = enrich("run", "--corpus", kept, new)
    assert done.code == 0, done.err
    assert "new.md" in seen
    assert len(set(seen)) < 10  # those that may list it; no article that it is not similar to
    alone = front_matter(new)
    assert alone["related"][0]["title"] == front_matter(kept / ONE)["title"]

    enrich("clean", new)
    enrich("run", kept)
    whole = front_matter(new)
    assert [link["title"] for link in whole["related"]] == [
        link["title"] for link in alone["related"]
    ]
    assert whole["entities"] == alone["entities"]
    assert whole["related"][0].keys() == alone["related"][0].keys()


def test_a_few_changed_files_are_read_too(enrich, kept, monkeypatch):
    enrich("clean", kept / ONE)
    other = kept / "himakara-third-quarter.md"
    other.write_text(other.read_text("utf-8").replace("title:", "title: Updated:", 1), "utf-8")
    (kept / "what-is-a-build-cache.md").unlink()
    (kept / "broken.md").write_text("---\na: [\n---\nText\n", "utf-8")
    seen = reads(monkeypatch)
    done = enrich("run", "--corpus", kept, kept / ONE)
    assert done.code == 0, done.err
    assert {ONE, other.name, "broken.md"} <= set(seen)
    assert len(set(seen)) < 15  # beside them, those that may list what has changed


def test_too_many_changed_files_are_a_reason_to_read_all(enrich, kept):
    for number in range(21):
        extra = kept / f"extra-{number}.md"
        extra.write_text("---\ntitle: a\n---\nA word.\n", "utf-8")
        os.utime(extra, (1_700_000_000, 1_700_000_000))  # a file just written is not trusted
    done = enrich("run", "--corpus", kept, kept / ONE)
    assert (
        "out of date (21 of 22 files are new or changed), so all 43 articles are read" in done.err
    )
    again = enrich("run", "--corpus", kept, "--check", kept / "extra-1.md")
    assert "saved index" not in again.err


def test_without_an_index_everything_is_read_and_kept(enrich, corpus):
    first = enrich("run", "--corpus", corpus, corpus / ONE)
    assert "there is no saved index of" in first.err
    assert "so all 22 articles are read" in first.err
    second = enrich("run", "--corpus", corpus, corpus / "himakara-third-quarter.md")
    assert "index" not in second.err
    assert front_matter(corpus / "himakara-third-quarter.md")["related"]


def test_a_small_corpus_is_read_as_a_whole(enrich, corpus, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("ENRICH_CACHE_DIR", str(corpus.parent / "cache"))
    enrich("run", corpus)
    done = enrich("run", "--corpus", corpus, corpus / ONE)
    assert "index" not in done.err
    assert index_files() == []


def test_other_settings_have_no_index(enrich, kept):
    (kept / ONE).touch()
    done = enrich("run", "--set", "related.count=2", "--corpus", kept, kept / ONE)
    assert "there is no saved index of" in done.err


@pytest.mark.parametrize("name", ["header.json", "vectors.weights", "names", "terms.text"])
def test_a_damaged_index_is_not_used_and_written_again(enrich, kept, name):
    path = next(path for path in index_files() if path.name.startswith(name))
    path.write_bytes(path.read_bytes()[:-1])
    enrich("clean", kept / ONE)
    done = enrich("run", "--corpus", kept, kept / ONE)
    assert done.code == 0, done.err
    assert "is damaged" in done.err
    assert "so all 22 articles are read" in done.err
    again = enrich("run", "--check", "--corpus", kept, kept / "himakara-third-quarter.md")
    assert "index" not in again.err


def test_without_a_store_nothing_is_kept(enrich, corpus):
    enrich("run", "--no-cache", corpus)
    assert index_files() == []


def test_an_article_from_stdin_is_compared_with_it(enrich, kept, monkeypatch):
    data = b"---\ntitle: Varnholt again\n---\n\nVarnholt ships its chips to Aomine.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    seen = reads(monkeypatch)
    done = enrich("run", "--corpus", kept, "-")
    assert done.code == 0, done.err
    assert set(seen) == {"stdin.md"}
    assert "related:" in done.out


def test_show_uses_it(enrich, kept, monkeypatch):
    seen = reads(monkeypatch)
    done = enrich("show", "--corpus", kept, kept / ONE)
    assert done.code == 0
    assert set(seen) == {ONE}
    assert "Varnholt" in done.out


def test_other_articles_that_would_list_a_new_one_are_named(enrich, kept):
    new = kept / "new.md"
    text = (kept / ONE).read_text("utf-8").split("---\n", 2)[2]
    words = " ".join(text.split()[::2])
    new.write_text(f"---\ntitle: Varnholt Systems raises more\n---\n\n{words}\n", "utf-8")
    before = {path.name: path.read_bytes() for path in kept.glob("*.md") if path != new}
    done = enrich("run", "--corpus", kept, new)
    assert before == {path.name: path.read_bytes() for path in kept.glob("*.md") if path != new}
    said = next(line for line in done.err.splitlines() if "other links" in line)
    enrich("run", kept)
    changed = [name for name, data in before.items() if (kept / name).read_bytes() != data]
    assert changed
    count = len(changed)
    assert said.startswith(f"note: {count} other {'article' if count == 1 else 'articles'} would")
    assert f"`enrich run {kept}` updates them" in said
    named = said[said.index("(") + 1 : said.index(")")].split(" and ")[0].split(", ")
    assert len(named) == min(3, count)
    assert set(named) <= set(changed)
    again = enrich("run", "--corpus", kept, new)
    assert "other links" not in again.err


def test_nothing_is_said_of_others_that_stay(enrich, kept):
    new = kept / "new.md"
    new.write_text("---\ntitle: Quite another thing\n---\n\nXylophones.\n", "utf-8")
    assert "other links" not in enrich("run", "--corpus", kept, new).err


def test_without_an_index_other_articles_are_named_too(enrich, corpus, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("ENRICH_CACHE_DIR", str(corpus.parent / "cache"))
    done = enrich("run", "--corpus", corpus, corpus / ONE)
    assert "other articles would get other links" in done.err


def test_two_articles_are_explained_without_reading_the_others(enrich, kept, monkeypatch):
    seen = reads(monkeypatch)
    other = kept / "himakara-third-quarter.md"
    done = enrich("explain", "--corpus", kept, kept / ONE, other)
    assert done.code == 0, done.err
    assert set(seen) == {ONE, other.name}
    alone = enrich("explain", "--corpus", kept, kept / ONE, "--only", "related")
    assert alone.code == 0, alone.err
    assert "Varnholt" in alone.out
