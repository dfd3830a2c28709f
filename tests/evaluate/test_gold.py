from __future__ import annotations

import pytest

from enrich.errors import UsageError
from enrich.evaluate import gold
from enrich.evaluate.measures import Name, Sum


def written(tmp_path, *lines):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_articles(tmp_path):
    path = written(
        tmp_path,
        '{"id": "a.md", "companies": ["Halden", {"name": "Orrin AB", "aliases": ["Orrin"]}], '
        '"people": [], "money": [{"low": 2, "high": 3, "currency": "GBP", "approximate": true}]}',
        "",
        '{"id": "b.md", "title": "T", "text": "Line\u2028separator.", "money": [{"amount": 5}]}',
    )
    first, second = gold.read(path)
    assert first.labels.companies == (Name("Halden"), Name("Orrin AB", ("Orrin",)))
    assert first.labels.organizations is None
    assert first.labels.people == ()
    assert first.labels.money == (Sum(2, 3, "GBP"),)
    assert (second.line, second.title) == (3, "T")
    assert second.labels.money == (Sum(5, 5),)


def test_spans(tmp_path):
    path = written(
        tmp_path, '{"text": "Ines left.", "spans": [[0, 4, "PERSON"]], "labels": ["PERSON"]}'
    )
    (passage,) = gold.read(path)
    assert passage.spans == ((0, 4, "PERSON"),)
    assert passage.labels == {"PERSON"}


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (["{"], 1, "is not JSON lines"),
        (["[1]"], 1, "is not JSON lines"),
        (['{"companies": []}'], 1, "missing required field `id`"),
        (['{"id": "a", "companies": [1]}'], 1, "is not gold"),
        (['{"id": "a"}', '{"id": "b", "money": [{"currency": "EUR"}]}'], 2, "a sum needs"),
        (['{"text": "a", "spans": [[0, 2, "ORG"]], "labels": []}'], 1, "not inside the text"),
        (['{"id": "a"}', '{"text": "a", "spans": [], "labels": []}'], 2, "mixes"),
        ([""], None, "holds no gold"),
    ],
)
def test_what_is_no_gold_names_its_line(tmp_path, lines, line, said):
    with pytest.raises(UsageError, match=said) as caught:
        gold.read(written(tmp_path, *lines))
    assert caught.value.line == line


def test_a_text_without_text(tmp_path):
    with pytest.raises(UsageError, match='has no "text"'):
        gold.read_texts(written(tmp_path, '{"id": "a"}'))
