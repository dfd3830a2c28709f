"""Names a recogniser, checks it, loads it and streams texts through it.

The only part of the house that imports spaCy, and only inside `load` and `stream`: describing a
model (`cards`) is cheap enough for `enrich config` and `enrich models`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from enrich.errors import ModelError
from enrich.nlp.cards import (
    ModelCard,
    ModelFile,
    catalogue,
    describe,
    fingerprint,
    meta,
    verify,
)

__all__ = [
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

WINDOW = 20_000
"""Characters in one go; a batch of them bounds the memory that a stock pipeline takes."""
ZONE = 256
"""Texts per memory zone, after which spaCy forgets the words it has seen."""
_UNUSED = frozenset(
    {
        "tagger",
        "parser",
        "senter",
        "sentencizer",
        "morphologizer",
        "attribute_ruler",
        "lemmatizer",
        "trainable_lemmatizer",
        "textcat",
        "textcat_multilabel",
    }
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BORDERS = ("\n\n", "\n", ". ", " ")


class Recogniser(NamedTuple):
    """A loaded model; two with one fingerprint find the same names."""

    name: str
    fingerprint: str
    nlp: Any
    """The spaCy `Language`."""


def load(model: str) -> Recogniser:
    """Load the recogniser of a model, and nothing of it that does not find names.

    Raises ModelError when the model is missing or cannot be read.
    """
    card = describe(model)
    mark = fingerprint(card)
    if card.kind == "onnx":
        from enrich.nlp.component import pipeline

        return Recogniser(card.name, mark, pipeline(Path(card.path)))
    return Recogniser(card.name, mark, _spacy(model, card))


def _spacy(model: str, card: ModelCard) -> Any:
    import spacy

    with warnings.catch_warnings():
        for code in card.quiet:
            warnings.filterwarnings("ignore", message=re.escape(f"[{code}]"))
        try:
            return spacy.load(card.path, exclude=_left_out(card))
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise ModelError(f"model {model!r} cannot be loaded: {error}") from error


def stream(
    recogniser: Recogniser,
    items: Iterable[tuple[str, C]],
    use: Callable[[Any, C], R],
    *,
    batch_size: int = 32,
) -> Iterator[R]:
    """Parse each text and yield what `use(doc, context)` makes of it, in order.

    A Doc lives in a memory zone and must not leave `use`; what `use` returns must be plain.
    A long text is read in windows of at most `WINDOW` characters, cut at a blank line where
    there is one, and `use` still gets one Doc with the offsets of the whole.
    """
    waiting = iter(items)
    while group := list(islice(waiting, ZONE)):
        # Results are kept until the zone is closed: the consumer may use the same pipeline.
        with recogniser.nlp.memory_zone():
            results = [use(doc, context) for doc, context in _parse(recogniser, group, batch_size)]
        yield from results


def windows(text: str, limit: int = WINDOW) -> list[str]:
    """Cut a text into pieces of at most `limit` characters that join to the same text.

    Cuts are made after a blank line, else after a line, a sentence or a word, in the second
    half of the window.
    """
    pieces: list[str] = []
    start = 0
    while len(text) - start > limit:
        cut = _border(text, start, start + limit)
        pieces.append(text[start:cut])
        start = cut
    return [*pieces, text[start:]]


def _border(text: str, start: int, stop: int) -> int:
    half = start + (stop - start) // 2
    for border in _BORDERS:
        found = text.rfind(border, half, stop)
        if found >= 0:
            return found + len(border)
    return stop


def _parse(
    recogniser: Recogniser, group: list[tuple[str, C]], batch_size: int
) -> Iterator[tuple[Any, C]]:
    from spacy.tokens import Doc

    # A lone surrogate cannot be encoded; the replacement has its length, so offsets hold.
    cut = [windows(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)) for text, _ in group]
    docs = recogniser.nlp.pipe((piece for pieces in cut for piece in pieces), batch_size=batch_size)
    for pieces, (_, context) in zip(cut, group, strict=True):
        parts = list(islice(docs, len(pieces)))
        whole = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
        yield whole, context


def _left_out(card: ModelCard) -> list[str]:
    pipeline = meta(Path(card.path)).get("components") or meta(Path(card.path)).get("pipeline")
    names = [str(name) for name in pipeline or ()]
    if card.components:
        return [name for name in names if name not in card.components]
    return [name for name in names if name in _UNUSED]
