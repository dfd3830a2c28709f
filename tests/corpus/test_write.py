"""Replacing a file: what is kept, what is refused, and what is left after a failure."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from enrich.corpus.write import replace, sweep
from enrich.errors import WriteError


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "site" / "article.md"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_bytes_mode_and_status(article):
    article.chmod(0o640)
    status = replace(article, b"old", b"new\r\n")
    assert article.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(article.stat().st_mode) == 0o640
    assert (status.st_size, status.st_mtime_ns) == (5, article.stat().st_mtime_ns)
    assert names(article.parent) == ["article.md"]


def test_extended_attributes_are_kept(article):
    if not hasattr(os, "setxattr"):
        pytest.skip("no extended attributes here")
    try:
        os.setxattr(article, "user.colour", b"blue")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    replace(article, b"old", b"new")
    assert os.getxattr(article, "user.colour") == b"blue"


def test_owner_is_kept(article):
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(article, 1234, 1235)
    replace(article, b"old", b"new")
    assert (article.stat().st_uid, article.stat().st_gid) == (1234, 1235)


def test_a_link_stays_and_its_target_is_replaced(article):
    link = article.parent / "link.md"
    link.symlink_to("article.md")
    replace(link, b"old", b"new")
    assert link.is_symlink()
    assert article.read_bytes() == b"new"


def test_a_link_may_lead_anywhere_inside_the_root(article, tmp_path):
    link = tmp_path / "link.md"
    link.symlink_to(article)
    replace(link, b"old", b"new", root=tmp_path)
    assert article.read_bytes() == b"new"


def test_a_link_out_of_the_root_is_refused(article, tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"old")
    link = article.parent / "link.md"
    link.symlink_to(outside)
    for root in (None, article.parent):
        with pytest.raises(WriteError, match="outside"):
            replace(link, b"old", b"new", root=root)
    assert outside.read_bytes() == b"old"


def hard_link(path):
    os.link(path, path.parent / "other.md")


def edit(path):
    path.write_bytes(b"OLD")


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (hard_link, "2 names"),
        (edit, "has changed"),
        (lambda path: path.chmod(0o444), "read-only"),
        (Path.unlink, "could not be replaced"),
        (lambda path: (path.unlink(), path.mkdir()), "could not be replaced"),
    ],
)
def test_refused_and_untouched(article, prepare, words):
    prepare(article)
    before = article.read_bytes() if article.is_file() else None
    with pytest.raises(WriteError, match=words) as caught:
        replace(article, b"old", b"new")
    assert caught.value.path == str(article)
    assert (article.read_bytes() if article.is_file() else None) == before
    assert not [name for name in names(article.parent) if name.endswith(".enrich-tmp")]


def test_a_change_at_the_last_moment_is_seen(article, monkeypatch):
    flush = os.fsync

    def meanwhile(descriptor):
        article.write_bytes(b"an editor was faster")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(WriteError, match="has changed"):
        replace(article, b"old", b"new")
    assert article.read_bytes() == b"an editor was faster"
    assert names(article.parent) == ["article.md"]


@pytest.mark.parametrize("step", ["fsync", "fchmod"])
def test_no_leftovers_after_a_failure(article, monkeypatch, step):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(WriteError, match="No space left"):
        replace(article, b"old", b"new")
    assert article.read_bytes() == b"old"
    assert names(article.parent) == ["article.md"]


def test_long_names(tmp_path):
    path = tmp_path / ("ü" * 120 + ".md")
    path.write_bytes(b"old")
    replace(path, b"old", b"new")
    assert path.read_bytes() == b"new"


def test_sweep_takes_only_leftovers_of_the_dead(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    # In a container the dead run may have had the number of this one.
    strays = tuple(sorted(tmp_path / f".x.md.{pid}.enrich-tmp" for pid in (gone.pid, os.getpid())))
    below = tmp_path / "a" / f".x.md.{gone.pid}.enrich-tmp"
    below.parent.mkdir()
    kept = [
        below,
        tmp_path / f".x.md.{os.getppid()}.enrich-tmp",
        tmp_path / "x.enrich-tmp",
        tmp_path / ".y.md",
    ]
    for path in (*strays, *kept):
        path.write_bytes(b"")
    assert sweep(tmp_path) == strays
    assert not any(path.exists() for path in strays)
    assert sweep(tmp_path / "gone") == ()
    assert all(path.exists() for path in kept)


WRITER = """
import sys
from pathlib import Path
from enrich.corpus.write import replace
path, texts = Path(sys.argv[1]), [b"a" * 70000, b"b" * 70000]
while True:
    texts.reverse()
    replace(path, path.read_bytes(), texts[0])
"""


def test_a_kill_leaves_a_whole_file(tmp_path):
    path = tmp_path / "x.md"
    path.write_bytes(b"a" * 70000)
    for delay in (0.3, 0.35):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=Path.cwd())
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert path.read_bytes() in (b"a" * 70000, b"b" * 70000)
    sweep(tmp_path)
    assert names(tmp_path) == ["x.md"]


def test_a_tree_copied_from_a_read_only_medium_is_written_by_who_may(tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    path = folder / "a.md"
    path.write_bytes(b"before")
    path.chmod(0o444)
    folder.chmod(0o555)
    if os.geteuid() == 0:
        replace(path, b"before", b"after")
        assert path.read_bytes() == b"after"
        assert path.stat().st_mode & 0o777 == 0o444
    else:
        with pytest.raises(WriteError, match="read-only"):
            replace(path, b"before", b"after")
        folder.chmod(0o755)
