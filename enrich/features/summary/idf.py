"""How rare a term is in general: a shipped background, so that a score needs one article only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat

from enrich import shipped
from enrich.errors import ModelError

PATH = "summary/idf.tsv"


def weight(term: str) -> float:
    """Return the inverse document frequency of the term: log((N + 1) / (df + 0.5)).

    Terms that the background does not list count as never seen.

    Raises ModelError when the shipped file is missing or not what `models/summary/build.py` writes.
    """
    listed, unseen = _background()
    return listed.get(term, unseen)


def weights(terms: Iterable[str]) -> Iterator[float]:
    """Return the weight of each term."""
    listed, unseen = _background()
    return map(listed.get, terms, repeat(unseen))


@cache
def _background() -> tuple[dict[str, float], float]:
    """Return the weights of the listed terms, and that of all others.

    The file has first the number of documents, then a line per document frequency.
    """
    path = shipped.folder() / PATH
    try:
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        documents = int(head.split("\t")[1])
        table = [row.split("\t") for row in rows]
        weighed = [(_rarity(documents, int(df)), words.split(" ")) for df, words in table]
    except (OSError, ValueError, IndexError) as error:
        message = f"cannot read the word counts of the summary in {path} ({error}); reinstall"
        raise ModelError(message) from error
    listed = {word: weight for weight, words in weighed for word in words}
    return listed, _rarity(documents, 0)


def _rarity(documents: int, frequency: int) -> float:
    return math.log((documents + 1) / (frequency + 0.5))
