"""Where the prose lacks words that a reader of the page sees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from enrich.records import Prose, Span

_LEFT_OUT = re.compile(r"`[^`]+`|\{\{|\{%|<code", re.IGNORECASE)
"""Commands in code and template tags: the page shows words there, the prose has none."""


def holes(prose: Prose, text: str) -> tuple[int, ...]:
    """Return the prose offsets at which words of the file `text` were left out, in order."""
    return tuple(
        after.start
        for before, after in pairwise(prose.segments)
        if _LEFT_OUT.search(text, before.source + before.source_length, after.source)
    )


def torn(span: Span, holes: Sequence[int]) -> bool:
    """Tell whether words are missing from a sentence, so that it is not what the author wrote."""
    at = bisect_left(holes, span.start)
    return at < len(holes) and holes[at] <= span.end
