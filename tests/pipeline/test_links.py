"""Related articles from files to files: what stands there stays, wishes and drafts are heeded."""

from __future__ import annotations

import pytest

from enrich import frontmatter, store
from enrich.pipeline.run import run
from enrich.pipeline.select import select
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, RelatedSettings, Settings

SETTINGS = Settings(related=RelatedSettings(count=2, min_score=0.05))
BODIES = {
    "dredging.md": "Dredging closes the north basin; silt barges leave the harbour every morning.",
    "quay.md": "Fishing boats moor at the timber quay while the north basin of the harbour closes.",
    "silt.md": "Silt barges carry mud from the harbour to the old quarry, far from fishing boats.",
    "bread.md": "Rye bread wants warm dough, a long rise and patience.",
}


@pytest.fixture
def corpus(tmp_path):
    for name, body in BODIES.items():
        put(tmp_path, name, body)
    return tmp_path


def put(folder, name, body, extra=""):
    text = f"---\ntitle: About {name.removesuffix('.md')}\n{extra}---\n{body}\n"
    (folder / name).write_text(text, encoding="utf-8")


def enrich(folder):
    resolved = Resolved(SETTINGS, Lexicon(), {})
    with store.connect(None, warn=pytest.fail) as known:
        return run(select([folder], SETTINGS, features=["related"]), resolved, known)


def linked(folder, name):
    block = frontmatter.read((folder / name).read_bytes())
    return [link["path"] for link in block.fields.get("related", [])]


def notes(report, name):
    return [note.message for one in report.files if one.path == name for note in one.notes]


def test_links_are_written_and_a_second_run_changes_nothing(corpus):
    first = enrich(corpus)
    assert first.count("enriched") == 3
    assert set(linked(corpus, "dredging.md")) == {"quay.md", "silt.md"}
    assert "share" in notes(first, "bread.md")[0] or "similar" in notes(first, "bread.md")[0]
    assert enrich(corpus).count("unchanged") == 4


def test_an_article_about_something_else_changes_no_file(corpus):
    enrich(corpus)
    before = {name: (corpus / name).read_bytes() for name in BODIES}
    put(corpus, "loom.md", "A loom in the old quarry weaves linen every morning.")
    enrich(corpus)
    assert {name: (corpus / name).read_bytes() for name in BODIES} == before


def test_a_clearly_better_article_enters_and_a_copy_is_reported(corpus):
    put(corpus, "basin.md", "In the north basin silt barges wait: dredging closes the harbour.")
    enrich(corpus)
    assert linked(corpus, "dredging.md")[0] == "basin.md"
    for copy in ("wire.md", "wire2.md"):
        put(corpus, copy, " ".join(BODIES.values()))
    report = enrich(corpus)
    assert any("nearly the same as wire2.md" in note for note in notes(report, "wire.md"))
    assert not {"wire.md", "wire2.md"} <= set(linked(corpus, "silt.md"))


def test_wishes_drafts_and_links_of_the_text(corpus):
    put(corpus, "quay.md", BODIES["quay.md"], "enrich: {pin: bread, hide: [silt.md]}\n")
    put(corpus, "silt.md", BODIES["silt.md"] + " See [the closure](dredging.md).")
    put(corpus, "bread.md", BODIES["bread.md"], "draft: true\n")
    enrich(corpus)
    assert linked(corpus, "quay.md") == ["bread.md", "dredging.md"]
    assert "dredging.md" not in linked(corpus, "silt.md")
    put(corpus, "dredging.md", BODIES["dredging.md"], "draft: true\n")
    enrich(corpus)
    assert linked(corpus, "quay.md") == ["bread.md"]
