from __future__ import annotations

import json

import pytest

ARTICLE = "---\ntitle: Halden raises money\n---\n\nHalden raised $40 million on Monday.\n"
ROW = {
    "id": "a.md",
    "title": "Halden raises money",
    "text": "Halden raised $40 million on Monday, said a spokesman.",
    "money": [{"low": 40_000_000, "high": 40_000_000, "currency": "USD"}],
}


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(ROW))
    return path


def with_money(path, amount):
    money = [{"low": amount, "high": amount, "currency": "USD"}]
    path.write_text(json.dumps({**ROW, "money": money}))


def test_texts_in_the_gold(enrich, gold):
    done = enrich("eval", gold)
    assert done.code == 0, done.err
    assert done.err == ""
    assert done.out.splitlines()[0] == "1 text"
    assert done.out.splitlines()[-1].split() == ["money", "100.0", "100.0", "100.0", "1", "1", "1"]


def test_slips_name_the_line(enrich, gold):
    with_money(gold, 50)
    out = enrich("eval", gold).out
    assert f'{gold}:1: missed sum "50 USD"' in out
    assert f'{gold}:1: found sum "$40 million = 40,000,000 USD", not in gold' in out


def test_json_has_every_figure(enrich, gold):
    told = json.loads(enrich("eval", gold, "--format", "json").out)
    assert told["figures"]["money.f1"] == 100
    assert told["exact"]["money"]["gold"] == 1
    assert told["slips"] == told["below"] == []


def test_texts_in_a_folder_and_in_a_file(enrich, gold, tmp_path):
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "a.md").write_text(ARTICLE)
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"id": "a.md", "text": "It paid $41 million."}))
    in_folder = enrich("eval", gold, "--corpus", posts)
    assert " 100.0" in in_folder.out, in_folder.err
    in_file = enrich("eval", gold, "--corpus", texts)
    assert "$41 million" in in_file.out, in_file.err
    gold.write_text(json.dumps({**ROW, "id": "b.md", "text": None}))
    for corpus in (["--corpus", posts], ["--corpus", texts], []):
        done = enrich("eval", gold, *corpus)
        assert done.code == 2
        assert f"{gold}:1: " in done.err
        assert '"b.md"' in done.err


def test_corrected_front_matter_is_gold(enrich, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ARTICLE)
    (tmp_path / "none.md").write_text(ARTICLE)
    nothing = enrich("eval", tmp_path)
    assert nothing.code == 2
    assert "no article holds gold" in nothing.err
    enrich("run", tmp_path)
    path.write_text(path.read_text().replace("40000000", "40000001000"))
    (tmp_path / "broken.md").write_text("---\ntitle: [\n---\n")
    done = enrich("eval", tmp_path)
    assert done.code == 0, done.err
    line = path.read_text().splitlines().index(ARTICLE.splitlines()[-1]) + 1
    assert f'{path}:{line}: found sum "$40 million = 40,000,000 USD", not in gold' in done.out
    assert f"note: not judged: {tmp_path / 'broken.md'}:" in done.err
    assert "1 text\n" in done.out


def test_spans(enrich, tmp_path):
    path = tmp_path / "spans.jsonl"
    text = "It paid $40 million."
    path.write_text(json.dumps({"text": text, "spans": [[8, 19, "MONEY"]], "labels": ["MONEY"]}))
    done = enrich("eval", path)
    assert done.code == 0, done.err
    assert done.out.count("100.0") == 6
    assert enrich("eval", path, "--corpus", tmp_path).code == 2


def test_floors_are_set_held_and_lowered_only_when_told(enrich, gold, tmp_path):
    floors = tmp_path / "floors.json"
    missing = enrich("eval", gold, "--floors", floors)
    assert missing.code == 2
    assert "--update-floors writes it" in missing.err
    assert enrich("eval", gold, "--floors", floors, "--update-floors").code == 0
    assert json.loads(floors.read_text())["gold.jsonl"]["floors"] == {"money.f1": 100.0}
    assert enrich("eval", gold, "--floors", floors).code == 0

    with_money(gold, 50)
    changed = enrich("eval", gold, "--floors", floors)
    assert changed.code == 2
    assert "changed since the floors were set" in changed.err

    kept = enrich("eval", gold, "--floors", floors, "--update-floors")
    assert kept.code == 1
    assert "below the floor: money.f1 is 0.00, its floor 100" in kept.err
    assert enrich("eval", gold, "--floors", floors).code == 1
    update = ("--update-floors", "--allow-regression")
    assert enrich("eval", gold, "--floors", floors, *update).code == 0
    assert enrich("eval", gold, "--floors", floors).code == 0


@pytest.mark.parametrize("options", [["--update-floors"], ["--allow-regression"]])
def test_options_that_need_another(enrich, gold, options):
    assert enrich("eval", gold, *options).code == 2


def test_gold_that_is_not_there(enrich, tmp_path):
    done = enrich("eval", tmp_path / "none.jsonl")
    assert done.code == 2
    assert "no such file" in done.err
