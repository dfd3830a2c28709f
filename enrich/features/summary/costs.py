"""What makes a sentence a weaker bullet: length, and features listed in `data/costs.tsv`."""

from __future__ import annotations

import re
from functools import cache

from enrich.features.summary.words import lines

FEW_WORDS, MANY_WORDS = 9, 28
"""Sentences outside these bounds lose `WORD_COST` per word."""
WORD_COST = 0.05
ITEM_COST = 0.6
"""What a list item loses: it was written to be read with its neighbours."""


def cost(sentence: str, words: int, *, item: bool) -> float:
    """Return what a sentence of so many words loses, on the scale of centrality (0 to 2)."""
    outside = max(0, FEW_WORDS - words, words - MANY_WORDS)
    features = sum(price for price, pattern in _features() if pattern.search(sentence))
    return WORD_COST * outside + ITEM_COST * item + features


@cache
def _features() -> tuple[tuple[float, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in lines("costs.tsv"))
    return tuple((float(price), re.compile(pattern, re.IGNORECASE)) for _, price, pattern in rows)
