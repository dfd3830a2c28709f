"""Our own recogniser behind `nlp`, without a tokeniser of spaCy's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from enrich import recogniser
from enrich.nlp.document import Entity

DOUBT = 0.75
"""A kind of organization that is less sure is given as ORG, and decided by lists and context."""
_LABELS = {"COMPANY": "COMPANY", "ORG": "ORGANIZATION"}
_JOINED = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[&_@`]\w+|\.(?=[a-z\d])\w+|-\d+)*|[A-Z]\.")
"""What a name takes whole if it ends inside: U.S., v3.6.0, S&P, COVID-19."""
_REACH = 60
"""How far behind a name such a word is looked for, in characters."""


class Own:
    """A loaded network, called with texts."""

    def __init__(self, network: recogniser.Network) -> None:
        self._network = network

    def __call__(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the names of each text, in order and without overlaps."""
        return [named(text, spans) for text, spans in zip(texts, self._network(texts), strict=True)]


def load(folder: Path) -> Own:
    """Load the model in a folder; raises ModelError."""
    return Own(recogniser.load(folder))


def label(one: recogniser.Span) -> str:
    """Return the label of a name: `ORG` where its kind of organization is in doubt."""
    if one.label not in _LABELS:
        return one.label
    return _LABELS[one.label] if one.certainty >= DOUBT else "ORG"


def named(text: str, spans: Iterable[recogniser.Span]) -> list[Entity]:
    """Return the names that our own recogniser found; one that ends inside a word takes it."""
    entities: list[Entity] = []
    last = 0
    for one in spans:
        start, end = _whole(text, one.start, one.end)
        if start >= last:
            entities.append(Entity(start, end, label(one), text[start:end]))
            last = end
    return entities


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen `[start, end)` to the words that its borders cut."""
    if _free(text, start) and _free(text, end):
        return start, end
    low = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    for match in _JOINED.finditer(text, low, min(len(text), end + _REACH)):
        if match.start() >= end:
            break
        if match.start() < start < match.end():
            start = match.start()
        if match.start() < end < match.end():
            end = match.end()
    return start, end


def _free(text: str, border: int) -> bool:
    """Tell whether white space stands at a border, or the text ends there."""
    return border in (0, len(text)) or text[border - 1].isspace() or text[border].isspace()
