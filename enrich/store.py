"""Extracts by content, in SQLite, so that an article is analysed once.

Two tables. `extracts` maps (content, feature, version) to the extract as JSON: an article that
moves, or that two corpora share, is found again. `runs` keeps, per corpus, what the files looked
like after the last complete run, so that a run with nothing to do reads no article at all.
The file can be deleted at any time; a damaged one is reported and the run goes on without it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
from msgspec import Struct

SCHEMA = """
CREATE TABLE IF NOT EXISTS extracts (
  content TEXT NOT NULL, feature TEXT NOT NULL, version TEXT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (content, feature, version)
);
CREATE TABLE IF NOT EXISTS runs (corpus TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
"""
SCHEMA_VERSION = 1
PAGE_BYTES = 16_384
"""Most extracts fit into one page; with SQLite's four kilobytes, writing takes half more time."""
BUSY_SECONDS = 30.0
LARGE_BYTES = 2_000_000


class Stamp(Struct, frozen=True, array_like=True):
    """What a file looks like from outside."""

    size: int
    mtime_ns: int


class Settled(Struct, frozen=True):
    """A complete run, and the files that it left as they should be."""

    signature: str
    """Digest of the settings, the model and the code that ran."""
    checked_ns: int
    """When the stamps were taken."""
    stamps: dict[str, Stamp]
    notes: dict[str, list[tuple[str, str]]]
    """What was said about each file, to be said again."""
    skipped: list[str] = []
    """Files that were left alone on purpose."""
    run: str = ""
    """The mark of what the run kept of the corpus, if it did."""


class Store:
    """The open database; every method is one short transaction."""

    def __init__(self, connection: sqlite3.Connection, folder: Path | None = None) -> None:
        self._connection = connection
        self.folder = folder
        """Where the database is; None for one that lasts for this run."""

    def load(
        self, contents: Iterable[str], feature: str, version: str
    ) -> Iterator[tuple[str, bytes]]:
        """Yield (content, extract) for those contents that were analysed before."""
        query = "SELECT data FROM extracts WHERE content = ? AND feature = ? AND version = ?"
        for content in contents:
            row = self._connection.execute(query, (content, feature, version)).fetchone()
            if row is not None:
                yield content, row[0]

    def save(
        self, content: str, extracts: Mapping[str, bytes], versions: Mapping[str, str]
    ) -> None:
        """Keep the extracts of one article, by feature."""
        self.save_all([(content, extracts)], versions)

    def save_all(
        self,
        extracts: Iterable[tuple[str, Mapping[str, bytes]]],
        versions: Mapping[str, str],
    ) -> None:
        """Keep the extracts of several articles, by content and feature; all of them or none."""
        rows = (
            (content, name, versions[name], data)
            for content, found in extracts
            for name, data in found.items()
        )
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO extracts VALUES (?, ?, ?, ?)", rows
            )

    def settled(self, corpus: str) -> Settled | None:
        """Return what the last complete run over this corpus left, if there was one."""
        query = "SELECT data FROM runs WHERE corpus = ?"
        row = self._connection.execute(query, (corpus,)).fetchone()
        return None if row is None else msgspec.json.decode(row[0], type=Settled)

    def settle(self, corpus: str, run: Settled | None) -> None:
        """Remember a complete run, or forget the last one."""
        with self._connection:
            if run is None:
                self._connection.execute("DELETE FROM runs WHERE corpus = ?", (corpus,))
            else:
                row = (corpus, msgspec.json.encode(run))
                self._connection.execute("INSERT OR REPLACE INTO runs VALUES (?, ?)", row)


def default_folder() -> Path:
    """Return where the store is kept: `ENRICH_CACHE_DIR`, else the user's cache folder."""
    chosen = os.environ.get("ENRICH_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("enrich")


@contextmanager
def connect(folder: Path | None, *, warn: Callable[[str], None]) -> Iterator[Store]:
    """Open the store in `folder`, made if needed; None gives one that lasts for this run.

    A store that cannot be used costs time, not the run: `warn` is told, and an empty one is given.
    """
    try:
        connection = _open(folder)
    except (OSError, sqlite3.DatabaseError) as error:
        warn(f"the store in {folder} cannot be used ({error}); everything is analysed again")
        folder, connection = None, _open(None)
    try:
        yield Store(connection, folder)
    finally:
        connection.close()


def _open(folder: Path | None) -> sqlite3.Connection:
    if folder is None:
        connection = sqlite3.connect(":memory:")
    else:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"store-{SCHEMA_VERSION}.sqlite3"
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a new one
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def code_digest(*packages: str) -> str:
    """Return a digest of the source and data files of `packages`.

    It is part of the store's keys, so that a change of code can never be answered with what the
    old code found.
    """
    digest = hashlib.sha256()
    for package in packages:
        module, _, leaf = package.rpartition(".")
        folder = files(module) / leaf if module else files(package)
        file = files(module) / f"{leaf}.py" if module else folder
        for name, path in _sources(folder if folder.is_dir() else file, package):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def folder_digest(folder: Path) -> str:
    """Return a digest of the files below a folder; large ones count by their size alone."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent.name != "__pycache__":
            size = path.stat().st_size
            content = path.read_bytes() if size <= LARGE_BYTES else str(size).encode()
            digest.update(path.relative_to(folder).as_posix().encode() + content)
    return digest.hexdigest()[:16]


def _sources(path: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if path.is_file():
        yield name, path
        return
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        if entry.name != "__pycache__" and not entry.name.endswith(".pyc"):
            yield from _sources(entry, f"{name}/{entry.name}")
