"""What is kept of the articles of a run beside their extracts."""

from __future__ import annotations

import json

from msgspec import Struct

from enrich.corpus.find import Source
from enrich.pipeline.fields import plain, value_of
from enrich.pipeline.spool import Spool
from enrich.records import Value


class Entry(Struct, frozen=True):
    """What is kept of an article once it is read: everything but its text."""

    source: Source
    title: str
    fields: dict[str, Value]
    content: str
    """Digest of what analysis depends on."""
    raw: str
    """Digest of the file's bytes."""
    related: Value = None
    """The list of related articles that stands in the file."""


class Entries(Spool[Entry]):
    """The entries of articles by path, in a temporary file."""

    def add(self, path: str, entry: Entry) -> None:
        """Keep the entry of an article."""
        file, fields, related = entry.source.file, plain(entry.fields), plain(entry.related)
        kept = [file, entry.title, fields, entry.content, entry.raw, related]
        self.put(path, json.dumps(kept).encode())

    def _read(self, path: str, data: bytes) -> Entry:
        file, title, fields, content, raw, related = json.loads(data)
        return Entry(Source(file, path), title, value_of(fields), content, raw, value_of(related))
