"""Ways in which a run is disturbed; each returns one sentence, or fails an assertion."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from enrich import cli

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
PADDING = "# " + "x" * 3_500  # so that what is written takes a page of the disk more
NAMES = ("Halden", "Varnholt", "Quillon Labs", "Ostrava Freight", "Merrin", "Tessaly")
CLOSED = "another run is at work"


class Corpus:
    """A folder of articles, what they were, and what they are once finished."""

    def __init__(self, folder: Path, files: int) -> None:
        self.folder = folder / "corpus"
        self.cache = folder / "cache"
        self.folder.mkdir(parents=True)
        for number in range(files):
            path = self.folder / f"{number % 10}" / f"article-{number:04}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(article(number), encoding="utf-8")
        self.before = self.contents()
        self.seconds = time.monotonic()
        self.must("run")
        self.seconds = time.monotonic() - self.seconds
        self.after = self.contents()
        assert all(self.after[name] != data for name, data in self.before.items())
        self.must("clean")
        self.must_be(self.before, "clean gave back")

    def contents(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def start(self, command: str, *, user: int | None = None) -> subprocess.Popen[str]:
        arguments = [sys.executable, "-m", "enrich", command, "-q", str(self.folder)]
        if command == "run":
            arguments += ["--jobs", "1"]
        environment = {**os.environ, "ENRICH_CACHE_DIR": str(self.cache), "OMP_NUM_THREADS": "1"}
        return subprocess.Popen(
            arguments,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            user=user,
        )

    def finish(self, command: str) -> tuple[int, str]:
        running = self.start(command)
        said = running.communicate()[1]
        return running.returncode, said

    def must(self, command: str) -> None:
        code, said = self.finish(command)
        assert code == 0, f"{command} exited with {code}: {said}"

    def must_be(self, wanted: dict[str, bytes], what: str) -> None:
        found = self.contents()
        differing = [name for name in wanted.keys() | found if wanted.get(name) != found.get(name)]
        assert not differing, f"{what}: {len(differing)} files differ, such as {differing[0]}"

    def must_be_whole(self) -> int:
        """Every article is the original or finished; returns the number of temporary files."""
        stray = 0
        found = self.contents()
        assert self.before.keys() <= found.keys(), "an article is gone"
        for name, data in found.items():
            if name in self.before:
                assert data in (self.before[name], self.after[name]), f"{name} is damaged"
            else:
                assert name.endswith(".enrich-tmp"), f"{name} was left behind"
                stray += 1
        return stray


def article(number: int) -> str:
    name, other = NAMES[number % 6], NAMES[(number // 6) % 6]
    head = f'---\ntitle: "{name} and {other}, part {number}"\ndate: 2024-05-06\ntags: [a, b]\n'
    return (
        f"{head}{PADDING}\n---\n\n"
        f"{name} paid {other} ${number + 2} million on Monday for plant {number}. The works at the "
        f"harbour will open next year, {other} said in a statement, and employ 300 people.\n"
    )


def killed(folder: Path, *, files: int, kills: int) -> str:
    """`kill -9` at random moments, mostly while files are being replaced.

    The runs are forked from this process, which spares each of them the start of Python.
    """
    corpus = Corpus(folder, files)
    preparing, writing = timed(corpus)
    moments = random.Random(4)
    strays = midway = 0
    for number in range(kills):
        running = forked("run", corpus)
        if number % 4:
            wait_for_a_write(corpus, running)
            time.sleep(moments.uniform(0, writing))
        else:
            time.sleep(moments.uniform(0, preparing + writing))
        running.kill()
        running.join()
        stray = corpus.must_be_whole()
        done = sum(data == corpus.after[name] for name, data in read(corpus).items())
        strays += stray
        midway += 0 < done < files
        if stray or done > files / 2:  # `clean` sweeps as `run` does
            running = forked("clean", corpus)
            running.join()
            assert running.exitcode == 0
            corpus.must_be(corpus.before, "clean gave back")
    corpus.must("run")
    corpus.must_be(corpus.after, "the next run finished")
    return f"{kills} kills of runs on {files} files, {midway} midway, {strays} strays; none lost"


def forked(command: str, corpus: Corpus) -> multiprocessing.process.BaseProcess:
    running = multiprocessing.get_context("fork").Process(
        target=in_this_process, args=(command, corpus)
    )
    running.start()
    return running


def in_this_process(command: str, corpus: Corpus) -> None:
    os.environ["ENRICH_CACHE_DIR"] = str(corpus.cache)
    raise SystemExit(cli.status([command, "-q", str(corpus.folder)]))


def timed(corpus: Corpus) -> tuple[float, float]:
    """Return how long a forked run takes to begin writing, and to write; leaves it cleaned."""
    started = time.monotonic()
    running = forked("run", corpus)
    wait_for_a_write(corpus, running)
    first = time.monotonic()
    running.join()
    ended = time.monotonic()
    corpus.must_be(corpus.after, "the run finished")
    corpus.must("clean")
    return first - started, ended - first


def wait_for_a_write(corpus: Corpus, running: multiprocessing.process.BaseProcess) -> None:
    folders = sorted(corpus.folder.iterdir())
    before = [folder.stat().st_mtime_ns for folder in folders]
    while running.is_alive() and before == [folder.stat().st_mtime_ns for folder in folders]:
        time.sleep(0.002)


def read(corpus: Corpus) -> dict[str, bytes]:
    return {name: (corpus.folder / name).read_bytes() for name in corpus.before}


def full_disk(folder: Path, *, files: int, kills: int) -> str:
    """A disk that is full before the run is half done."""
    del kills
    disk = folder / "disk"
    disk.mkdir()
    if not mounted(disk, "size=64m"):
        return "left out: no tmpfs can be mounted here"
    try:
        corpus = Corpus(disk, files)
        shutil.move(corpus.cache, folder / "cache")  # its growth is not what is tested
        corpus.cache = folder / "cache"
        filler = disk / "filler"
        fill(filler, keep=40_000)
        code, said = corpus.finish("run")
        assert code == 3, f"exited with {code}: {said}"
        assert "No space left" in said
        assert corpus.must_be_whole() == 0, "a temporary file stayed"
        left = sum(data == corpus.before[name] for name, data in read(corpus).items())
        assert left, "the disk was not full"
        filler.unlink()
        corpus.must("run")
        corpus.must_be(corpus.after, "the next run finished")
        return f"{left} of {files} files could not be written and were as before; none lost"
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def mounted(folder: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


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
    found = read(corpus)
    for name in marked:
        assert found[name].count(mark) == 1, f"{name} lost the author's line"
    corpus.must("run")
    bodies = {name: data.split(b"\n---\n", 1)[1] for name, data in read(corpus).items()}
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
    wait_for(lambda: any(data == corpus.after[n] for n, data in read(corpus).items()), running)
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
    disk = folder / "disk"
    disk.mkdir()
    if not mounted(disk, "size=64m"):
        return "left out: no tmpfs can be mounted here"
    try:
        corpus = Corpus(disk, files)
        shutil.move(corpus.cache, folder / "cache2")
        corpus.cache = folder / "cache2"
        running = corpus.start("run")
        wait_for(lambda: any(data == corpus.after[n] for n, data in read(corpus).items()), running)
        while subprocess.run(remount("ro", disk), capture_output=True, check=False).returncode:
            assert running.poll() is None, "the run was over before the disk could be closed"
        said = running.communicate()[1]
        subprocess.run(remount("rw", disk), check=True)
        return finished(corpus, running.returncode, said)
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def remount(mode: str, disk: Path) -> list[str]:
    return ["mount", "-o", f"remount,{mode}", str(disk)]


def wait_for(condition, running) -> None:
    while not condition():
        assert running.poll() is None, f"the run ended early: {running.communicate()[1]}"
        time.sleep(0.005)


def finished(corpus: Corpus, code: int, said: str) -> str:
    assert code == 3, f"exited with {code}: {said}"
    stray = corpus.must_be_whole()
    left = sum(data == corpus.before[name] for name, data in read(corpus).items())
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
