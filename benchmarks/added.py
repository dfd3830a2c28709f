"""One article added to a large synthetic corpus: how long it takes with the saved index.

`python -m benchmarks.added [--full] SIZE`. The corpus is fitted and its index saved; then a
process of its own opens the index and adds one article. With `--full`, the result is compared
with that of comparing all articles again, and the lists of some with those of a new fit.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from benchmarks.data import table
from benchmarks.scale import Stored, save
from enrich import arrays
from enrich.features import related
from enrich.features.related import index as index_of
from enrich.features.related import neighbours, saved
from enrich.features.related.standing import Written
from enrich.features.related.update import update
from enrich.settings.schema import RelatedSettings

SETTINGS = RelatedSettings(count=5, min_score=0.1)
SIGNATURE = "benchmark"
SAMPLE = 1000
"""Lists that are compared as they are written."""


class First(Mapping[str, related.Extract]):
    """All articles but the last."""

    def __init__(self, whole: Stored) -> None:
        self._whole = whole

    def __len__(self) -> int:
        return len(self._whole) - 1

    def __iter__(self):
        return (path for path in self._whole if path != self._whole.last)

    def __getitem__(self, path: str) -> related.Extract:
        return self._whole[path]


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.added", description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=10_000)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--child", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if given.child:
        print(json.dumps(_added(given.child)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _say(f"generating {given.size:,} articles")
        save(given.size + 1, folder)
        whole = Stored(folder)
        rest = First(whole)
        _say("fitting all but one")
        index = related.fit(rest, SETTINGS)
        started = time.perf_counter()
        kept = saved.arrays(index, rest)
        arrays.write(folder / "index", SIGNATURE, kept)
        saving = time.perf_counter() - started
        size = sum(path.stat().st_size for path in (folder / "index").iterdir()) / 1e6
        child = [sys.executable, "-m", "benchmarks.added", "--child", name]
        out = subprocess.run(child, stdout=subprocess.PIPE, text=True, check=True).stdout
        said = json.loads(out.splitlines()[-1])
        times = [f"{said[step]:.2f}" for step in ("import", "load", "update", "cpu", "apply")]
        heading = ["articles", "save s", "MB", "import s", "load s", "update s", "of it CPU s"]
        heading += ["list s", "lists"]
        line = [f"{given.size:,}", f"{saving:.1f}", f"{size:.0f}", *times, str(said["lists"])]
        print(table(heading, [line]), flush=True)
        if given.full:
            print(_compared(folder, index, whole))
    return 0


def _added(folder: Path) -> dict[str, float]:
    started = time.perf_counter()
    import scipy.sparse  # noqa: F401

    whole = Stored(folder)
    marks = [started, time.perf_counter()]
    index = saved.restored(arrays.read(folder / "index", SIGNATURE) or {})
    marks.append(time.perf_counter())
    extract = whole[whole.last]
    cpu = time.process_time()
    changed = update(index, {whole.last: extract}, SETTINGS)
    cpu = time.process_time() - cpu
    marks.append(time.perf_counter())
    related.apply(whole.last, extract, changed.model, SETTINGS)
    marks.append(time.perf_counter())
    steps = ("import", "load", "update", "apply")
    spent = (after - before for before, after in pairwise(marks))
    return {**dict(zip(steps, spent, strict=True)), "cpu": cpu, "lists": len(changed.lists)}


def _compared(folder: Path, index: related.Index, whole: Stored) -> str:
    """Say whether an update gives what a new fit over all the articles does."""
    rng, extract = random.Random(1), whole[whole.last]
    kept = saved.restored(arrays.read(folder / "index", SIGNATURE) or {})
    others = update(kept, {whole.last: extract}, SETTINGS).lists
    paths = sorted({*others, *rng.sample(index.paths, min(SAMPLE, len(index.paths)))})
    before = {path: related.apply(path, whole[path], index, SETTINGS) for path in paths}
    standings = {path: _standing(links) for path, links in before.items()}
    standings[whole.last] = related.Standing()
    after = update(kept, {whole.last: extract}, SETTINGS, standings=standings).model
    _say("updated; comparing all articles again with the same weights")
    every = neighbours.nearest(after.vectors, index_of.comparisons(SETTINGS), 1)
    same = all(
        getattr(every, part).tobytes() == getattr(after.nearest, part).tobytes()
        for part in every.__struct_fields__
    )
    _say("fitting all articles again")
    again = related.fit(whole, SETTINGS, standings)
    lists = [
        {path: related.apply(path, whole[path], one, SETTINGS) for path in [*paths, whole.last]}
        for one in (after, again)
    ]
    names = [{path: [link.path for link in found[path]] for path in found} for found in lists]
    alike = sum(names[0][path] == names[1][path] for path in paths)
    stayed = sum(names[1][path] == [link.path for link in before[path]] for path in paths)
    own = "the same" if names[0][whole.last] == names[1][whole.last] else "another"
    return (
        f"\nThe neighbours of all {len(after.paths):,} articles are "
        f"{'byte for byte' if same else 'NOT'} those of comparing all again with the same weights. "
        f"Of {len(paths):,} lists as written, where present links stay, {alike:,} are those of a "
        f"new fit, in which {stayed:,} are as before; that of the new article is {own}."
    )


def _standing(links: Iterable[related.Neighbour]) -> related.Standing:
    """Return the standing of an article in whose file these links are."""
    present = [Written((link.path,), "", link.because) for link in links]
    return related.Standing(present=tuple(present))


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
