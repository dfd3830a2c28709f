"""A model of the `llm` library: a plug-in that the test registers."""

from __future__ import annotations

import json
import sys

import pytest

import enrich
from enrich.errors import RewritingError, SettingsError
from enrich.rewriting import library
from enrich.rewriting.prompt import messages

BODY = """Halden bought the Orbel mill from Kestrel for £5.2m after a year of talks in Bonn.

The mill weaves linen for eleven towns, and Halden expects to add four more next year.

Ines Duarte will run the mill, and the looms will stay in Orbel until the lease ends in 2031.
"""
FAITHFUL = [
    "Halden bought the Orbel mill from Kestrel for £5.2 million.",
    "The Orbel mill weaves linen for eleven towns.",
    "Ines Duarte will run the mill.",
]


@pytest.fixture
def loom(tmp_path, monkeypatch):
    """Register a model that is called loom-1; return what it answers and what it was asked."""
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    monkeypatch.setenv("LLM_LOAD_PLUGINS", "")
    llm = pytest.importorskip("llm")
    from llm.plugins import pm

    told = {"answer": "", "asked": []}

    class Loom(llm.Model):
        model_id = "loom-1"

        def execute(self, prompt, stream, response, conversation):
            told["asked"].append((prompt.system, prompt.prompt))
            if isinstance(told["answer"], Exception):
                raise told["answer"]
            yield told["answer"]

    class Plugin:
        @llm.hookimpl
        def register_models(self, register):
            register(Loom())

    plugin = Plugin()
    pm.register(plugin, name="loom")
    yield told
    pm.unregister(plugin)


def test_the_answer_of_a_plug_in_is_returned(loom):
    loom["answer"] = '{"bullets": ["One."]}'
    asked = messages("A mill", "It weaves.", ["It weaves."])
    assert library.complete(asked, "loom-1") == '{"bullets": ["One."]}'
    assert loom["asked"] == [(asked[0].content, asked[1].content)]


def test_a_model_that_fails_is_a_rewriting_error(loom):
    import llm

    loom["answer"] = llm.ModelError("the loom is broken")
    with pytest.raises(RewritingError, match="did not answer: the loom is broken"):
        library.complete(messages("", "a", ["b"]), "loom-1")


def test_a_model_that_nobody_knows_is_a_settings_error(loom):
    with pytest.raises(SettingsError, match=r'knows no model "loom-2"; `llm models` lists them'):
        library.complete(messages("", "a", ["b"]), "loom-2")


def test_without_the_library_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "llm", None)
    with pytest.raises(SettingsError, match=r"no `rewrite.endpoint` is set .* pip install llm"):
        library.complete(messages("", "a", ["b"]), "loom-1")


@pytest.mark.parametrize("swapped", [False, True], ids=["faithful", "swapped number"])
def test_a_run_passes_the_same_gate(loom, tmp_path, monkeypatch, swapped: bool):
    monkeypatch.setenv("ENRICH_CACHE_DIR", str(tmp_path / "cache"))
    post = tmp_path / "mill.md"
    post.write_text(f"---\ntitle: A mill changes hands\n---\n{BODY}", encoding="utf-8")
    first = FAITHFUL[0].replace("5.2", "7.2") if swapped else FAITHFUL[0]
    loom["answer"] = json.dumps({"bullets": [first, *FAITHFUL[1:]]})
    settings = {"rewrite.model": "loom-1", "summary.min_article_words": 10}
    report = enrich.run(post, only=["summary"], settings=settings)
    head = post.read_text(encoding="utf-8").split("---\n")[1]
    assert (first in head) != swapped
    assert all(bullet in head for bullet in FAITHFUL[1:])
    notes = [note.message for one in report.files for note in one.notes]
    assert bool(notes) == swapped
