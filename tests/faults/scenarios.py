"""Ways in which a run is disturbed; each returns one sentence, or fails an assertion."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.articles import ROOT, Corpus
from tests.faults.kills import killed

NOBODY = 65534
CLOSED = "another run is at work"
NO_DISK = "left out: no tmpfs can be mounted here"


def full_disk(folder: Path, *, files: int, kills: int) -> str:
    """A disk that is full before the run is half done."""
    del kills
    with small_disk(folder) as disk:
        if disk is None:
            return NO_DISK
        corpus = corpus_on(disk, folder, files)
        filler = disk / "filler"
        fill(filler, keep=40_000)
        code, said = corpus.finish("run")
        assert code == 3, f"exited with {code}: {said}"
        assert "No space left" in said
        assert corpus.must_be_whole() == 0, "a temporary file stayed"
        left = sum(data == corpus.before[name] for name, data in corpus.whole().items())
        assert left, "the disk was not full"
        filler.unlink()
        corpus.must("run")
        corpus.must_be(corpus.after, "the next run finished")
        return f"{left} of {files} files could not be written and were as before; none lost"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Mount a disk of 64 MB for the time being; None where that is not allowed."""
    disk = folder / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    try:
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    try:
        yield disk if done else None
    finally:
        if done:
            subprocess.run(["umount", str(disk)], check=False)


def corpus_on(disk: Path, folder: Path, files: int) -> Corpus:
    """Make a corpus on the disk, whose cache is not: its growth is not what is tested."""
    corpus = Corpus(disk, files)
    corpus.cache = Path(shutil.move(corpus.cache, folder / "cache-of-disk"))
    return corpus


def fill(path: Path, *, keep: int) -> None:
    """Take all but `keep` bytes of the disk."""
    status = os.statvfs(path.parent)
    with path.open("wb") as file:
        file.write(b"\0" * max(0, status.f_bavail * status.f_frsize - keep))


def edited_meanwhile(folder: Path, *, files: int, kills: int) -> str:
    """An editor saves articles while the run replaces them."""
    del kills
    corpus = Corpus(folder, files)
    mark = b"\nA line the author has just typed.\n"
    running = corpus.start("run")
    marked: set[str] = set()
    names = list(corpus.before)
    moments = random.Random(7)
    while running.poll() is None:
        name = moments.choice(names)
        if name not in marked:
            save(corpus.folder / name, mark)
            marked.add(name)
        time.sleep(0.002)
    running.communicate()
    assert running.returncode in (0, 3)
    found = corpus.whole()
    for name in marked:
        assert found[name].count(mark) == 1, f"{name} lost the author's line"
    corpus.must("run")
    bodies = {name: data.split(b"\n---\n", 1)[1] for name, data in corpus.whole().items()}
    for name, data in corpus.before.items():
        wanted = data.split(b"\n---\n", 1)[1] + (mark if name in marked else b"")
        assert bodies[name] == wanted, f"{name} has another body"
    return f"{len(marked)} of {files} files were saved by an editor during the run; none lost"


def save(path: Path, mark: bytes) -> None:
    """Save as editors do that care: a new file that takes the name, from what was just read."""
    new = path.with_name(f"{path.name}~")
    while True:
        data, inode = path.read_bytes(), path.stat().st_ino
        new.write_bytes(data + mark)
        if path.stat().st_ino == inode:
            new.replace(path)
            return


def two_runs(folder: Path, *, files: int, kills: int) -> str:
    """Two runs on one corpus: one does the work, the other says so and does not start."""
    del kills
    corpus = Corpus(folder, files)
    said: list[tuple[int, str]] = []
    threads = [threading.Thread(target=lambda: said.append(corpus.finish("run"))) for _ in "12"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = sorted(code for code, _ in said)
    assert codes in ([0, 2], [0, 0]), f"exited with {codes}: {said}"
    assert codes == [0, 0] or any(CLOSED in text for _, text in said)
    corpus.must_be(corpus.after, "both ended")
    return f"exit codes {codes}; every file is finished"


def read_only_half_way(folder: Path, *, files: int, kills: int) -> str:
    """The folders lose their write permission while a run is at work that is not root's."""
    del kills
    corpus = Corpus(folder, files)
    user = None
    if os.geteuid() == 0:
        if not may_run(NOBODY):
            return disk_read_only_half_way(folder, files=files)
        user = NOBODY
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    running = corpus.start("run", user=user)
    wait_for(lambda: any(data == corpus.after[n] for n, data in corpus.whole().items()), running)
    for place in corpus.folder.iterdir():
        place.chmod(0o555)
    said = running.communicate()[1]
    for place in corpus.folder.iterdir():
        place.chmod(0o755)
    return finished(corpus, running.returncode, said)


def may_run(user: int) -> bool:
    """Tell whether that user may start this Python."""
    command = [sys.executable, "-c", "import enrich"]
    try:
        done = subprocess.run(command, cwd=ROOT, user=user, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def disk_read_only_half_way(folder: Path, *, files: int) -> str:
    """The same for root, whom permissions do not stop: the disk itself is made read-only."""
    with small_disk(folder) as disk:
        if disk is None:
            return NO_DISK
        corpus = corpus_on(disk, folder, files)
        running = corpus.start("run")
        wait_for(
            lambda: any(data == corpus.after[n] for n, data in corpus.whole().items()), running
        )
        while subprocess.run(remount("ro", disk), capture_output=True, check=False).returncode:
            assert running.poll() is None, "the run was over before the disk could be closed"
        said = running.communicate()[1]
        subprocess.run(remount("rw", disk), check=True)
        return finished(corpus, running.returncode, said)


def remount(mode: str, disk: Path) -> list[str]:
    return ["mount", "-o", f"remount,{mode}", str(disk)]


def wait_for(condition, running) -> None:
    while not condition():
        assert running.poll() is None, f"the run ended early: {running.communicate()[1]}"
        time.sleep(0.005)


def finished(corpus: Corpus, code: int, said: str) -> str:
    assert code == 3, f"exited with {code}: {said}"
    stray = corpus.must_be_whole()
    left = sum(data == corpus.before[name] for name, data in corpus.whole().items())
    corpus.must("run")
    corpus.must_be(corpus.after, "the next run finished")
    return f"{left} of {len(corpus.before)} files could not be written, {stray} strays; none lost"


ALL = {
    "kill -9": killed,
    "full disk": full_disk,
    "concurrent editor": edited_meanwhile,
    "two runs": two_runs,
    "read-only half-way": read_only_half_way,
}
