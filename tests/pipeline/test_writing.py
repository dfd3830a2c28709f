"""Files written by several processes: the same bytes, a death costs nothing, errors stay apart."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import psutil
import pytest

from enrich import store
from enrich.pipeline import lending, writing
from enrich.pipeline.run import DEFAULT, Options, run
from enrich.pipeline.select import select
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, Settings

FILES = 70
TOPICS = ("harbour quay", "rye bread", "timber frame", "tin mine", "salt marsh")


@pytest.fixture
def corpus(tmp_path):
    for number in range(FILES):
        topic = TOPICS[number % len(TOPICS)]
        text = (
            f"---\ntitle: The {topic} {number}\n---\n\nThe {topic} and the {topic} of {number}.\n"
        )
        path = tmp_path / f"{number % 3}" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(writing, "PROCESS_FILES", 20)
    monkeypatch.setattr(writing, "BATCH", 8)


def enrich(folder, jobs, options=DEFAULT, progress=lambda *_: None):
    settings = Settings(jobs=jobs)
    with store.connect(None, warn=pytest.fail) as known:
        selection = select([folder], settings, features=["related"])
        return run(selection, Resolved(settings, Lexicon(), {}), known, options, progress=progress)


def contents(folder):
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.*")}


@pytest.fixture
def expected(corpus):
    before = contents(corpus)
    report = enrich(corpus, 1)
    after = contents(corpus)
    for name, data in before.items():
        (corpus / name).write_bytes(data)
    assert report.count("enriched") == FILES
    return report.files, after


def workers() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [one for one in children if "popen_loky" in " ".join(one.cmdline())]


def test_several_processes_write_what_one_writes(corpus, expected):
    started = []
    report = enrich(corpus, 2, progress=lambda *_: started.extend(workers()))
    assert (report.files, contents(corpus)) == expected
    assert started
    assert workers() == []


def test_where_there_is_no_room_to_lend_the_corpus_one_process_enriches(
    corpus, expected, monkeypatch
):
    def full(loan, folder):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(lending, "_put", full)
    report = enrich(corpus, 2)
    assert (report.files, contents(corpus)) == expected
    assert [note for note in report.notes if "No space left" in note]


def test_a_dry_run_in_several_processes_writes_nothing(corpus, expected):
    before = contents(corpus)
    report = enrich(corpus, 2, Options(dry=True, diff=True))
    assert contents(corpus) == before
    assert report.count("enriched") == FILES
    assert all(one.diff for one in report.files)


def test_a_process_that_dies_costs_no_file(corpus, expected, monkeypatch):
    stop_at = corpus / "died"
    put = writing.put_portions

    def deadly(portions, **rest):  # inside this function, so that it travels by value
        done = put(portions, **rest)
        if not Path(stop_at).exists():
            Path(stop_at).touch()
            os.kill(os.getpid(), signal.SIGKILL)  # its files are written, and nobody was told
        return done

    monkeypatch.setattr(writing, "put_portions", deadly)
    report = enrich(corpus, 2)
    stop_at.unlink()
    assert contents(corpus) == expected[1]
    assert report.count("failed") == 0


def test_a_file_that_ends_every_process_fails_alone(corpus, expected, monkeypatch):
    put = writing.put_portions

    def deadly(portions, **rest):
        if any(one.source.name == "1/7.md" for one in portions):
            os.kill(os.getpid(), signal.SIGKILL)
        return put(portions, **rest)

    monkeypatch.setattr(writing, "put_portions", deadly)
    report = enrich(corpus, 2)
    assert [(one.path, one.status) for one in report.files if one.status != "enriched"] == [
        ("1/7.md", "failed")
    ]
    assert "run again" in next(one.error for one in report.files if one.status == "failed")


def test_a_file_edited_meanwhile_keeps_the_edit(corpus, expected):
    edited = corpus / "0" / "9.md"

    def meddle(stage, done, total):
        if stage == "compare" and b"Edited" not in edited.read_bytes():
            edited.write_bytes(edited.read_bytes() + b"Edited.\n")

    report = enrich(corpus, 2, progress=meddle)
    assert [one.path for one in report.files if one.status == "failed"] == ["0/9.md"]
    assert edited.read_bytes().endswith(b"Edited.\n")
    assert b"related:" not in edited.read_bytes()


@pytest.mark.usefixtures("ctrl_c")
def test_an_interrupt_finishes_what_is_being_written(corpus, expected):
    def interrupt(stage, done, total):
        if stage == "write" and done:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        enrich(corpus, 2, progress=interrupt)
    after = contents(corpus)
    assert {*after} == {*expected[1]}, "temporary files are left"
    written = [name for name, data in after.items() if data == expected[1][name]]
    assert written
    assert workers() == []
    enrich(corpus, 2)
    assert contents(corpus) == expected[1]
