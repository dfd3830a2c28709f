"""Files before and after: `written` with the values and what is reported, `refused` with why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from enrich.errors import FrontMatterError
from enrich.frontmatter import clean, enrich, events, read
from enrich.records import Plain

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "frontmatter"
WRITTEN = sorted(path.stem for path in (GOLDEN / "written").glob("*.json"))
REFUSED = json.loads((GOLDEN / "refused" / "refused.json").read_text("utf-8"))
WANTED = {"highlights": ["Rates rise by a quarter of a point."]}


def plain(value):
    """`{"plain": text}` stands for Plain in the JSON files."""
    if isinstance(value, dict):
        is_plain = set(value) == {"plain"}
        return Plain(value["plain"]) if is_plain else {k: plain(v) for k, v in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def load(name):
    case = json.loads((GOLDEN / "written" / f"{name}.json").read_text("utf-8"))
    before = (GOLDEN / "written" / f"{name}.md").read_bytes()
    after = (GOLDEN / "written" / f"{name}.expected.md").read_bytes()
    options = {key: case[key] for key in ("adopt", "untouched", "locked") if key in case}
    return case, before, after, plain(case["values"]), options


@pytest.fixture(params=["libyaml", "python"])
def parser(request, monkeypatch):
    if request.param == "python":
        monkeypatch.setattr(events, "_Parser", yaml.SafeLoader)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", WRITTEN)
def test_written_as_expected(name):
    case, before, after, values, options = load(name)
    edit = enrich(before, values, **options)
    assert edit.data.decode("utf-8") == after.decode("utf-8")
    assert list(edit.written) == case["written"]
    assert list(edit.removed) == case["removed"]
    assert [note.message for note in edit.kept] == case["kept"]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_second_edit_changes_nothing(name):
    _, _, after, values, options = load(name)
    assert enrich(after, values, **options).data == after


@pytest.mark.parametrize("name", WRITTEN)
def test_values_read_back(name):
    case, _, after, values, _ = load(name)
    fields = read(after).fields
    for key in case["written"]:
        assert repr(fields[key]) == repr(values[key]) or key == "related"


@pytest.mark.parametrize(
    "name", [name for name in WRITTEN if b"enriched" not in load(name)[1] and not load(name)[4]]
)
def test_clean_gives_back_the_original(name):
    _, before, after, _, _ = load(name)
    assert clean(after).data == before
    assert clean(before).data == before


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_line_and_remedy(name, parser, request):
    data = (GOLDEN / "refused" / f"{name}.md").read_bytes()
    with pytest.raises(FrontMatterError) as caught:
        enrich(data, WANTED)
    assert caught.value.line == REFUSED[name]["line"]
    if "python" not in request.node.callspec.id:  # the parsers word their problems differently
        assert caught.value.message == REFUSED[name]["message"]


def test_no_front_matter_is_left_alone():
    for data in (b"", b"Text.\n", b"\n---\ntitle: x\n---\n", b"---- \n", b"---", b"{% raw %}\n"):
        edit = enrich(data, WANTED)
        assert edit.data == data
        assert [note.key for note in edit.kept] == ["enriched"]
        assert clean(data).data == data


def test_clean_keeps_what_was_edited_by_hand_and_reports_it():
    data = enrich(b"---\ntitle: x\n---\n", {"a": ["one"], "b": ["two"]}).data
    edited = data.replace(b"two", b"three")
    edit = clean(edited)
    assert edit.data == b"---\ntitle: x\nb: [three]\n---\n"
    assert edit.removed == ("a",)
    assert [note.message for note in edit.kept] == [
        "b was edited by hand (adopt it with --adopt b)"
    ]


def test_clean_leaves_other_languages_alone():
    data = b'+++\ntitle = "x"\n+++\n'
    assert clean(data).data == data


@pytest.mark.parametrize("value", [None, "", [], {}, object(), [{1: 2}], ["\ud800"], {1, 2}])
def test_empty_and_impossible_values_are_the_callers_mistake(value):
    with pytest.raises(ValueError, match=r"empty|hold|strings|surrogate"):
        enrich(b"---\ntitle: x\n---\n", {"a": value})


def test_the_record_takes_no_value():
    with pytest.raises(ValueError, match="record"):
        enrich(b"---\ntitle: x\n---\n", {"enriched": ["a"]})


def test_another_name_for_the_record():
    data = enrich(b"---\nenriched: {vitamins: many}\n---\n", {"a": "b"}, record="x_enriched").data
    assert read(data).fields["x_enriched"].keys() == {"a"}
    assert clean(data, record="x_enriched").data == b"---\nenriched: {vitamins: many}\n---\n"
