"""Thousands of real files of ten site generators, checked without our own splitter."""

from __future__ import annotations

import pytest
import yaml

from enrich.errors import FrontMatterError
from enrich.frontmatter import clean, enrich, read
from enrich.records import Plain

FIRST = {
    "x_entities": {
        "companies": ["Zeta", "No"],
        "money": [{"text": "$13 million", "amount": 13000000, "about": "a, b: c"}],
    },
    "x_highlights": ["Harbour Robotics opened a second plant on Monday.", 'It\'s "so": #1'],
    "x_related": [{"title": "A", "date": Plain("2024-03-01"), "because": ["a"]}],
}
SECOND = {**FIRST, "x_highlights": ["Other."], "x_related": [{"title": "B"}], "x_new": [1]}


@pytest.mark.shared
def test_real_files_lose_nothing(shared):
    refused, yaml_files = [], 0
    for path in sorted((shared / "data" / "frontmatter").rglob("*")):
        if not path.is_file() or path.suffix == ".jsonl":
            continue
        data = path.read_bytes()
        yaml_files += data.lstrip(b"\xef\xbb\xbf").startswith(b"---")
        try:
            edit = enrich(data, FIRST)
        except FrontMatterError as error:
            refused.append((path, error))
            continue
        if edit.written:
            check(data, edit.data)
        else:
            assert edit.data == data
            assert read(data) is None
    check_refusals(refused, yaml_files)


def check(data: bytes, first: bytes) -> None:
    """The edit is one stretch of bytes put in, and other readers see the same foreign values."""
    start = first.index(b"x_entities:")
    start = first.rindex(b"\n", 0, start) + 1
    end = first.index(b"\n", first.index(b"enriched:", start)) + 1
    assert first[:start] + first[end:] == data
    assert enrich(first, FIRST).data == first
    second = enrich(first, SECOND)
    assert second.written == ("x_highlights", "x_related", "x_new")
    assert enrich(second.data, SECOND).data == second.data
    assert clean(first).data == data
    assert clean(second.data).data == data
    assert foreign(first) == foreign(data)


def foreign(data: bytes) -> object:
    """What PyYAML reads between the first two fence lines; what it cannot read is no evidence."""
    lines = data.decode("utf-8-sig", "surrogateescape").split("\n")
    closers = (i for i, line in enumerate(lines) if i and line.rstrip() in ("---", "..."))
    text = "\n".join([*lines[1 : next(closers)], ""])
    try:
        fields = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {}
    except (yaml.YAMLError, TypeError):
        return None
    ours = (*FIRST, "enriched")
    return {key: value for key, value in fields.items() if key not in ours}


def check_refusals(refused, yaml_files: int) -> None:
    """Every refusal has a reason; YAML that any parser takes, and no template, is written."""
    assert all(error.message.endswith((".", "?")) for _, error in refused)
    reasons = ("not valid YAML", "template", "UTF-16", "never closed", "not a mapping", "TOML")
    unexpected = [str(error) for _, error in refused if not any(r in str(error) for r in reasons)]
    assert unexpected == []
    written = yaml_files - sum("TOML" not in str(error) for _, error in refused)
    assert written / yaml_files > 0.98  # templates and broken files are over-sampled here
