"""Where the prose lacks words that a reader of the page sees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from enrich.records import Prose, Segment, Span

_LEFT_OUT = re.compile(r"`[^`]+`|\{\{|\{%|<code", re.IGNORECASE)
"""Commands in code and template tags: the page shows words there, the prose has none."""
_ADDRESS = re.compile(
    r"(?<!\()(?<!mailto)[\s\[<>:*_](?:(?:https?|ftp)://\w|www\.\w|[\w.+-]+@[\w-]+\.\w)"
)
"""An address that the page shows: none in brackets, and none that a link only leads to."""
_LINK = "]("
_SHORTEST = 6
"""An address has at least so many characters."""
_WHOLE = (".", "!", "?")
"""After a whole sentence, nobody misses an address."""


def holes(prose: Prose, text: str) -> tuple[int, ...]:
    """Return the prose offsets at which words of the file `text` were left out, in order."""
    return tuple(
        after.start
        for before, after in pairwise(prose.segments)
        if _LEFT_OUT.search(text, before.source + before.source_length, after.source)
        or _lacks_address(prose.text, text, before, after)
    )


def torn(span: Span, holes: Sequence[int]) -> bool:
    """Tell whether words are missing from a sentence, so that it is not what the author wrote."""
    at = bisect_left(holes, span.start)
    return at < len(holes) and holes[at] <= span.end


def _lacks_address(prose: str, text: str, before: Segment, after: Segment) -> bool:
    """Return whether an address was left out between two segments of one paragraph."""
    start, end = before.source + before.source_length, after.source
    if (
        end - start < _SHORTEST
        or text.startswith(_LINK, start)
        or text.find("\n\n", start, end) >= 0
    ):
        return False
    if _ADDRESS.search(text, max(0, start - 1), end) is None:
        return False
    return not prose[max(0, after.start - 2) : after.start].rstrip().endswith(_WHOLE)
