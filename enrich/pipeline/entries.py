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
    listed: str = "null"
    """The list of related articles that stands in the file, as JSON: few look at it."""

    @property
    def related(self) -> Value:
        """Return the list of related articles that stands in the file."""
        return value_of(json.loads(self.listed))


class Entries(Spool[Entry]):
    """The entries of articles by path, in a temporary file."""

    def add(self, path: str, entry: Entry) -> None:
        """Keep the entry of an article."""
        fields = plain(entry.fields)
        kept = [entry.source.file, entry.title, fields, entry.content, entry.raw, entry.listed]
        self.put(path, json.dumps(kept).encode())

    def _read(self, path: str, data: bytes) -> Entry:
        file, title, fields, content, raw, listed = json.loads(data)
        return Entry(Source(file, path), title, value_of(fields), content, raw, listed)
