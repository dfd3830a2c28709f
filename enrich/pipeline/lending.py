"""A fitted corpus lent to other processes, which enrich their share of its articles.

What only the corpus knows lies in a folder as arrays that every process maps, so that it is in
memory once; an article is sent as it was encoded. A process that has both is in the same place as
a run over single files beside a saved index, and enriches the same.
"""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace

from enrich import arrays
from enrich.pipeline.analysis import empty
from enrich.pipeline.corpus import Corpus, Portion
from enrich.pipeline.dependencies import Notes
from enrich.pipeline.saved import card, card_of
from enrich.pipeline.standings import Standings
from enrich.records import Value
from enrich.settings.load import Resolved
from enrich.strings import Strings

LOAN = "loan"


class Loan(NamedTuple):
    """What a process knows of a corpus of which it has no article."""

    resolved: Resolved
    models: dict[str, Any]
    """By feature; without what the front matter of each article says about links."""
    cards: Strings
    """Title and copied fields of each article, in the order of the index; for links alone."""
    noted: bool
    """Whether it is to be noted what each enrichment is made of."""

    def link(self, path: str) -> tuple[str, dict[str, Value]]:
        """Return the title and the copied fields of an article; raises KeyError."""
        found = card_of(self.cards[self.models["related"].rows[path]])
        return found.title, found.fields


@contextmanager
def lent(corpus: Corpus) -> Iterator[Path]:
    """Put what is known of a corpus into a folder for as long as this lasts; raises OSError."""
    with TemporaryDirectory(prefix="enrich-", ignore_cleanup_errors=True) as name:
        _put(_loan(corpus), Path(name))
        yield Path(name)


def borrowed(folder: Path, portions: Sequence[Portion]) -> Corpus:
    """Return the corpus that was lent in a folder, with these of its articles."""
    loan = _taken(folder)
    catalog = empty(loan.models)
    for one in portions:
        catalog.entries.put(one.source.name, one.entry)
        for name, data in one.extracts.items():
            catalog.extracts[name].put(one.source.name, data)
    models = dict(loan.models)
    if "related" in models:
        standings = Standings(catalog.entries, loan.resolved.settings.related)
        index = models["related"]
        models["related"] = replace(index, shelf=replace(index.shelf, standings=standings))
    rewritten = {one.source.name: one.rewriting for one in portions if one.rewriting}
    corpus = Corpus(catalog, loan.resolved, models=models, link=loan.link, rewritten=rewritten)
    corpus.uses = Notes() if loan.noted else None
    return corpus


def _loan(corpus: Corpus) -> Loan:
    models = {name: corpus.model(name) for name in corpus.features}
    cards = Strings.of(())
    if "related" in models:
        index = models["related"]
        cards = Strings.of(card(corpus, path) for path in index.paths)
        models["related"] = replace(index, shelf=replace(index.shelf, standings={}))
    return Loan(corpus.resolved, models, cards, corpus.uses is not None)


def _put(loan: Loan, folder: Path) -> None:
    """Write a loan, its arrays apart from the rest, so that they can be mapped."""
    buffers: list[pickle.PickleBuffer] = []
    data = pickle.dumps(loan, protocol=5, buffer_callback=buffers.append)
    parts = {LOAN: memoryview(data)} | {str(n): one.raw() for n, one in enumerate(buffers)}
    arrays.write(folder, LOAN, {name: np.frombuffer(one, np.uint8) for name, one in parts.items()})


@functools.cache  # a process has one corpus, and gets many batches of it
def _taken(folder: Path) -> Loan:
    """Return the loan in a folder that the process which started this one has made."""
    parts: Mapping[str, Any] = arrays.read(folder, LOAN) or {}
    buffers = (parts[str(number)] for number in range(len(parts) - 1))
    # The folder is private to the user, and was made by this very run.
    loan: Loan = pickle.loads(parts[LOAN], buffers=buffers)  # noqa: S301
    return loan
