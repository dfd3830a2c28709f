"""What the front matter of an article says about its links: wishes, addresses, its present list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from enrich import frontmatter
from enrich.errors import FrontMatterError
from enrich.features.related.addresses import Directory, directory, meant, only
from enrich.records import Plain, Value
from enrich.settings.schema import RelatedSettings

PLACES = ("path", "webUrl", "permalink", "url", "slug", "aliases")
"""Fields that say where an article is."""
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})


class Written(Struct, frozen=True):
    """A link that stands in the file now."""

    addresses: tuple[str, ...]
    title: str
    because: tuple[str, ...]


class Standing(Struct, frozen=True):
    """One article's part in the lists of links, its own and those of others."""

    title: str = ""
    addresses: tuple[str, ...] = ()
    """What its front matter says about where it is."""
    draft: bool = False
    """True where no other article may link to it."""
    pins: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    present: tuple[Written, ...] = ()


class Shelf(Struct, frozen=True, eq=False):
    """The standing of every article of a corpus, and where each is."""

    standings: Mapping[str, Standing]
    directory: Directory
    drafts: tuple[str, ...]
    titles: Mapping[str, Sequence[str]]
    """The articles by title; one that two have means neither."""

    def of(self, path: str) -> Standing:
        """Return the standing of an article; nothing special for one that is not here."""
        return self.standings.get(path, Standing())

    def article(self, address: str, *, source: str = "") -> str | None:
        """Return the path of the article that an address or slug means, or None."""
        return meant(address, self.directory, source=source)

    def present(self, path: str) -> dict[str, tuple[str, ...]]:
        """Return the articles that an article links to now, in order, with the reasons shown."""
        found: dict[str, tuple[str, ...]] = {}
        for link in self.of(path).present:
            addressed = (self.article(address) for address in link.addresses)
            other = next(filter(None, addressed), None) or only(self.titles.get(link.title, ()))
            if other and other != path:
                found.setdefault(other, link.because)
        return found


def standing(
    title: str, fields: Mapping[str, Value], present: Value, settings: RelatedSettings
) -> Standing:
    """Return what an article's front matter says; `present` is its list of links as it stands.

    Wishes that cannot be read count as none here; writing the file reports them.
    """
    try:
        switches = frontmatter.switches(fields)
    except FrontMatterError:
        switches = frontmatter.switches({})
    links = present if isinstance(present, list) else []
    return Standing(
        title=title,
        addresses=_addresses(fields),
        draft=any(_is_marked(fields, mark) for mark in settings.drafts),
        pins=switches.pin,
        hides=switches.hide,
        present=tuple(_written(link) for link in links if isinstance(link, dict)),
    )


def shelf(paths: Iterable[str], standings: Mapping[str, Standing]) -> Shelf:
    """Return the standing of every article in `paths`."""
    known = {path: standings.get(path, Standing()) for path in sorted(paths)}
    titles: dict[str, list[str]] = {}
    for path, one in known.items():
        if one.title:
            titles.setdefault(one.title, []).append(path)
    return Shelf(
        standings=known,
        directory=directory({path: one.addresses for path, one in known.items()}),
        drafts=tuple(path for path, one in known.items() if one.draft),
        titles=titles,
    )


def _written(link: dict[str, Value]) -> Written:
    reasons = link.get("because")
    shown = reasons if isinstance(reasons, list) else []
    return Written(
        _addresses(link), _text(link.get("title")), tuple(filter(None, map(_text, shown)))
    )


def _addresses(fields: Mapping[str, Value]) -> tuple[str, ...]:
    found: list[str] = []
    for name in PLACES:
        value: Any = fields.get(name)
        found.extend(map(_text, value if isinstance(value, list) else [value]))
    return tuple(filter(None, found))


def _is_marked(fields: Mapping[str, Value], mark: str) -> bool:
    name = mark.removeprefix("!")
    value = fields.get(name)
    word = str(value).lower() if isinstance(value, bool) else _text(value).lower()
    return word in (_FALSE if mark.startswith("!") else _TRUE)


def _text(value: Value) -> str:
    if isinstance(value, Plain):
        return value.text
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)
