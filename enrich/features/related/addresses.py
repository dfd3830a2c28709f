"""Which article of a corpus a link, a slug or a path means.

Sites make addresses from file names in many ways: with or without a date, a folder, an
extension, a host. An address means an article if it is one that its front matter states, if it
is its path, or if its last part is the slug of that article and of no other.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from msgspec import Struct

_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-(?=.)")
_EXTENSION = re.compile(r"\.(md|markdown|mdx|html?)$", re.IGNORECASE)
_REFERENCE = re.compile(r"""^\{\{[<%]\s*(?:rel)?ref\s+["']?([^"'\s]+)["']?\s*[%>]\}\}""")
_INDEXES = frozenset({"index", "_index", "readme"})
_TELLING_HYPHENS = 2
"""A slug with so many hyphens means one article, on whichever host it is."""


class Directory(Struct, frozen=True, eq=False):
    """The addresses of the articles of a corpus."""

    paths: Mapping[str, Sequence[str]]
    """By path without its extension, and by stated address without its host; the first counts."""
    slugs: Mapping[str, Sequence[str]]
    """By last part; it means nothing where two articles have it."""


def directory(articles: Mapping[str, Iterable[str]]) -> Directory:
    """Return the directory of articles, given the addresses that each states."""
    paths: dict[str, list[str]] = {}
    slugs: dict[str, list[str]] = {}
    for path in sorted(articles):
        own = keys(path, articles[path])
        for key in own["paths"]:
            paths.setdefault(key, []).append(path)
        for slug in own["slugs"]:
            slugs.setdefault(slug, []).append(path)
    return Directory(paths, slugs)


def keys(path: str, addresses: Iterable[str]) -> dict[str, set[str]]:
    """Return under what an article is found, by part of the directory."""
    own = {place(path), *map(place, addresses)} - {""}
    return {"paths": own, "slugs": set(map(_slug, own)) - {""}}


def only(paths: Sequence[str]) -> str | None:
    """Return the one path among `paths`, or None where there are none or several."""
    return paths[0] if len(paths) == 1 else None


def place(address: str) -> str:
    """Return an address without host, extension, anchor and outer slashes, in lower case."""
    reference = _REFERENCE.match(address)
    try:
        parts = urlsplit(reference[1] if reference else address)
    except ValueError:
        return ""
    found = _EXTENSION.sub("", unquote(parts.path).strip("/")).lower()
    folder, _, last = found.rpartition("/")
    return folder if last in _INDEXES and folder else found


def asked(address: str, *, source: str = "") -> Iterator[tuple[str, str]]:
    """Yield the keys that `meant` may look up, each after the part of the directory it is in."""
    found = place(address)
    if not found:
        return
    yield "paths", posixpath.normpath(posixpath.join(posixpath.dirname(source.lower()), found))
    yield "paths", found
    yield "slugs", _slug(found)


def meant(address: str, known: Directory, *, source: str = "") -> str | None:
    """Return the path of the article that an address means, or None.

    `source` is the path of the article that the address stands in; relative ones start there.
    """
    found = place(address)
    if not found:
        return None
    hosted = "//" in address
    if not hosted and not address.startswith("/"):
        near = posixpath.normpath(posixpath.join(posixpath.dirname(source.lower()), found))
        if near in known.paths:
            return known.paths[near][0]
    slug = _slug(found)
    if found in known.paths and (not hosted or "/" in found or _is_telling(slug)):
        return known.paths[found][0]
    return only(known.slugs.get(slug, ())) if not hosted or _is_telling(slug) else None


def _slug(key: str) -> str:
    return _DATE.sub("", key.rpartition("/")[2])


def _is_telling(slug: str) -> bool:
    return slug.count("-") >= _TELLING_HYPHENS
