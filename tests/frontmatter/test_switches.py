"""What `enrich:` in a file may say."""

from __future__ import annotations

import pytest

from enrich.errors import FrontMatterError
from enrich.frontmatter import Switches, read, switches


def said(text):
    return switches(read(f"---\n{text}\n---\n".encode()).fields)


@pytest.mark.parametrize("word", ["off", "Off", '"off"', "false", "no"])
def test_off(word):
    assert said(f"enrich: {word}") == Switches(off=True)


@pytest.mark.parametrize(
    "text", ["title: x", "enrich:", "enrich: on", "enrich: true", "enrich: {}"]
)
def test_nothing_said(text):
    assert said(text) == Switches()


def test_lists_single_names_and_odd_slugs():
    found = said(
        "enrich:\n  skip: [highlights]\n  lock: related\n  pin: [2024-05-06, 7, a.md]\n  hide:"
    )
    assert found == Switches(
        skip=("highlights",), lock=("related",), pin=("2024-05-06", "7", "a.md")
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("enrich: [highlights]", "must be `off`"),
        ("enrich: 3", "must be `off`"),
        ("enrich: maybe", "must be `off`"),
        ("enrich: {skipp: a}", "Did you mean `skip`"),
        ("enrich: {skip: {a: 1}}", "list of names"),
        ("enrich: {pin: [[a]]}", "list of names"),
        ("enrich: {pin: [true]}", "list of names"),
    ],
)
def test_nonsense(text, words):
    with pytest.raises(FrontMatterError, match=words):
        said(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('---\nnote: |\n  enrich: off\n"enrich": maybe\n---\n', 4),
        ("---\n{enrich: maybe}\n---\n", 2),
        ("---\nenrich: off\ntitle: x\nenrich: maybe\n---\n", 4),
        ("---\ntitle: 'a\nb: {{ c }}\nenrich: maybe\n---\n", 4),
        ("+++\nnote = '''\nenrich = 1\n'''\nenrich = 'maybe'\n+++\n", 5),
        ("+++\n[a]\nenrich = 1\n[enrich]\nskipp = 'x'\n+++\n", 4),
        ('{"a": {"enrich": 1},\n "enrich": "maybe"}\n', 2),
    ],
)
def test_nonsense_is_reported_with_its_line(text, line):
    data = text.encode()
    with pytest.raises(FrontMatterError) as caught:
        switches(read(data, lenient=True).fields, data)
    assert caught.value.line == line
