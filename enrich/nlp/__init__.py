"""Names a recogniser, checks it, loads it and streams texts through it.

A recogniser is our own network, or a stock spaCy pipeline; spaCy is imported only for the latter,
and for `component`, by which our own serves in somebody else's pipeline. Describing a model
(`cards`) is cheap enough for `enrich config` and `enrich models`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from enrich.nlp.cards import (
    ModelCard,
    ModelFile,
    catalogue,
    describe,
    fingerprint,
    verify,
)
from enrich.nlp.document import Document, Entity, encodable, join, windows

__all__ = [
    "Document",
    "Entity",
    "ModelCard",
    "ModelFile",
    "Recogniser",
    "catalogue",
    "describe",
    "fingerprint",
    "load",
    "stream",
    "verify",
    "windows",
]

C = TypeVar("C")
R = TypeVar("R")

GROUP = 256
"""Texts that are read together."""


class Recogniser(NamedTuple):
    """A loaded model; two with one fingerprint find the same names."""

    name: str
    fingerprint: str
    find: Callable[[Sequence[str]], list[list[Entity]]]
    """Gives the names of each text, in order."""


def load(model: str) -> Recogniser:
    """Load the recogniser of a model, and nothing of it that does not find names.

    Raises ModelError when the model is missing, is not the pinned one or cannot be read.
    """
    card = describe(model)
    mark = fingerprint(card)
    verify(card)  # a tenth of a second: altered weights would find other names without a word
    if card.kind == "onnx":
        from enrich.nlp import own  # ONNX Runtime and NumPy: not for `enrich config`

        return Recogniser(card.name, mark, own.load(Path(card.path)))
    from enrich.nlp import pipeline

    return Recogniser(card.name, mark, pipeline.load(model, card))


def stream(
    recogniser: Recogniser, items: Iterable[tuple[str, C]], use: Callable[[Document, C], R]
) -> Iterator[R]:
    """Read each text and yield what `use(document, context)` makes of it, in order.

    A long text is read in windows, and `use` still gets one document with the offsets of
    the whole.
    """
    waiting = iter(items)
    while group := list(islice(waiting, GROUP)):
        cut = [windows(encodable(text)) for text, _ in group]
        found = iter(recogniser.find([piece for pieces in cut for piece in pieces]))
        for pieces, (_, context) in zip(cut, group, strict=True):
            yield use(join(pieces, islice(found, len(pieces))), context)
