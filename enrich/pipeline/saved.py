"""What a corpus is compared with, kept between runs, so that one article does not cost them all.

A run that has read a whole corpus keeps its index, its name book, what links copy from each
article, and what every file looked like. Later, single files are compared with that: only files
that look different since are read. Where that cannot be trusted, or too many files have changed,
the reason is said and the whole corpus is read, as if nothing had been kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from enrich import arrays, engine, store
from enrich.corpus.find import Source
from enrich.pipeline import settled
from enrich.pipeline.analysis import Catalog, Entry
from enrich.pipeline.select import Selection
from enrich.records import Plain, Value
from enrich.settings.load import Resolved
from enrich.settings.schema import RelatedSettings

if TYPE_CHECKING:
    from enrich.features.entities import NameBook
    from enrich.features.related import Index, Standing
    from enrich.pipeline.corpus import Corpus

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
    """A corpus as a complete run left it."""

    model: Index
    names: NameBook
    files: Mapping[str, int]
    """Every file of it by name, with its place in `stamps`."""
    stamps: Any
    """Size and modification time of each file, an int64 array of two columns."""
    cards: Sequence[str]

    def card(self, path: str) -> Card | None:
        """Return what is kept of one article, or None for one that was not there."""
        row = self.model.rows.get(path)
        if row is None:
            return None
        title, content, fields = json.loads(self.cards[row])
        return Card(title, content, {key: _value(value) for key, value in fields.items()})

    def link(self, path: str) -> tuple[str, dict[str, Value]]:
        """Return the title and the fields of one article; raises KeyError."""
        card = self.card(path)
        if card is None:
            raise KeyError(path)
        return card.title, card.fields


class Changes(NamedTuple):
    """How the files of a corpus differ from what was kept, the targets of a run aside."""

    sources: tuple[Source, ...]
    """What must be read."""
    gone: frozenset[str]


def folder_of(root: Path, base: Path) -> Path:
    """Return where the index of the corpus at `root` is kept."""
    return base / FOLDER / hashlib.sha256(str(root).encode("utf-8", "surrogateescape")).hexdigest()


def keep(
    corpus: Corpus,
    selection: Selection,
    resolved: Resolved,
    base: Path,
    stamps: Mapping[str, store.Stamp],
) -> None:
    """Keep what a run over a whole corpus knows of it; raises OSError."""
    import numpy as np

    from enrich.features.related import saved
    from enrich.features.related.strings import Strings

    index, book = corpus.model("related"), corpus.model("entities")
    cards = Strings.of(_card(corpus, path) for path in index.paths)
    files = sorted(stamps)
    names = Strings.of(files)
    kept = {
        **saved.arrays(index, corpus.extracts("related")),
        "cards.text": cards.text,
        "cards.starts": cards.starts,
        "files.text": names.text,
        "files.starts": names.starts,
        "stamps": np.array([msgspec.structs.astuple(stamps[name]) for name in files], np.int64),
        "names": np.frombuffer(msgspec.json.encode(book), np.uint8),
    }
    arrays.write(folder_of(selection.root, base), settled.signature(resolved), kept)


def load(selection: Selection, resolved: Resolved, base: Path) -> Saved:
    """Return what was kept of the corpus of a selection; raises Unusable with the reason."""
    import numpy as np

    from enrich.features.entities import NameBook
    from enrich.features.related import saved
    from enrich.features.related.strings import Lookup, Strings

    root = selection.root
    try:
        kept = arrays.read(folder_of(root, base), settled.signature(resolved))
        if kept is None:
            raise Unusable(f"there is no saved index of {root} for these settings yet")
        return Saved(
            saved.restored(kept),
            msgspec.json.decode(kept["names"].tobytes(), type=NameBook),
            Lookup(Strings(kept["files.text"], kept["files.starts"])),
            np.asarray(kept["stamps"]).reshape(-1, 2),
            Strings(kept["cards.text"], kept["cards.starts"]),
        )
    except (arrays.DamagedError, KeyError, ValueError, msgspec.MsgspecError) as error:
        raise Unusable(f"the saved index of {root} is damaged: {error}") from error


def changes(saved: Saved, selection: Selection, stamps: Mapping[str, store.Stamp]) -> Changes:
    """Return which files to read beside the targets; raises Unusable where they are too many."""
    then = dict(zip(saved.files, saved.stamps.tolist(), strict=True))
    targets = {source.name for source in selection.targets}
    sources = tuple(
        source
        for source in selection.others
        if source.name not in stamps or then.get(source.name) != _line(stamps[source.name])
    )
    names = targets.union(source.name for source in selection.others)
    gone = frozenset(then.keys() - names)
    own = (name for name in targets if name in stamps and then.get(name) != _line(stamps[name]))
    count = len(sources) + len(gone) + len(list(own))
    if count > MOST_CHANGED * len(then):
        changed = f"{count:,} of {len(then):,} files are new or changed"
        message = f"the saved index of {selection.root} is out of date ({changed})"
        raise Unusable(message)
    return Changes(sources, gone)


class Revised(NamedTuple):
    """What was kept, with what was read since in place of the old."""

    models: dict[str, Any]
    lists: tuple[str, ...]
    """Other articles whose list of links may be another now."""


def revise(
    saved: Saved, catalog: Catalog, changes: Changes, resolved: Resolved, known: store.Store
) -> Revised:
    """Return the index and the name book with what was read in `catalog` in place of the old.

    Raises Unusable where it is not known any more what an article had before.
    """
    from enrich.features import entities
    from enrich.features.related import entered, shelves
    from enrich.features.related.update import update

    read = {path for path in catalog.entries if path not in catalog.failures}
    before = {path: saved.card(path) for path in {*read, *catalog.failures, *catalog.bare}}
    before |= {path: saved.card(path) for path in changes.gone}
    same = {
        path
        for path in read
        if (card := before[path]) and card.content == catalog.entries[path].content
    }
    gone = [path for path in before if path not in read and before[path]]
    fresh = {path: catalog.extracts["related"][path] for path in sorted(read - same)}
    index = saved.model
    section = resolved.settings.related
    standings = {path: standing_of(catalog.entries[path], section) for path in read}
    lists: tuple[str, ...] = ()
    if fresh or gone:
        index = update(index, fresh, section, gone, standings).model
        lists = entered([*fresh, *gone], saved.model, section) + entered(fresh, index, section)
    else:
        index = replace(index, shelf=shelves.revised(index.shelf, standings, ()))
    if "entities" not in catalog.extracts:
        return Revised({"related": index}, lists)
    contents = {path: card.content for path, card in before.items() if card and path not in same}
    old = _old_names(contents, resolved.settings.model, known)
    new = {path: catalog.extracts["entities"][path] for path in fresh}
    names = resolved.settings.entities
    added, removed = entities.fit(new, names), entities.fit(old, names)
    book = entities.revise(saved.names, added, removed)
    return Revised({"related": index, "entities": book}, lists)


def standing_of(entry: Entry, section: RelatedSettings) -> Standing:
    """Return what the front matter of an article says about links."""
    from enrich.features.related import standing

    return standing(entry.title, entry.fields, entry.related, section)


def _old_names(contents: Mapping[str, str], model: str, known: store.Store) -> dict[str, Any]:
    """Return by path what `entities` took from texts that were analysed earlier."""
    from enrich.features import entities

    version = engine.extract_versions(["entities"], model)["entities"]
    found = {}
    for path, content in contents.items():
        data = next((data for _, data in known.load([content], "entities", version)), None)
        if data is None:
            raise Unusable(f"what {path} said before is no longer in the store")
        found[path] = msgspec.json.decode(data, type=entities.Extract)
    return found


def steady(stamps: Mapping[str, store.Stamp], checked_ns: int) -> dict[str, store.Stamp]:
    """Return stamps that agree with no file where a file may change again unseen."""
    return {
        name: stamp if stamp.mtime_ns + settled.RACY_NS < checked_ns else store.Stamp(-1, -1)
        for name, stamp in stamps.items()
    }


def _card(corpus: Corpus, path: str) -> str:
    entry = corpus.entry(path)
    fields = {key: _plain(value) for key, value in corpus.copied(entry).items()}
    return json.dumps([entry.title, entry.content, fields])


def _line(stamp: store.Stamp) -> list[int]:
    return [stamp.size, stamp.mtime_ns]


def _plain(value: Value) -> Any:
    """Return a front matter value as JSON that `_value` reads back as it was."""
    if isinstance(value, Plain):
        return {"plain": value.text}
    if isinstance(value, dict):
        return {"map": [[_plain(key), _plain(inner)] for key, inner in value.items()]}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _value(value: Any) -> Value:
    if isinstance(value, list):
        return [_value(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if "plain" in value:
        return Plain(value["plain"])
    return {_value(key): _value(inner) for key, inner in value["map"]}
