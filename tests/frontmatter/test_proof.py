"""The proofs catch an edit that goes wrong, whatever made it wrong."""

from __future__ import annotations

import pytest

from enrich.errors import FrontMatterError
from enrich.frontmatter import enrich, yaml_text

DATA = b"---\ntitle: x\ntags: [a]\n---\nText.\n"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (["---"], "fences or the body"),
        (["title: y", "related: [a]"], "not ours"),
        (["related: [b]"], "read back"),
        (["related: [a]", "# stray"], "not ours"),
        (["related: [a]", "other: 1"], "not ours"),
        (["x_related: [a]"], "not ours"),
        (["related: [a"], "not valid YAML"),
        (["related: [a]", "related: [a]"], "occurs 2 times"),
    ],
)
def test_a_wrong_edit_is_never_returned(monkeypatch, made, words):
    monkeypatch.setattr(yaml_text, "lines", lambda key, value, style: made)
    with pytest.raises(FrontMatterError, match=words):
        enrich(DATA, {"related": ["a"]})


def test_a_wrong_record_is_never_returned(monkeypatch):
    monkeypatch.setattr(yaml_text, "one_line", lambda *_: "enriched: {related: 00000000}")
    with pytest.raises(FrontMatterError, match="record of digests"):
        enrich(DATA, {"related": ["a"]})
