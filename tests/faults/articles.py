"""A corpus whose articles are known before a run and after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PADDING = "# " + "x" * 3_500  # so that what is written takes a page of the disk more
NAMES = ("Halden", "Varnholt", "Quillon Labs", "Ostrava Freight", "Merrin", "Tessaly")


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
        self.must("run")
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

    def whole(self) -> dict[str, bytes]:
        """Return what the articles are now, without temporary files."""
        return {name: (self.folder / name).read_bytes() for name in self.before}

    def restore(self) -> None:
        """Put back what the articles were; temporary files go."""
        for name, data in self.contents().items():
            if name not in self.before:
                (self.folder / name).unlink()
            elif data != self.before[name]:
                (self.folder / name).write_bytes(self.before[name])


def article(number: int) -> str:
    name, other = NAMES[number % 6], NAMES[(number // 6) % 6]
    head = f'---\ntitle: "{name} and {other}, part {number}"\ndate: 2024-05-06\ntags: [a, b]\n'
    return (
        f"{head}{PADDING}\n---\n\n"
        f"{name} paid {other} ${number + 2} million on Monday for plant {number}. The works at the "
        f"harbour will open next year, {other} said in a statement, and employ 300 people.\n"
    )
