"""Runs that have little to do, over a generated corpus that a run has been over.

    python -m benchmarks warm
    python -m benchmarks.warm [--size 10000] [--rounds 5]

Nothing changed, beside `git status` of the same tree with an index that knows no times (git then
reads every file); ten articles changed; and one article compared with the corpus (`--corpus`),
beside loading a spaCy pipeline. Each in turn, as often as there are rounds.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks import generate
from benchmarks.children import Taken, environment, interleaved, measure, python
from benchmarks.data import table
from enrich import nlp

SIZE, ROUNDS, CHANGED = 10_000, 5, 10
GIT = "git status, cold index"
UNCHANGED = "enrich run, nothing changed"
LOAD = "spacy.load('en_core_web_md')"
ONE = "enrich run --corpus, one new text"
BESIDE = {UNCHANGED: GIT, ONE: LOAD}
"""What each is measured against."""


def report(size: int = SIZE, rounds: int = ROUNDS) -> str:
    """Return medians of every way, and the ratios that mean something."""
    with tempfile.TemporaryDirectory() as name:
        articles = Path(name, "articles")
        env = environment(
            ENRICH_CACHE_DIR=str(Path(name, "cache")),
            **{f"GIT_{who}_{what}": "bench@example.org" for who in ("AUTHOR", "COMMITTER")
               for what in ("NAME", "EMAIL")},
        )  # fmt: skip
        generate.write(articles, size)
        enrich = python("-m", "enrich", "run", "-q", str(articles))
        measure(enrich, env)
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
            subprocess.run(["git", *command], cwd=articles, env=env, check=True)
        paths = sorted(articles.rglob("*.md"))
        load = f"import spacy; spacy.load({nlp.describe('md').path!r})"
        quiet = {**env, "PYTHONWARNINGS": "ignore"}
        medians = interleaved(
            {
                GIT: partial(_git_status, articles, env),
                UNCHANGED: partial(measure, enrich, env),
                f"enrich run, {CHANGED} changed": partial(_changed, paths, enrich, env),
                ONE: partial(_one, paths, articles, enrich, env),
                LOAD: partial(measure, python("-c", load), quiet),
            },
            rounds,
        )
    heading = [f"{size:,} articles", "wall s", "CPU s", "peak MB", "ratio"]
    return table(heading, [_line(name, medians) for name in medians])


def _line(name: str, medians: Mapping[str, tuple[float, float, float]]) -> list[str]:
    wall, cpu, peak = medians[name]
    other = BESIDE.get(name)
    ratio = f"{wall / medians[other][0]:.2f} x {other}" if other else ""
    return [name, f"{wall:.2f}", f"{cpu:.2f}", f"{peak:.0f}", ratio]


def _git_status(articles: Path, env: Mapping[str, str]) -> Taken:
    index = articles / ".git" / "index"
    index.unlink(missing_ok=True)
    subprocess.run(["git", "read-tree", "HEAD"], cwd=articles, env=env, check=True)
    return measure(["git", "-C", str(articles), "status", "--porcelain"], env)


def _changed(paths: list[Path], enrich: list[str], env: Mapping[str, str]) -> Taken:
    for path in random.sample(paths, CHANGED):
        _append(path)
    return measure(enrich, env)


def _one(paths: list[Path], articles: Path, enrich: list[str], env: Mapping[str, str]) -> Taken:
    path = random.choice(paths)
    _append(path)
    command = python("-m", "enrich", "run", "-q", "--corpus", str(articles), str(path))
    taken = measure(command, env)
    measure(enrich, env)  # the corpus has changed by it: the next round begins with nothing to do
    return taken


def _append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nSomething number {random.randrange(10**6)} was said of it later.\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.warm", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    print(report(given.size, given.rounds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
