"""Count in how many openly licensed articles each term occurs, for `idf.tsv`.

Run in an environment with enrich installed, on a folder of Markdown articles that has a
`manifest.jsonl` (lines with `file` and `licence`):

    python models/summary/build.py PATH/TO/articles

The order of files and of words is fixed, so the same articles give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from enrich.features.summary.words import content, terms

OPEN = ("CC0", "CC-BY-4.0", "US-Gov public domain")
MIN_DOCUMENTS = 3
TARGET = Path(__file__).with_name("idf.tsv")

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NOT_PROSE = re.compile(
    r"```.*?```|`[^`\n]*`|<[^>]+>|\{[{%].*?[%}]\}|(?<=\])\([^)]*\)|https?://\S+", re.DOTALL
)


def article_paths(root: Path) -> list[Path]:
    """Return the articles under an open licence, in the order of their names."""
    lines = (root / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return sorted(root / row["file"] for row in rows if row["licence"].startswith(OPEN))


def document_frequencies(paths: list[Path]) -> Counter[str]:
    """Return in how many of the articles each term occurs."""
    counts: Counter[str] = Counter()
    for path in paths:
        body = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
        words = content(terms(_NOT_PROSE.sub(" ", body)))
        counts.update({word for word in words if word.isalpha() and word.isascii()})
    return counts


def table(counts: Counter[str], documents: int) -> str:
    """Return the file: the number of documents, then the terms of each frequency."""
    groups: dict[int, list[str]] = defaultdict(list)
    for word, df in counts.items():
        if df >= MIN_DOCUMENTS:
            groups[df].append(word)
    rows = [f"{df}\t{' '.join(sorted(groups[df]))}" for df in sorted(groups, reverse=True)]
    return "\n".join([f"documents\t{documents}", *rows]) + "\n"


if __name__ == "__main__":
    found = article_paths(Path(sys.argv[1]))
    TARGET.write_text(table(document_frequencies(found), len(found)), encoding="utf-8")
