"""Reading: three languages, offsets, and files that only writing must refuse."""

from __future__ import annotations

import pytest

from enrich.errors import FrontMatterError
from enrich.frontmatter import read
from enrich.records import Plain


def fields(text):
    return read(f"---\n{text}\n---\nBody.\n".encode()).fields


def test_offsets_are_bytes():
    data = "\ufeff---\r\ntitle: Café\r\n---\r\nBödy.\r\n".encode()
    found = read(data)
    assert data[found.start : found.end] == "title: Café\r\n".encode()
    assert data[found.body_start :] == "Bödy.\r\n".encode()
    assert found.kind == "yaml"


@pytest.mark.parametrize("data", [b"", b"Text", b"\n---\na: 1\n---\n", b"----\na\n----\n", b"---"])
def test_no_front_matter(data):
    assert read(data) is None


@pytest.mark.parametrize("text", ["", "# only a comment", "\n\n"])
def test_empty_front_matter_has_no_fields(text):
    assert fields(text) == {}


def test_values_and_disputed_scalars():
    text = "a: 1\nb: '1'\nc: 2024-05-06\nd: yes\ne:\nf: [x, {y: 1.5}]\ng: |\n  two\n  lines"
    assert fields(text) == {
        "a": 1, "b": "1", "c": Plain("2024-05-06"), "d": Plain("yes"), "e": None,
        "f": ["x", {"y": 1.5}], "g": "two\nlines\n",
    }  # fmt: skip


def test_writing_may_refuse_what_reading_takes():
    assert fields("a: 1\na: 2")["a"] == 2
    assert fields("a: &x 1\nb: &x 2\nc: *x") == {"a": 1, "b": 2, "c": 2}
    assert fields("a: !!python/object/apply:os.system [x]\nb: !t y") == {"a": ["x"], "b": "y"}
    assert fields("{a: 1}") == {"a": 1}
    assert fields("? [x, y]\n: 1\na: 2") == {"a": 2}
    assert fields("m: {2024: x}") == {"m": {"2024": "x"}}


def test_aliases_are_values_until_they_grow():
    assert fields("a: &x [1]\nb: *x\nc: {d: *x}") == {"a": [1], "b": [1], "c": {"d": [1]}}
    assert fields("a: *nowhere")["a"] == "*nowhere"
    assert fields("a: &x [*x]")["a"] == ["*x"]
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30)]
    bomb = fields("\n".join(["l0: &l0 [lol]", *levels]))
    assert len(bomb) == 30
    assert "*l28" in bomb["l29"]


def test_toml_and_json_are_read():
    toml = read(b'+++\ntitle = "x"\nwhen = 2024-05-06\n[m]\nn = [1, 2.5]\n+++\nBody.\n')
    assert (toml.kind, toml.fields) == (
        "toml",
        {"title": "x", "when": Plain("2024-05-06"), "m": {"n": [1, 2.5]}},
    )
    for data in (
        b'{\n"title": "x"}\nBody.\n',
        b'{"title": "x"}\nBody.\n',
        b'---json\n{"title": "x"}\n---\nBody.\n',
        b';;;\n{"title": "x"}\n;;;\nBody.\n',
    ):
        found = read(data)
        assert (found.kind, found.fields) == ("json", {"title": "x"})
        assert data[found.body_start :] == b"Body.\n"


def test_a_body_that_opens_like_json_is_a_body():
    assert read(b"{\nnot json\n") is None
    assert read(b"{% include x %}\n") is None


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"+++\na = 1\nb =\n+++\n", 3, "TOML"),
        (b'---json\n{"a": 1,\n"b": }\n---\n', 3, "JSON"),
        (b"---json\n[1]\n---\n", 2, "object"),
        (b'---json\n{"a": ' + b"[" * 900 + b"]" * 900 + b"}\n---\n", 2, "deeper"),
        (b"---\na: 1\nb: c: d\n---\n", 3, "YAML"),
        (b"---\na: " + b"x" * (1 << 20) + b"\n---\n", 1, "over the limit"),
        (b"---\n" + b"[" * 100_000 + b"\n---\n", 2, "deeper"),
    ],
)
def test_errors_name_line_and_remedy(data, line, words):
    with pytest.raises(FrontMatterError, match=words) as caught:
        read(data)
    assert caught.value.line == line
