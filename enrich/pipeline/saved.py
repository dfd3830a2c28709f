"""What a corpus is compared with, kept between runs, so that one article does not cost them all.

Two things are kept. The index is what a run that read everything compared: it is written once
and stays as it is. The state is what holds now: the files and how they look, the name book, who has
which address, what links copy from each article, what each enrichment was made of, and which
articles have another text than in the index. A run over a few changes writes the state alone.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from enrich import arrays, store
from enrich.pipeline import settled
from enrich.pipeline.fields import plain, value_of
from enrich.pipeline.select import Selection
from enrich.records import Value
from enrich.settings.load import Resolved

if TYPE_CHECKING:
    from enrich.features.entities import NameBook
    from enrich.features.related import Index
    from enrich.pipeline.corpus import Corpus
    from enrich.pipeline.dependencies import Dependencies

FOLDER = "corpora"
FEWEST = 200
"""A corpus of fewer files is read as a whole: that takes a second or two, and is exact."""
MOST_CHANGED = 0.01
"""The share of files that may differ from what was kept, those of the run among them: more would
change what each word is worth too much."""


class Unusable(Exception):  # noqa: N818  (it is an answer, not an error)
    """There is nothing to compare with but the articles themselves; the message says why."""


class Card(NamedTuple):
    """What is kept of an article beside its place in the index."""

    title: str
    content: str
    """Digest of what analysis depended on."""
    fields: dict[str, Value]
    """What a link to it copies."""


class Saved(NamedTuple):
    """A corpus as the last run over it left it."""

    run: str
    """A mark of that run."""
    model: Index
    """As a run that read everything made it, but for the addresses, which are those of now."""
    names: NameBook
    files: Mapping[str, int]
    """Every file of it by name, with its place in `stamps`."""
    stamps: Any
    """Size and modification time of each file, an int64 array of two columns."""
    articles: Mapping[str, int]
    """By path, with the row of each in what follows."""
    cards: Sequence[str]
    dependencies: Dependencies
    around: Any
    """The rows that each article is expanded by, an int32 array."""
    later: frozenset[str]
    """Articles that are not in the index, or with another text."""
    gone: frozenset[str]
    """Articles of the index that are there no more."""

    def card(self, path: str) -> Card | None:
        """Return what is kept of one article, or None for one that was not there."""
        row = self.articles.get(path)
        if row is None:
            return None
        return card_of(self.cards[row])

    def link(self, path: str) -> tuple[str, dict[str, Value]]:
        """Return the title and the fields of one article; raises KeyError."""
        card = self.card(path)
        if card is None:
            raise KeyError(path)
        return card.title, card.fields


class State(NamedTuple):
    """What a run leaves that a later one needs beside the index."""

    names: NameBook
    model: Index
    """As it is now; its paths, its addresses and what expands each article are kept."""
    cards: Iterable[str]
    dependencies: Dependencies
    later: Collection[str] = ()
    gone: Collection[str] = ()


def folder_of(root: Path, base: Path) -> Path:
    """Return where the index of the corpus at `root` is kept."""
    return base / FOLDER / hashlib.sha256(str(root).encode("utf-8", "surrogateescape")).hexdigest()


def keep(
    corpus: Corpus,
    selection: Selection,
    resolved: Resolved,
    base: Path,
    stamps: Mapping[str, store.Stamp],
) -> str:
    """Keep what a run over a whole corpus knows of it; return the mark of the run.

    Raises OSError.
    """
    from enrich.features.related import saved
    from enrich.pipeline.dependencies import dependencies

    index, uses = corpus.model("related"), corpus.uses
    state = State(
        corpus.model("entities"),
        index,
        (card(corpus, path) for path in index.paths),
        dependencies(index.paths, uses.get if uses else lambda path: None),
    )
    run = secrets.token_hex(8)
    kept = chain(
        saved.arrays(index, corpus.extracts("related")).items(), _arrays(run, state, stamps)
    )
    arrays.write(folder_of(selection.root, base), settled.signature(resolved), kept)
    return run


def keep_state(
    state: State,
    selection: Selection,
    resolved: Resolved,
    base: Path,
    stamps: Mapping[str, store.Stamp],
) -> str:
    """Keep what a run over a few changes knows, beside the index that is there.

    Returns the mark of the run; raises OSError, and Unusable where the index is there no more.
    """
    run = secrets.token_hex(8)
    kept = _arrays(run, state, stamps)
    folder = folder_of(selection.root, base)
    try:
        arrays.write(folder, settled.signature(resolved), kept, others=True)
    except arrays.DamagedError as error:
        raise Unusable(f"the saved index of {selection.root} is damaged: {error}") from error
    return run


def _arrays(run: str, state: State, stamps: Mapping[str, store.Stamp]) -> Iterator[tuple[str, Any]]:
    """Yield the arrays of what the run of that mark leaves, each with its name."""
    import numpy as np

    from enrich.features import entities
    from enrich.features.related import shelves
    from enrich.strings import Strings

    index, files = state.model, sorted(stamps)
    yield "run", np.frombuffer(run.encode(), np.uint8)
    strings = {
        "articles": index.paths,
        "cards": state.cards,
        "files": files,
        "later": sorted(state.later),
        "gone": sorted(state.gone),
    }
    for name, some in strings.items():
        packed = some if isinstance(some, Strings) else Strings.of(some)
        yield f"{name}.text", packed.text
        yield f"{name}.starts", packed.starts
    marks = [(stamps[name].size, stamps[name].mtime_ns) for name in files]
    yield "stamps", np.array(marks, np.int64).reshape(-1, 2)
    yield "names", np.frombuffer(entities.as_json(state.names), np.uint8)
    yield "around", index.context.rows
    yield from state.dependencies.arrays().items()
    yield from shelves.arrays(index.shelf, index.rows).items()


def load(selection: Selection, resolved: Resolved, base: Path) -> Saved:
    """Return what was kept of the corpus of a selection; raises Unusable with the reason."""
    root = selection.root
    try:
        kept = arrays.read(folder_of(root, base), settled.signature(resolved))
        if kept is None:
            raise Unusable(f"there is no saved index of {root} for these settings yet")
        return _restored(kept)
    except (arrays.DamagedError, KeyError, ValueError, msgspec.MsgspecError) as error:
        raise Unusable(f"the saved index of {root} is damaged: {error}") from error


def _restored(kept: Mapping[str, Any]) -> Saved:
    """Return what arrays were made of; raises KeyError, ValueError, or MsgspecError."""
    import numpy as np

    from enrich.features.entities import NameBook
    from enrich.features.related import saved
    from enrich.pipeline import dependencies
    from enrich.strings import Lookup, Strings

    def strings(name: str) -> Strings:
        return Strings(kept[f"{name}.text"], kept[f"{name}.starts"])

    return Saved(
        run=kept["run"].tobytes().decode(),
        model=saved.restored(kept, strings("articles")),
        names=msgspec.json.decode(kept["names"].tobytes(), type=NameBook),
        files=Lookup(strings("files")),
        stamps=np.asarray(kept["stamps"]).reshape(-1, 2),
        articles=Lookup(strings("articles")),
        cards=strings("cards"),
        dependencies=dependencies.restored(kept),
        around=np.asarray(kept["around"]),
        later=frozenset(strings("later")),
        gone=frozenset(strings("gone")),
    )


def card(corpus: Corpus, path: str) -> str:
    """Return what is kept of an article that was read, as JSON."""
    entry = corpus.entry(path)
    fields = {key: plain(value) for key, value in corpus.copied(entry).items()}
    return json.dumps([entry.title, entry.content, fields])


def card_of(data: str) -> Card:
    """Return what `card` gave."""
    title, content, fields = json.loads(data)
    return Card(title, content, {key: value_of(value) for key, value in fields.items()})
