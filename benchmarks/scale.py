"""Related articles of large synthetic corpora: time and memory, beside other ways, as a table.

`python -m benchmarks.scale [--system NAME …] [--count 10] [--results FILE] [--plot FILE] SIZE …`.
Each row is a process of its own that reads term counts from disk and ends with the neighbours of
every article. Importing the libraries counts; generating the articles does not. Each step is
said on stderr as it is done, with the recall of candidates so far: a run may be cut short. Rows
are added to the file of results, and all rows in it are plotted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import msgspec
import numpy as np

from benchmarks.data import table
from benchmarks.synthetic import Counts, generate, texts
from enrich.features import related
from enrich.features.related import candidates, expansion, index, neighbours, vectors
from enrich.settings.schema import RelatedSettings

HEADING = ["articles", "system", "wall s", "of it fit s", "CPU s", "peak MB", "recall@5"]
Row: TypeAlias = dict[str, Any]
SAMPLE, DEPTH = 1000, 5
BLOCKS_SAID = 10
"""After so many blocks of articles it is said how far the comparison is."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--system", action="append", choices=list(SYSTEMS))
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--results", type=Path, metavar="FILE")
    parser.add_argument("--plot", type=Path, metavar="FILE")
    parser.add_argument("--child", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if given.child:
        said = SYSTEMS[given.system[0]](given.child, given.count)
        print(json.dumps({"peak": _peak_megabytes(), **said}))
        return 0
    systems = given.system or list(SYSTEMS)
    rows = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            _say(f"generating {size:,} articles")
            save(size, Path(folder), arrays=bool(PEERS & set(systems)))
            for system in systems:
                _say(f"{size:,} articles, {system}")
                rows.append(_measured(system, size, folder, given.count))
                _say("| " + " | ".join(_line(rows[-1])) + " |")
                if given.results:
                    with given.results.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(rows[-1]) + "\n")
    if given.results:
        rows = [json.loads(line) for line in given.results.read_text("utf-8").splitlines()]
    print(table(HEADING, list(map(_line, rows))))
    if given.plot:
        plotted(rows, given.plot)
    return 0


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _measured(system: str, size: int, folder: str, count: int) -> Row:
    child = ["--system", system, "--count", str(count), "--child", folder]
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.scale", *child], stdout=subprocess.PIPE, text=True
    )
    out = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    said = {"wall": time.perf_counter() - started, "cpu": usage.ru_utime + usage.ru_stime}
    if process.returncode:
        return {"size": size, "system": system}
    said |= json.loads(out)
    said["wall"] -= said.pop("checked", 0)
    said["cpu"] -= said.pop("checked cpu", 0)
    return {"size": size, "system": system, **said}


def _line(row: Row) -> list[str]:
    """Return a row of the table."""
    if "wall" not in row:
        return [f"{row['size']:,}", row["system"], "failed", "", "", "", ""]
    numbers = [f"{row[part]:.1f}" for part in ("wall", "fit", "cpu")]
    recall = f"{row['recall']:.4f}" if "recall" in row else "exact"
    return [f"{row['size']:,}", row["system"], *numbers, f"{row['peak']:,.0f}", recall]


def plotted(rows: list[Row], path: Path) -> None:
    """Draw CPU time over the number of articles, both on logarithmic scales."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "enrich"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for system in SYSTEMS:
        found = {
            row["size"]: row["cpu"] for row in rows if row["system"] == system and "cpu" in row
        }
        if found:
            axes.loglog(sorted(found), [found[size] for size in sorted(found)], "o-", label=system)
    axes.set(xlabel="articles", ylabel="CPU seconds, from term counts to neighbours")
    axes.grid(which="both", alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})


def _peak_megabytes() -> float:
    # Not ru_maxrss: a process starts with that of the one it was forked from.
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


class Stored(Mapping[str, related.Extract]):
    """Extracts as the store has them, JSON on disk, decoded when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "terms.json").open("rb")
        self._starts = np.load(folder / "places.npy")

    def __len__(self) -> int:
        return len(self._starts) - 1

    @property
    def last(self) -> str:
        """The path of the last article."""
        return f"{len(self) - 1:08}.md"

    def __iter__(self) -> Iterator[str]:
        return (f"{number:08}.md" for number in range(len(self)))

    def __getitem__(self, path: str) -> related.Extract:
        start, end = self._starts[int(path[:8]) :][:2].tolist()
        data = os.pread(self._file.fileno(), end - start, start)
        return related.Extract(msgspec.json.decode(data, type=dict[str, int]), {})


def _enrich(folder: Path, count: int) -> dict[str, float]:
    return _fitted(folder, count, exact_rows=1 << 62)


def _candidates(folder: Path, count: int) -> dict[str, float]:
    return _fitted(folder, count, exact_rows=0)


def _fitted(folder: Path, places: int, *, exact_rows: int) -> dict[str, float]:
    spent: dict[str, float] = {}
    for module, name in STEPS:
        _timed(module, name, spent)
    neighbours.nearest = partial(neighbours.nearest, exact_rows=exact_rows)
    stored = Stored(folder)
    checked = Checked(len(stored))
    _counted_down(len(stored), checked)
    started = time.perf_counter()
    related.fit(stored, RelatedSettings(count=places, min_score=0.0))
    took = time.perf_counter() - started - checked.wall
    compared = spent["nearest"] - checked.wall
    said = {"fit": took - compared, "peak": _peak_megabytes()}
    _say(f"fitted in {took:.1f} s, of it neighbours {compared:.1f} s, {said['peak']:,.0f} MB")
    found = {"recall": checked.recall} if checked.wanted else {}
    return {**said, **found, "checked": checked.wall, "checked cpu": checked.cpu}


