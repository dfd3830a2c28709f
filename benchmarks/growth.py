"""A cold run over corpora of growing size, beside the bare recogniser on the same texts.

    python -m benchmarks growth
    python -m benchmarks.growth [--plot docs/growth.svg] [SIZE …]

Generated articles of 150 words, all features, everything written. The bare recogniser is that of
`cold`: one process per core, without reading the files and loading the model. Drawn are the
time of all and the peak of the largest process; of a run that is the driver, which holds what is
known of the corpus, or a worker. Less than ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks import cold, generate
from benchmarks.children import Taken
from benchmarks.data import table

SIZES = (1000, 2000, 5000, 10_000)
WORDS = 150
PLOT = Path(__file__).resolve().parents[1] / "docs" / "growth.svg"
OURS, BARE = "enrich run, cold", "bare recogniser"


class Point(NamedTuple):
    """Both ways at one size."""

    size: int
    ours: Taken
    bare: Taken


def report(sizes: tuple[int, ...] = SIZES, plot: Path = PLOT) -> str:
    """Measure every size, draw the plot, and return the table."""
    points = []
    for size in sizes:
        points.append(measured(size))
        ours, bare = points[-1].ours, points[-1].bare
        said = f"{size:,} articles: {ours.wall:.1f} s, {ours.peak:.0f} MB; bare {bare.wall:.1f} s"
        print(said, file=sys.stderr, flush=True)
    drawn(points, plot)
    heading = [f"articles of {WORDS} words", "wall s", "x bare", "CPU s", "peak MB", "bare, wall s"]
    return table([*heading, "bare, peak MB"], [_line(point) for point in points])


def measured(size: int) -> Point:
    """Run both ways over a generated corpus."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        generate.write(scratch / "articles", size, words=WORDS)
        ours = cold.ours(scratch, scratch / "articles")
        shutil.rmtree(scratch / "copy")
        return Point(size, ours, cold.bare(scratch / "articles"))


def drawn(points: list[Point], path: Path) -> None:
    """Draw time and peak memory over the number of articles."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "enrich"
    from matplotlib import pyplot

    sizes = [point.size for point in points]
    figure, (times, peaks) = pyplot.subplots(1, 2, figsize=(8, 3.4), layout="constrained")
    for label, way in ((OURS, "ours"), (BARE, "bare")):
        taken: list[Taken] = [getattr(point, way) for point in points]
        times.plot(sizes, [one.wall for one in taken], "o-", label=label)
        peaks.plot(sizes, [one.peak for one in taken], "o-", label=label)
    times.set(xlabel="articles", ylabel="seconds")
    peaks.set(xlabel="articles", ylabel="peak of the largest process, MB")
    for axes in (times, peaks):
        axes.set(xlim=(0, None), ylim=(0, None))
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def _line(point: Point) -> list[str]:
    ours, bare = point.ours, point.bare
    return [
        f"{point.size:,}",
        f"{ours.wall:.1f}",
        f"{ours.wall / bare.wall:.2f}",
        f"{ours.cpu:.1f}",
        f"{ours.peak:.0f}",
        f"{bare.wall:.1f}",
        f"{bare.peak:.0f}",
    ]


def main() -> int:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.growth", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE")
    parser.add_argument("--plot", type=Path, default=PLOT, metavar="FILE")
    given = parser.parse_args()
    print(report(tuple(given.sizes) or SIZES, given.plot))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
