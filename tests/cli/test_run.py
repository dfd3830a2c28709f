from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
import yaml

from enrich.corpus import lock
from enrich.corpus.lock import locked

ONE = "---\ntitle: Halden raises money\n---\n\nHalden raised $40 million on Monday.\n"
BAD = {
    "broken.md": (b"---\ntitle: a\nb: [\n---\nText.\n", "broken.md:"),
    "binary.md": (b"---\ntitle: a\n---\n\x00\x01\x02", "binary.md:4: is binary"),
    "latin.md": (b"---\ntitle: a\n---\ncaf\xe9\n", "latin.md:4: is not UTF-8"),
    "open.md": (b"---\ntitle: a\n", "open.md"),
    "list.md": (b"---\n- a\n---\n", "list.md"),
    "twice.md": (b"---\nentities: 1\nentities: 2\n---\nIt paid $7m.\n", "twice.md:"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def front_matter(path):
    return yaml.safe_load(path.read_text("utf-8").split("---\n")[1])


def test_run_writes_once_and_clean_gives_everything_back(enrich, corpus):
    before = contents(corpus)
    first = enrich("run", corpus)
    assert first.code == 0, first.err
    assert first.out == ""
    assert "articles enriched" in first.err.splitlines()[-1]
    written = contents(corpus)
    assert sum(written[name] != before[name] for name in before) == len(before)
    for name, data in written.items():
        added = data.decode().splitlines()
        assert [line for line in before[name].decode().splitlines() if line not in added] == []

    second = enrich("run", corpus)
    assert second.code == 0
    assert second.err.splitlines()[-1].startswith("0 articles enriched, 22 unchanged (22 from")
    assert contents(corpus) == written

    again = enrich("run", "--force", corpus)
    assert "0 articles enriched" in again.err
    assert contents(corpus) == written
    assert enrich("run", "--check", corpus).code == 0

    cleaned = enrich("clean", corpus)
    assert cleaned.code == 0
    assert "22 articles cleaned" in cleaned.err
    assert contents(corpus) == before


def test_the_number_of_processes_changes_nothing(enrich, corpus, tmp_path):
    enrich("run", "--jobs", 1, "--no-cache", corpus)
    alone = contents(corpus)
    enrich("clean", corpus)
    enrich("run", "--jobs", 2, "--no-cache", corpus)
    assert contents(corpus) == alone


def test_check_and_diff_write_nothing(enrich, corpus):
    before = contents(corpus)
    check = enrich("run", "--check", corpus)
    assert check.code == 1
    assert "22 articles would be enriched" in check.err
    diff = enrich("run", "--diff", corpus)
    assert diff.code == 1
    assert "+entities:" in diff.out
    assert "\n-" not in diff.out.replace("\n--- ", "\n")
    assert contents(corpus) == before


def test_a_change_costs_only_what_changed(enrich, corpus):
    enrich("run", corpus)
    article = corpus / "varnholt-raises-310m.md"
    article.write_bytes(article.read_bytes() + b"\nGrindle Systems paid $7m to Anna Bergqvist.\n")
    done = enrich("run", corpus)
    assert "(21 from the store)" in done.err
    assert "$7m" in article.read_text("utf-8")


def test_the_store_can_be_left_out(enrich, corpus):
    enrich("run", corpus)
    done = enrich("run", "--no-cache", corpus)
    assert "0 articles enriched, 22 unchanged, in" in done.err


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_costs_itself_only(enrich, tmp_path, name):
    data, said = BAD[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.md").write_text(ONE)
    done = enrich("run", tmp_path)
    assert done.code == 3
    assert said in done.err
    assert "1 article enriched, 0 unchanged, 1 failed" in done.err
    again = enrich("run", tmp_path)
    assert "0 articles enriched, 1 unchanged (1 from the store), 1 failed" in again.err
    assert (tmp_path / name).read_bytes() == data
    assert "$40 million" in str(front_matter(tmp_path / "good.md")["entities"])


def test_what_is_no_article_is_left_alone(enrich, tmp_path):
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "plain.md").write_text("Just text.\n")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "word.md").write_text("---\ntitle: a\n---\nWord\n")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = enrich("run", tmp_path)
    assert done.code == 0
    assert "1 unchanged, 2 skipped" in done.err
    assert (
        "there is none, so the file is left alone (--create makes one) (empty.md, plain.md)"
        in done.err
    )
    for name, data in before.items():
        assert (tmp_path / name).read_bytes() == data


def test_a_folder_without_articles_says_so(enrich, tmp_path):
    done = enrich("run", tmp_path)
    assert done.code == 0
    assert "no article found" in done.err


def test_a_file_that_cannot_be_read(enrich, tmp_path, monkeypatch):
    (tmp_path / "good.md").write_text(ONE)
    path = tmp_path / "closed.md"
    path.write_text(ONE)
    read = type(path).read_bytes

    def refuse(self):
        if self.name == "closed.md":
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    done = enrich("run", "--force", tmp_path)
    assert done.code == 3
    assert "closed.md: cannot be read: Permission denied" in done.err


def test_an_article_of_many_megabytes(enrich, tmp_path):
    text = ONE + "\n" + "Halden sells valves to the mills of the north, it said. " * 360_000
    (tmp_path / "long.md").write_text(text)
    done = enrich("run", "--only", "money", "--set", "entities.layout=flat", tmp_path)
    assert done.code == 0, done.err
    assert "1 article enriched" in done.err


def test_a_hand_edit_is_kept_and_reported(enrich, corpus):
    enrich("run", corpus)
    article = corpus / "kelmoria-holds-rates.md"
    edited = article.read_text("utf-8").replace("highlights:\n", "highlights:\n  - My own.\n", 1)
    article.write_text(edited, "utf-8")
    done = enrich("run", "--force", corpus)
    assert article.read_text("utf-8") == edited
    assert "note: highlights:" in done.err
    assert "kelmoria-holds-rates.md" in done.err
    adopted = enrich("run", "--adopt", "highlights", article, "--corpus", corpus)
    assert adopted.code == 0, adopted.err
    assert "My own." not in article.read_text("utf-8")


def test_what_is_theirs_stays(enrich, corpus):
    done = enrich("run", corpus)
    article = corpus / "jacarandá-pagamentos-série-b.md"
    assert "enriched" in front_matter(article)
    assert "related" not in front_matter(article)["enriched"]
    assert f"{article.name}" in done.err


def test_switches_in_a_file(enrich, tmp_path):
    (tmp_path / "off.md").write_text(ONE.replace("---\n\n", "enrich: off\n---\n\n"))
    (tmp_path / "skip.md").write_text(ONE.replace("---\n\n", "enrich: {skip: [entities]}\n---\n\n"))
    done = enrich("run", tmp_path)
    assert "1 skipped" in done.err
    assert "entities" not in front_matter(tmp_path / "off.md")
    assert "entities" not in front_matter(tmp_path / "skip.md")


def test_a_switch_that_is_none_names_its_line(enrich, tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: Halden\nenrich: {skipp: x}\n---\nIt paid $7m.\n")
    done = enrich("run", tmp_path)
    assert done.code == 3
    assert "a.md:3: `enrich:` has no switch `skipp`" in done.err


TEMPLATE = (
    "---\ntitle: Halden raises $40 million\ndate: {{ date }}\n---\n\nHalden raised $40 million.\n"
)


def test_a_broken_article_is_not_written_but_compared_with(enrich, tmp_path):
    (tmp_path / "broken.md").write_text(TEMPLATE)
    (tmp_path / "a.md").write_text(ONE)
    done = enrich("run", tmp_path)
    assert done.code == 3
    assert "broken.md:3: The front matter has a template in it" in done.err
    assert (tmp_path / "broken.md").read_text() == TEMPLATE
    assert front_matter(tmp_path / "a.md")["related"][0]["title"] == "Halden raises $40 million"


def test_toml_and_json_are_written_and_cleaned(enrich, tmp_path):
    texts = {
        "a.md": '+++\ntitle = "Halden raises money"\n[extra]\ntoc = true\n+++\n\nIt paid $7m.\n',
        "b.md": '{\n  "title": "Halden raises money"\n}\n\nHalden raised $40 million on Monday.\n',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert enrich("run", tmp_path).code == 0
    assert 'currency = "USD"' in (tmp_path / "a.md").read_text()
    assert '"currency": "USD"' in (tmp_path / "b.md").read_text()
    assert "0 articles enriched, 2 unchanged" in enrich("run", "--force", tmp_path).err
    assert enrich("clean", tmp_path).code == 0
    assert {name: (tmp_path / name).read_text() for name in texts} == texts


def test_front_matter_is_made_on_request_and_unmade(enrich, tmp_path):
    bare = {"a.md": "Halden raised $40 million on Monday.\n", "b.html": "<p>Halden paid $7m.</p>\n"}
    for name, text in bare.items():
        (tmp_path / name).write_text(text)
    assert "2 skipped" in enrich("run", tmp_path).err
    assert "--create makes one" in enrich("run", "-v", tmp_path).err
    assert enrich("run", "--create", "--check", tmp_path).code == 1
    assert "1 article enriched" in enrich("run", "--create", tmp_path).err
    assert front_matter(tmp_path / "a.md")["enriched"]["front-matter"] == "created"
    assert "0 articles enriched" in enrich("run", "--create", tmp_path).err
    assert "0 articles enriched" in enrich("run", tmp_path).err
    assert enrich("clean", tmp_path).code == 0
    assert {name: (tmp_path / name).read_text() for name in bare} == bare


def test_a_second_run_on_the_same_corpus_does_not_start(enrich, tmp_path):
    (tmp_path / "a.md").write_text(ONE)
    with locked(tmp_path):
        for command in ("run", "clean"):
            done = enrich(command, tmp_path)
            assert done.code == 2
            assert "another run is at work" in done.err
        assert enrich("run", "--check", tmp_path).code == 1
    assert (tmp_path / "a.md").read_text() == ONE


def test_where_nothing_can_be_locked_a_run_says_so(enrich, tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "fcntl", None)
    (tmp_path / "a.md").write_text(ONE)
    for command in ("run", "clean"):
        done = enrich(command, tmp_path)
        assert done.code == 0
        assert "note: folders cannot be locked here" in done.err
    assert "locked" not in enrich("run", "--check", tmp_path).err


def test_only_and_skip_leave_the_rest_as_it_is(enrich, corpus):
    enrich("run", "--only", "summary", corpus)
    article = corpus / "varnholt-raises-310m.md"
    assert list(front_matter(article)["enriched"]) == ["highlights"]
    enrich("run", "--only", "related", corpus)
    assert list(front_matter(article)["enriched"]) == ["highlights", "related"]
    enrich("run", "--skip", "summary", "--skip", "related", corpus)
    assert set(front_matter(article)["enriched"]) == {"entities", "highlights", "related"}
    assert enrich("run", "--only", "money", "--skip", "money", corpus).code == 2


def test_one_file_against_its_corpus(enrich, corpus):
    article = corpus / "varnholt-raises-310m.md"
    alone = enrich("run", article)
    assert alone.code == 0
    assert "related is left as it is" in alone.err
    assert "related" not in front_matter(article)
    beside = enrich("run", article, "--corpus", corpus)
    assert "1 article enriched" in beside.err
    related = front_matter(article)["related"]
    enrich("run", corpus)
    assert front_matter(article)["related"] == related


def test_the_corpus_of_the_settings(enrich, corpus, monkeypatch):
    (corpus.parent / "enrich.yaml").write_text("corpus: corpus\n")
    monkeypatch.chdir(corpus.parent)
    assert "22 articles enriched" in enrich("run").err


def test_stdin_to_stdout(enrich, corpus, monkeypatch):
    article = corpus / "varnholt-raises-310m.md"
    data = article.read_bytes()
    article.unlink()

    class Stdin:
        buffer = io.BytesIO(data)

    monkeypatch.setattr("enrich.cli.stdin.sys.stdin", Stdin)
    done = enrich("run", "-", "--stdin-filename", article.name, "--corpus", corpus)
    assert done.code == 0, done.err
    values = yaml.safe_load(done.out.split("---\n")[1])
    assert {"entities", "highlights", "related", "enriched"} <= values.keys()


def test_formats(enrich, corpus):
    whole = json.loads(enrich("run", "--check", "--format", "json", corpus).out)
    assert whole["exit_code"] == 1
    assert whole["counts"]["enriched"] == 22
    lines = enrich("run", "--check", "--format", "jsonl", corpus).out.splitlines()
    assert len([json.loads(line) for line in lines]) == 22
    (corpus / "broken.md").write_text("---\na: [\n---\n")
    github = enrich("run", "--check", "--format", "github", corpus).out
    assert "::error file=broken.md,line=" in github
    assert "::warning file=varnholt-raises-310m.md::" in github


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "name a file or a folder"),
        (["run", "none"], "none: no such file or folder"),
        (["run", ".", "--corpus", "none"], "not a folder"),
        (["run", ".", "--model", "no-such-model"], "no-such-model"),
        (["run", ".", "--set", "summary.bulets=1"], "did you mean"),
        (["run", ".", "--only", "everything"], "--only"),
        (["run", ".", "--adopt", "title"], "not a key of ours"),
        (["run", "--jobs", "-1", "."], "--jobs"),
        (["run", "--config", "none.yaml", "."], "none.yaml"),
        (["rnu"], "rnu"),
    ],
)
def test_what_does_not_start_exits_with_2(enrich, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(ONE)
    done = enrich(*arguments)
    assert done.code == 2
    assert said in done.err
    assert (tmp_path / "a.md").read_text() == ONE


def test_an_interrupt_exits_with_130(enrich, tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text(ONE)

    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("enrich.pipeline.comparing.read_corpus", interrupt)
    done = enrich("run", tmp_path)
    assert done.code == 130
    assert "interrupted" in done.err


def test_a_file_that_changes_meanwhile_is_not_touched(enrich, tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    path.write_text(ONE)
    from enrich.pipeline import comparing

    read_corpus = comparing.read_corpus

    def edit_afterwards(*arguments, **options):
        corpus = read_corpus(*arguments, **options)
        path.write_text(ONE + "More.\n")
        return corpus

    monkeypatch.setattr(comparing, "read_corpus", edit_afterwards)
    done = enrich("run", tmp_path)
    assert done.code == 3
    assert "changed while it was being read; run again" in done.err
    assert path.read_text() == ONE + "More.\n"


def test_quiet_and_verbose(enrich, corpus):
    assert enrich("run", "-q", "--check", corpus).err == ""
    assert "would change varnholt-raises-310m.md" in enrich("run", "-v", "--check", corpus).err


def test_a_closed_pipe_is_no_error(corpus, tmp_path):
    import subprocess
    import sys

    command = f"{sys.executable} -m enrich run --diff --only money {corpus} | head -n 1"
    environment = {**os.environ, "ENRICH_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, check=True, env=environment
    )
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
