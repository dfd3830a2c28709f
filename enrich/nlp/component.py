"""Our own recogniser as a component of a spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from enrich import recogniser
from enrich.nlp.own import label

FACTORY = "enrich_recogniser"
"""The name by which `add_pipe` knows the component; its config is the model's `folder`."""


class Component:
    """Sets the entities of documents, several at once where `pipe` is used."""

    def __init__(self, network: recogniser.Network) -> None:
        self._network = network

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one document and return it."""
        _set(doc, self._network([doc.text])[0])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Yield the documents with their entities set, in order."""
        for batch in minibatch(docs, size=batch_size):
            group = list(batch)
            for doc, spans in zip(group, self._network([doc.text for doc in group]), strict=True):
                _set(doc, spans)
                yield doc


def create(nlp: Language, name: str, folder: str) -> Component:
    """Return the component for the model in a folder; what `add_pipe` calls."""
    del nlp, name
    return Component(recogniser.load(Path(folder)))


Language.factory(FACTORY, assigns=["doc.ents"], func=create)


def pipeline(folder: Path) -> Any:
    """Return an English pipeline that does nothing but find names with the model in a folder."""
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY, config={"folder": str(folder)})
    return nlp


def _set(doc: Doc, spans: Iterable[recogniser.Span]) -> None:
    entities = []
    last = 0
    for one in spans:
        # A name that ends inside a token of spaCy's is given the whole token.
        entity = doc.char_span(one.start, one.end, label(one), alignment_mode="expand")
        if entity is not None and entity.start >= last:
            entities.append(entity)
            last = entity.end
    doc.set_ents(entities)
