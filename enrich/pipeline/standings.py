"""What the front matter of articles says about links, worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from enrich import features
from enrich.pipeline.entries import Entries, Entry
from enrich.settings.schema import RelatedSettings

if TYPE_CHECKING:
    from enrich.features.related import Standing


class Standings(Mapping[str, "Standing"]):
    """The standing of each article that was read.

    None is kept: the list of links that stands in a file may be larger than all else of it.
    """

    def __init__(self, entries: Entries, section: RelatedSettings) -> None:
        self._entries, self._section = entries, section
        self._last: tuple[str, Standing] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def __getitem__(self, path: str) -> Standing:
        # One article is asked for several times in a row.
        last = self._last
        if last is None or last[0] != path:
            last = self._last = path, standing_of(self._entries[path], self._section)
        return last[1]


def standing_of(entry: Entry, section: RelatedSettings) -> Standing:
    """Return what the front matter of an article says about links."""
    found: Standing = features.load("related").standing(
        entry.title, entry.fields, entry.related, section
    )
    return found
