"""Thousands of real files of ten site generators, checked without our own splitter."""

from __future__ import annotations

import re
import tomllib

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
OURS = {*FIRST, "enriched"}
BLOCK = re.compile(
    rb"(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t\r]*$",
    re.MULTILINE | re.DOTALL,
)
NO_PARSER = ("not valid YAML", "template", "UTF-16", "never closed", "not a mapping")


@pytest.mark.shared
def test_real_files_lose_nothing(shared):
    written, refused = {b"---": 0, b"+++": 0}, []
    for path in sorted((shared / "data" / "frontmatter").rglob("*")):
        if not path.is_file() or path.suffix == ".jsonl":
            continue
        data = path.read_bytes()
        try:
            edit = enrich(data, FIRST)
        except FrontMatterError as error:
            refused.append(error.at(str(path)))
            continue
        if edit.written:
            check(data, edit.data)
            written[data.removeprefix(b"\xef\xbb\xbf")[:3]] += 1
        else:
            assert edit.data == data
            assert read(data) is None
    for error in refused:  # what any parser takes is written; the rest has a line and a remedy
        assert any(reason in error.message for reason in NO_PARSER), str(error)
        assert error.line
        assert error.message.endswith((".", "?"))
    assert written[b"---"] >= 2400
    assert written[b"+++"] >= 150


def check(data: bytes, first: bytes) -> None:
    """The edit is one stretch of bytes put in, and other readers see the same foreign values."""
    start = re.search(rb"^[ ]*x_entities ?[:=]", first, re.MULTILINE).start()
    end = first.index(b"\n", re.search(rb"^[ ]*enriched ?[:=]", first, re.MULTILINE).start()) + 1
    assert first[:start] + first[end:] == data
    assert enrich(first, FIRST).data == first
    second = enrich(first, SECOND)
    assert second.written == ("x_highlights", "x_related", "x_new")
    assert enrich(second.data, SECOND).data == second.data
    assert clean(first).data == data
    assert clean(second.data).data == data
    assert foreign(first) == foreign(data)


def foreign(data: bytes) -> object:
    """What PyYAML or tomllib read between the fences; what they cannot read is no evidence."""
    fence, text = BLOCK.match(data).groups()
    if fence == b"+++":
        fields = tomllib.loads(text.decode())
        return repr({key: value for key, value in fields.items() if key not in OURS})
    try:
        fields = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {}
    except (yaml.YAMLError, TypeError):
        return None
    return {key: value for key, value in fields.items() if key not in OURS}
