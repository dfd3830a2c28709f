from __future__ import annotations

import json
import re

import pytest

from enrich.cli import COMMANDS

ONE = "---\ntitle: Halden raises money\n---\n\nHalden raised $40 million on Monday.\n"


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_the_first_documentation(enrich, arguments):
    done = enrich(*arguments)
    assert done.code == 0
    assert done.out.startswith("Usage: enrich")
    if arguments[0] in ("--help", "run"):
        assert "Examples:" in done.out
        assert "Exit codes:" in done.out


def test_version(enrich):
    assert enrich("--version").out.startswith("enrich, version ")


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_show_prints_and_writes_nothing(enrich, tmp_path, form):
    path = tmp_path / "a.md"
    path.write_text(ONE)
    done = enrich("show", path, "--format", form)
    assert done.code == 0, done.err
    assert "$40 million" in done.out
    assert path.read_text() == ONE
    if form == "json":
        money = json.loads(done.out)["entities"]["money"][0]
        assert money["amount"] == 40_000_000
        assert money["currency"] == "USD"


def test_show_of_what_is_no_article(enrich, tmp_path):
    (tmp_path / "a.md").write_text("No front matter.\n")
    done = enrich("show", tmp_path / "a.md")
    assert done.code == 3
    assert "a.md:1: has no front matter" in done.err


def test_html_is_escaped(enrich, tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: '<script>x</script>'\n---\nText.\n")
    assert "<script>" not in enrich("show", tmp_path / "a.md", "--format", "html").out


def test_config_names_values_and_origins(enrich, tmp_path):
    (tmp_path / "enrich.yaml").write_text("summary:\n  bullets: 2\n")
    out = enrich("config", tmp_path, "--set", "jobs=3").out.splitlines()
    assert f"summary.bullets = 2  # {tmp_path / 'enrich.yaml'}:2" in out
    assert "jobs = 3  # --set jobs=3" in out
    assert 'money.dollar = "USD"  # default' in out
    assert json.loads(enrich("config", tmp_path, "--format", "json").out)["summary"]["bullets"] == 2


def test_init_writes_a_file_that_changes_nothing_and_never_overwrites(enrich, tmp_path):
    before = enrich("config", tmp_path).out
    assert enrich("init", tmp_path).code == 0
    assert enrich("config", tmp_path).out == before
    (tmp_path / "enrich.yaml").write_text("jobs: 1\n")
    done = enrich("init", tmp_path)
    assert done.code == 2
    assert "is there already" in done.err
    assert (tmp_path / "enrich.yaml").read_text() == "jobs: 1\n"


def test_models_verifies_what_would_be_used(enrich):
    done = enrich("models")
    assert done.code == 0
    assert re.search(r"^\* small \d+\.\d+\.\d+ ", done.out, re.MULTILINE)
    assert "checksums verified" in done.out


def test_a_model_that_is_missing_says_how_to_get_one(enrich):
    done = enrich("models", "--model", "none")
    assert done.code == 2
    assert "none" in done.err


def test_clean_keeps_hand_edits(enrich, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ONE)
    enrich("run", tmp_path)
    edited = path.read_text().replace("currency: USD", "currency: CAD")
    assert edited != path.read_text()
    path.write_text(edited)
    done = enrich("clean", tmp_path)
    assert done.code == 0
    assert "currency: CAD" in path.read_text()
    assert "note: entities" in done.err