def _timed(module: ModuleType, name: str, spent: dict[str, float]) -> None:
    """Have a function of a module say how long it took."""
    step = getattr(module, name)

    def timed(*given, **options):
        started = time.perf_counter()
        found = step(*given, **options)
        spent[name] = time.perf_counter() - started
        _say(f"  {name}: {spent[name]:.1f} s; peak so far {_peak_megabytes():,.0f} MB")
        return found

    setattr(module, name, timed)


class Checked:
    """The lists of a sample of articles beside the exact ones, as they are made."""

    def __init__(self, size: int) -> None:
        self.found = self.wanted = 0
        self.wall = self.cpu = 0.0
        """Seconds that this took, which are no part of the result."""
        self._share = min(1.0, SAMPLE / size)
        self._rng = np.random.default_rng(1)
        self._search, self._best = candidates.likely_nearest, candidates._best
        candidates.likely_nearest, candidates._best = self._searching, self._seen
        self._vectors: Any = None
        self.inverted: Any = None

    @property
    def recall(self) -> float:
        """The share of the exact best five that were found so far."""
        return self.found / max(1, self.wanted)

    def _searching(self, vectors: Any, *given: Any) -> neighbours.Table:
        self._vectors = vectors
        return self._search(vectors, *given)

    def _seen(self, found: Any, rows: Any, *given: Any) -> neighbours.Table:
        lists = self._best(found, rows, *given)
        wall, cpu = time.perf_counter(), time.process_time()
        places = np.flatnonzero(self._rng.random(len(rows)) < self._share)
        whole = self._vectors[rows[places]].astype(np.int32)
        top = neighbours.top_products(whole, self.inverted, DEPTH + 1, 1)
        for number, place in enumerate(places.tolist()):
            best = top.indices[top.indptr[number] : top.indptr[number + 1]].tolist()
            exact = [row for row in best if row != rows[place]][:DEPTH]
            self.found += len({row for row, _ in lists.of(place)[:DEPTH]} & set(exact))
            self.wanted += len(exact)
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
        return lists


def _counted_down(size: int, checked: Checked) -> None:
    """Have the comparison of articles say how far it is, and what it found so far."""
    top, started, blocks = neighbours.top_products, time.perf_counter(), count(1)

    def said(left, right, *given):
        found = top(left, right, *given)
        checked.inverted = right
        if left.shape[0] < min(size, neighbours.BLOCK_ROWS):
            return found
        number = next(blocks)
        if number % BLOCKS_SAID == 0:
            minutes = (time.perf_counter() - started) / 60
            done = min(size, number * neighbours.BLOCK_ROWS)
            so_far = f", recall@{DEPTH} {checked.recall:.4f}" if checked.wanted else ""
            _say(f"  {done:,} of {size:,} compared, {minutes:.1f} min since the start{so_far}")
        return found

    neighbours.top_products = said


def _brute(folder: Path, count: int) -> dict[str, float]:
    from sklearn.neighbors import NearestNeighbors

    weighted, fit = _weighted(_load(folder))
    NearestNeighbors(n_neighbors=count + 1, metric="cosine", algorithm="brute", n_jobs=-1).fit(
        weighted
    ).kneighbors(weighted)
    return {"fit": fit}


def _topn(folder: Path, count: int) -> dict[str, float]:
    from sparse_dot_topn import sp_matmul_topn

    weighted, fit = _weighted(_load(folder))
    cores = len(os.sched_getaffinity(0))
    sp_matmul_topn(weighted, weighted.T.tocsr(), top_n=count + 1, sort=True, n_threads=cores)
    return {"fit": fit}


def _weighted(counts: Counts):
    """Return the counts as scikit-learn weighs them, from numbers of terms instead of strings."""
    import scipy.sparse as sp
    from sklearn.feature_extraction.text import TfidfTransformer

    started = time.perf_counter()
    terms, columns, frequencies = np.unique(counts.terms, return_inverse=True, return_counts=True)
    shape = (len(counts.starts) - 1, len(terms))
    matrix = sp.csr_matrix((counts.counts.astype(np.float32), columns, counts.starts), shape=shape)
    matrix = matrix[:, frequencies > 1]
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(matrix)
    return weighted, time.perf_counter() - started


SYSTEMS = {
    "enrich": _enrich,
    "enrich, candidates first": _candidates,
    "sparse_dot_topn, all cores, float32": _topn,
    "scikit-learn NearestNeighbors, brute": _brute,
}
PEERS = set(list(SYSTEMS)[2:])
STEPS = (
    (index, "_first_pass"),
    (index, "count"),
    (vectors, "vocabulary"),
    (vectors, "counted_matrix"),
    (neighbours, "nearest"),
    (expansion, "context"),
)


def save(size: int, folder: Path, *, arrays: bool = False) -> None:
    """Put generated articles on disk: as JSON, and with `arrays` as numbers for other systems."""
    places = [0]
    files = [(folder / f"{name}.bin").open("wb") for name in Counts._fields]
    with (folder / "terms.json").open("wb") as file:
        for part in generate(size):
            for terms in texts(part):
                places.append(places[-1] + file.write(msgspec.json.encode(terms)))
            if arrays:
                lengths = np.diff(part.starts)
                for target, array in zip(files, (lengths, part.terms, part.counts), strict=True):
                    array.tofile(target)
    for target in files:
        target.close()
    np.save(folder / "places.npy", np.array(places))


def _load(folder: Path) -> Counts:
    lengths, terms, counts = (
        np.memmap(folder / f"{name}.bin", kind, "r")
        for name, kind in zip(Counts._fields, (np.int64, np.int64, np.int32), strict=True)
    )
    return Counts(np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]), terms, counts)


if __name__ == "__main__":
    raise SystemExit(main())
