from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from enrich.errors import SettingsError
from enrich.settings import document, lexicon, load
from enrich.settings.schema import Settings

TEMPLATE = Path(load.__file__).with_name("template.yaml")


def test_defaults_without_any_file(tmp_path):
    (tmp_path / ".git").mkdir()
    resolved = load.resolve(tmp_path)
    assert resolved.settings == Settings()
    assert resolved.origins == {}


def test_file_then_environment_then_flags(tmp_path):
    (tmp_path / "enrich.yaml").write_text("summary:\n  bullets: 2\n  max_words: 20\nmodel: a\n")
    (tmp_path / "posts").mkdir()
    resolved = load.resolve(
        tmp_path / "posts",
        environ={"ENRICH_SUMMARY_MAX_WORDS": "25", "ENRICH_CACHE_DIR": "x", "HOME": "y"},
        flags=["model=b", "related.fields=[title]"],
    )
    assert resolved.settings.summary.bullets == 2
    assert resolved.settings.summary.max_words == 25
    assert resolved.settings.model == "b"
    assert resolved.settings.related.fields == ("title",)
    assert resolved.origins["summary.bullets"] == f"{tmp_path / 'enrich.yaml'}:2"
    assert resolved.origins["summary.max_words"] == "ENRICH_SUMMARY_MAX_WORDS"
    assert resolved.origins["model"] == "--set model=b"


def test_search_stops_at_the_repository_root(tmp_path):
    (tmp_path / "enrich.yaml").write_text("model: outside\n")
    (tmp_path / "site" / ".git").mkdir(parents=True)
    assert load.find(tmp_path / "site") is None


def test_paths_in_a_file_are_relative_to_it(tmp_path):
    (tmp_path / "enrich.yaml").write_text("corpus: posts\nmodel: ./mine\n")
    settings = load.resolve(tmp_path).settings
    assert Path(settings.corpus) == tmp_path / "posts"
    assert Path(settings.model) == tmp_path / "mine"


def test_a_named_model_is_not_a_path(tmp_path):
    (tmp_path / "enrich.yaml").write_text("model: md\n")
    assert load.resolve(tmp_path).settings.model == "md"


def test_pyproject_table(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.enrich.summary]\nbullets = 4\n")
    resolved = load.resolve(tmp_path)
    assert resolved.settings.summary.bullets == 4
    assert resolved.origins["summary.bullets"].endswith("pyproject.toml:2")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("summary:\n  bulets: 3\n", 2, 'did you mean "bullets"?'),
        ("modle: md\n", 1, 'did you mean "model"?'),
        ("\nsummary:\n  bullets: three\n", 3, '"summary.bullets"'),
        ("summary:\n  bullets: 0\n", 2, ">= 1"),
        ("exclude:\n  - 3\n", 1, '"exclude"'),
        ("keys: nothing\n", 1, '"keys"'),
        ("model: a\nmodel: b\n", 2, "set twice"),
        ("model: [\n", 2, "not valid YAML"),
        ("- model\n", 1, "must be a mapping"),
    ],
)
def test_wrong_settings_name_file_line_and_remedy(tmp_path, text, line, said):
    path = tmp_path / "enrich.yaml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load.resolve(tmp_path)
    assert caught.value.path == str(path)
    assert caught.value.line == line
    assert said in caught.value.message


@pytest.mark.parametrize("flag", ["summary.bulets=3", "bullets", "model=[", "summary.bullets=x"])
def test_wrong_flags_are_named(tmp_path, flag):
    with pytest.raises(SettingsError, match="--set "):
        load.resolve(tmp_path, flags=[flag])


def test_an_unknown_variable_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"ENRICH_MODLE.*ENRICH_MODEL"):
        load.resolve(tmp_path, environ={"ENRICH_MODLE": "md"})


def test_the_template_shows_every_setting_with_its_default():
    text = "\n".join(
        line.removeprefix("# ").removeprefix("#")
        for line in TEMPLATE.read_text().splitlines()
        if line.startswith(("# ", "#  ")) and ":" in line and not line.rstrip().endswith(".")
    )
    shown = yaml.safe_load(text)
    for keys in load.names():
        value = shown
        for key in keys:
            value = value[key]
        default = load.value_of(Settings(), keys)
        assert (tuple(value) if isinstance(value, list) else value) == default, keys


def test_a_lexicon(tmp_path):
    path = tmp_path / "names.yaml"
    path.write_text(
        "companies:\n  Halden: [Halden Instruments AB, HLD]\n  Orrery:\n"
        "people: [Ines Duarte]\nignore: [AI]\napart:\n  - [Ford, Ford Motor]\n"
    )
    names = lexicon.read(path)
    assert [(n.name, n.type, n.aliases) for n in names.names] == [
        ("Halden", "company", ("Halden Instruments AB", "HLD")),
        ("Orrery", "company", ()),
        ("Ines Duarte", "person", ()),
    ]
    assert names.ignore == ("AI",)
    assert names.apart == (("Ford", "Ford Motor"),)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("company: [A]\n", 1, "unknown section"),
        ("people: [A]\ncompanies:\n  B: 3\n", 3, "takes names"),
        ("people: 3\n", 1, "list of names"),
        ("people: [A]\ncompanies: [A]\n", None, "both"),
    ],
)
def test_a_wrong_lexicon_says_where(text, line, said):
    if said == "both":
        text = "people:\n  A: [X]\ncompanies:\n  B: [X]\n"
    with pytest.raises(SettingsError, match=said) as caught:
        lexicon.parse(document.parse_yaml(text, name="names.yaml"))
    assert caught.value.line == line
