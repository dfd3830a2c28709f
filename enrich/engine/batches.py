"""Work cut into batches, and what becomes of a batch whose worker died."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from enrich.engine.analysis import Analysis, Item
from enrich.errors import UnreadableError

BATCH_CHARACTERS = 100_000
"""Text per batch: enough to keep a model busy, little enough to spread evenly."""
BATCH_ITEMS = 32
"""Articles per batch: short ones come last, and no worker waits long for the end of another's."""
TRIES = 2
"""How often an article may cost a worker before it is taken to be the reason."""


class Batch(NamedTuple):
    """Articles that one worker analyses together."""

    items: tuple[Item, ...]
    losses: int = 0
    """How many workers died of these very articles."""

    @property
    def characters(self) -> int:
        """How much text there is."""
        return sum(len(article.text) for article, _ in self.items)


def cut(items: Iterable[Item]) -> Iterator[Batch]:
    """Yield batches in the order of `items`: BATCH_ITEMS, or about BATCH_CHARACTERS, at most."""
    batch: list[Item] = []
    room = BATCH_CHARACTERS
    for article, names in items:
        # Only the title, the excerpt and the body decide an extract: other fields stay here.
        batch.append((msgspec.structs.replace(article, fields={}), names))
        room -= len(article.text)
        if room <= 0 or len(batch) == BATCH_ITEMS:
            yield Batch(tuple(batch))
            batch, room = [], BATCH_CHARACTERS
    if batch:
        yield Batch(tuple(batch))


def after_loss(batch: Batch) -> tuple[list[Batch], list[Analysis]]:
    """Return what to try again after a worker died, and what is given up.

    Halves find the article that kills workers in few steps, and cost no more than the batch
    itself where the worker died of something else.
    """
    if len(batch.items) > 1:
        middle = len(batch.items) // 2
        return [Batch(batch.items[:middle]), Batch(batch.items[middle:])], []
    if batch.losses + 1 < TRIES:
        return [batch._replace(losses=batch.losses + 1)], []
    path = batch.items[0][0].path
    message = f"ended the process that analysed it, {TRIES} times; exclude it, or give more memory"
    return [], [Analysis(path, {}, UnreadableError(message, path=path))]
