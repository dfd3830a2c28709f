"""One article added to a large synthetic corpus: how long it takes with the saved index.

`python -m benchmarks.added [--full] SIZE`. The corpus is fitted and its index saved; then a
process of its own opens the index and adds one article. With `--full`, the result is compared
with that of fitting all the articles again, for some articles one after the other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from benchmarks.data import table
from benchmarks.scale import Stored, save
from enrich import arrays
from enrich.features import related
from enrich.features.related import saved
from enrich.features.related.update import update
from enrich.settings.schema import RelatedSettings

SETTINGS = RelatedSettings(count=5, min_score=0.1)
SIGNATURE = "benchmark"


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
        save(given.size + 1, folder)
        whole = Stored(folder)
        rest = First(whole)
        index = related.fit(rest, SETTINGS)
        started = time.perf_counter()
        kept = saved.arrays(index, rest)
        arrays.write(folder / "index", SIGNATURE, kept)
        saving = time.perf_counter() - started
        size = sum(path.stat().st_size for path in (folder / "index").iterdir()) / 1e6
        child = [sys.executable, "-m", "benchmarks.added", "--child", name]
        out = subprocess.run(child, stdout=subprocess.PIPE, text=True, check=True).stdout
        said = json.loads(out.splitlines()[-1])
        times = [f"{said[step]:.2f}" for step in ("import", "load", "update", "apply")]
        heading = ["articles", "save s", "MB", "import s", "load s", "update s", "list s", "lists"]
        line = [f"{given.size:,}", f"{saving:.1f}", f"{size:.0f}", *times, str(said["lists"])]
        print(table(heading, [line]))
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
    changed = update(index, {whole.last: extract}, SETTINGS)
    marks.append(time.perf_counter())
    related.apply(whole.last, extract, changed.model, SETTINGS)
    marks.append(time.perf_counter())
    steps = ("import", "load", "update", "apply")
    spent = (after - before for before, after in pairwise(marks))
    return {**dict(zip(steps, spent, strict=True)), "lists": len(changed.lists)}


def _compared(folder: Path, index: related.Index, whole: Stored) -> str:
    """Say in how many lists an update differs from a new fit over all the articles."""
    kept = arrays.read(folder / "index", SIGNATURE) or {}
    after = update(saved.restored(kept), {whole.last: whole[whole.last]}, SETTINGS).model
    again = related.fit(whole, SETTINGS)
    lists = [{path: _list(one, path) for path in one.paths} for one in (index, after, again)]
    entered = {path for path, found in lists[2].items() if whole.last in found}
    same = sum(lists[1][path] == lists[2][path] for path in lists[2])
    drift = sum(lists[0].get(path) != lists[2][path] for path in lists[2] if path not in entered)
    return (
        f"\nOf {len(lists[2]):,} lists {same:,} are those of a new fit; its own is "
        f"{'the same' if lists[1][whole.last] == lists[2][whole.last] else 'another'}. "
        f"It is in {len(entered) - (whole.last in entered)} lists of the new fit, and in "
        f"{sum(whole.last in found for found in lists[1].values())} of the update. "
        f"{drift:,} lists of the new fit without it differ from before, by drift of weights alone."
    )


def _list(index: related.Index, path: str) -> list[str]:
    return [index.paths[row] for row, _ in index.nearest.of(index.rows[path])]


if __name__ == "__main__":
    raise SystemExit(main())
