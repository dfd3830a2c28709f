"""Related articles of large synthetic corpora: time and memory, beside other ways, as a table.

`python -m benchmarks.scale [--system NAME …] [--count 10] SIZE …`. Each row is a process of its
own that reads term counts from disk and ends with the neighbours of every article. Importing the
libraries counts; generating the articles does not.
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
from pathlib import Path

import msgspec
import numpy as np

from benchmarks.data import table
from benchmarks.synthetic import Counts, generate, texts
from enrich.features import related
from enrich.features.related import neighbours
from enrich.settings.schema import RelatedSettings

HEADING = ["articles", "system", "wall s", "of it fit s", "CPU s", "peak MB", "recall@5"]
SAMPLE, DEPTH = 1000, 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--system", action="append", choices=list(SYSTEMS))
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--child", metavar="FOLDER")
    given = parser.parse_args()
    if given.child:
        said = SYSTEMS[given.system[0]](Path(given.child), given.count)
        print(json.dumps({"peak": _peak_megabytes(), **said}))
        return 0
    lines = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            save(generate(size), Path(folder))
            for system in given.system or SYSTEMS:
                lines.append(_measured(system, size, folder, given.count))
                print("| " + " | ".join(lines[-1]) + " |", file=sys.stderr, flush=True)
    print(table(HEADING, lines))
    return 0


def _measured(system: str, size: int, folder: str, count: int) -> list[str]:
    child = ["--system", system, "--count", str(count), "--child", folder]
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.scale", *child], stdout=subprocess.PIPE, text=True
    )
    out = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        return [f"{size:,}", system, "failed", "", "", "", ""]
    said = json.loads(out.splitlines()[-1])
    numbers = (wall, said["fit"], usage.ru_utime + usage.ru_stime)
    recall = f"{said['recall']:.4f}" if "recall" in said else "exact"
    return [
        f"{size:,}",
        system,
        *(f"{one:.1f}" for one in numbers),
        f"{said['peak']:,.0f}",
        recall,
    ]


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


def _fitted(folder: Path, count: int, *, exact_rows: int) -> dict[str, float]:
    spent = []
    nearest = neighbours.nearest

    def timed(*given):
        started = time.perf_counter()
        found = nearest(*given, exact_rows=exact_rows)
        spent.append(time.perf_counter() - started)
        return found

    neighbours.nearest = timed
    started = time.perf_counter()
    index = related.fit(Stored(folder), RelatedSettings(count=count, min_score=0.0))
    said = {"fit": time.perf_counter() - started - sum(spent), "peak": _peak_megabytes()}
    return said if exact_rows else {**said, "recall": _recall(index)}


def _recall(index: related.Index) -> float:
    """Return the share of the exact best five, over a sample, that an index has among its own."""
    whole = index.vectors.astype(np.int32)
    rows = np.random.default_rng(1).permutation(whole.shape[0])[:SAMPLE]
    exact = neighbours.best_of_block(whole, whole.T.tocsr(), np.sort(rows), DEPTH, 0)
    found = wanted = 0
    for place, row in enumerate(np.sort(rows).tolist()):
        best = {other for other, _ in exact.of(place)}
        found += len(best & {other for other, _ in index.nearest.of(row)[:DEPTH]})
        wanted += len(best)
    return found / wanted


def _brute(folder: Path, count: int) -> dict[str, float]:
    from sklearn.neighbors import NearestNeighbors

    vectors, fit = _weighted(_load(folder))
    NearestNeighbors(n_neighbors=count + 1, metric="cosine", algorithm="brute", n_jobs=-1).fit(
        vectors
    ).kneighbors(vectors)
    return {"fit": fit}


def _topn(folder: Path, count: int) -> dict[str, float]:
    from sparse_dot_topn import sp_matmul_topn

    vectors, fit = _weighted(_load(folder))
    cores = len(os.sched_getaffinity(0))
    sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=count + 1, sort=True, n_threads=cores)
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


def save(counts: Counts, folder: Path) -> None:
    for name, array in counts._asdict().items():
        np.save(folder / f"{name}.npy", array)
    places = [0]
    with (folder / "terms.json").open("wb") as file:
        for terms in texts(counts):
            places.append(places[-1] + file.write(msgspec.json.encode(terms)))
    np.save(folder / "places.npy", np.array(places))


def _load(folder: Path) -> Counts:
    return Counts(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in Counts._fields))


if __name__ == "__main__":
    raise SystemExit(main())
