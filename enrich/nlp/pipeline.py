"""A stock spaCy pipeline as a recogniser: only what finds names is loaded, in memory zones."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy

from enrich.errors import ModelError
from enrich.nlp.cards import ModelCard, meta
from enrich.nlp.document import Entity

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
_BATCH = 32


class Pipeline:
    """A loaded `Language`, called with texts."""

    def __init__(self, language: Any) -> None:
        self.language = language

    def __call__(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the entities of each text, in order."""
        with self.language.memory_zone():  # after which spaCy forgets the words it has seen
            docs = self.language.pipe(texts, batch_size=_BATCH)
            return [
                [Entity(one.start_char, one.end_char, one.label_, one.text) for one in doc.ents]
                for doc in docs
            ]


def load(model: str, card: ModelCard) -> Pipeline:
    """Load the pipeline that a card describes; raises ModelError."""
    with warnings.catch_warnings():
        for code in card.quiet:
            warnings.filterwarnings("ignore", message=re.escape(f"[{code}]"))
        try:
            return Pipeline(spacy.load(card.path, exclude=_left_out(card)))
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise ModelError(f"model {model!r} cannot be loaded: {error}") from error


def _left_out(card: ModelCard) -> list[str]:
    pipeline = meta(Path(card.path)).get("components") or meta(Path(card.path)).get("pipeline")
    names = [str(name) for name in pipeline or ()]
    if card.components:
        return [name for name in names if name not in card.components]
    return [name for name in names if name in _UNUSED]
