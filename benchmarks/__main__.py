"""`python -m benchmarks [PART …] [--model NAME …] [--write FILE]`: comparisons, as Markdown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import churn, cold, data, entities, growth, related, speed, summary, warm

MODELS = ("md", "small", "accurate")
PARTS: dict[str, tuple[str, Callable[[list[str]], str]]] = {
    "entities": ("Names and money", entities.report),
    "related": ("Related articles", lambda _: related.report()),
    "churn": ("Links that change", lambda _: churn.report()),
    "summary": ("Bullets", lambda _: summary.report()),
    "speed-news": ("Speed, news", lambda _: speed.report("news")),
    "cold": ("A cold run", lambda _: cold.report()),
    "growth": ("A cold run and the size of the corpus", lambda _: growth.report()),
    "warm": ("Runs with little to do", lambda _: warm.report()),
    "speed-blogs": ("Speed, blogs", lambda _: speed.report("blogs")),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--model", action="append", metavar="NAME", help="of the names")
    parser.add_argument("--write", type=Path, metavar="FILE")
    given = parser.parse_args()
    if not data.DATA.is_dir():
        print("the study's data is not beside this checkout", file=sys.stderr)
        return 2
    sections = []
    for name in given.parts or PARTS:
        heading, report = PARTS[name]
        sections.append(f"## {heading}\n\n{report(given.model or list(MODELS))}\n")
        print(sections[-1], flush=True)
    if given.write:
        given.write.write_text("\n".join(["# Measurements\n", *sections]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
