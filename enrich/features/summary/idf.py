"""How rare a term is in general: a shipped background, so that a score needs one article only."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from enrich import shipped
from enrich.errors import ModelError

PATH = "summary/idf.tsv"


@lru_cache(maxsize=50_000)
def weight(term: str) -> float:
    """Return the inverse document frequency of the term: log((N + 1) / (df + 0.5)).

    Terms that the background does not list count as never seen.

    Raises ModelError when the shipped file is missing or not what `models/summary/build.py` writes.
    """
    documents, frequencies = _background()
    return math.log((documents + 1) / (frequencies.get(term, 0) + 0.5))


@cache
def _background() -> tuple[int, dict[str, int]]:
    """Read the file: first the number of documents, then a line per document frequency."""
    path = shipped.folder() / PATH
    try:
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        documents = int(head.split("\t")[1])
        table = [row.split("\t") for row in rows]
        return documents, {word: int(df) for df, words in table for word in words.split(" ")}
    except (OSError, ValueError, IndexError) as error:
        message = f"cannot read the word counts of the summary in {path} ({error}); reinstall"
        raise ModelError(message) from error
