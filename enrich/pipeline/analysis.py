"""Articles read, and their extracts gathered: from the store, else by the engine."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from msgspec import Struct

from enrich import engine, store
from enrich.corpus import read
from enrich.corpus.find import Source
from enrich.errors import ArticleError
from enrich.pipeline.entries import Entries, Entry
from enrich.pipeline.extracts import Extracts
from enrich.pipeline.fields import plain
from enrich.pipeline.spool import Numbers
from enrich.records import Article, Value
from enrich.settings.schema import RelatedSettings, Settings
from enrich.values import our_keys

Progress = Callable[[str, int, int], None]
"""Told the stage, how many articles are done, and how many there are."""


class Catalog(Struct):
    """The articles of a corpus with their extracts, and what could not be read."""

    entries: Entries
    extracts: dict[str, Extracts]
    """By feature, then by path."""
    failures: dict[str, ArticleError] = {}
    bare: list[str] = []
    """Files without front matter."""
    from_store: set[str] = set()
    """Articles for which nothing had to be analysed."""

    @property
    def aside(self) -> int:
        """How many files are not analysed: they are known already, bare or could not be read."""
        return len(self.from_store) + len(self.bare) + len(self.failures)

    def sort(self) -> None:
        """Order everything by path, whatever order it came in."""
        self.failures = dict(sorted(self.failures.items()))
        self.bare.sort()


def empty(wanted: Iterable[str]) -> Catalog:
    """Return a catalog for the extracts of the `wanted` features."""
    numbers = Numbers()
    return Catalog(Entries(numbers), {name: Extracts(name, numbers) for name in wanted})


def gather(
    sources: Iterable[Source],
    wanted: Sequence[str],
    *,
    settings: Settings,
    known: store.Store,
    force: bool = False,
    texts: Mapping[str, bytes] | None = None,
    create: Collection[str] = (),
    into: Catalog | None = None,
    workers: engine.Workers | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Catalog:
    """Read `sources` and return their extracts for the `wanted` features.

    `force` analyses everything again. `texts` gives the bytes of files that are not on disk.
    `create` names files that are articles even without front matter. What is read is added to
    the catalog `into`, if one is given. Processes that are started for it go to `workers`. An
    article that fails is in `failures`, never raised.
    """
    catalog = into or empty(wanted)
    versions = engine.extract_versions(wanted, settings.model)
    sources = _largest_first(sources)

    def lacking(source: Source) -> engine.Item | None:
        article = _read(source, catalog, settings, texts or {}, create=create)
        if article is None:
            return None
        names = wanted if force else _recall(catalog, source.name, versions, known)
        return (article, tuple(names)) if names else None

    done = 0
    items = filter(None, map(lacking, _told(sources, progress)))
    with closing(engine.analyse(items, settings, workers)) as batches:
        for batch in batches:
            _take(batch, catalog, versions, known)
            done += len(batch)
            progress("analyse", done, max(done, len(sources) - catalog.aside))
    catalog.sort()
    return catalog


def _told(sources: Sequence[Source], progress: Progress) -> Iterator[Source]:
    """Yield the sources; `progress` is told which of them is read."""
    for number, source in enumerate(sources):
        progress("read", number, len(sources))
        yield source


def copied(entry: Entry, section: RelatedSettings) -> dict[str, Value]:
    """Return what a link to an article copies from its front matter."""
    return {key: entry.fields[key] for key in section.fields if _present(entry.fields.get(key))}


def _present(value: Value) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def analyse_text(article: Article, wanted: Sequence[str], *, model: str) -> Catalog:
    """Return a catalog of one article that is no file; raises ArticleError where it fails."""
    analysis = engine.analyse_batch([(article, tuple(wanted))], model)[0]
    if analysis.error is not None:
        raise analysis.error
    source = Source(article.path, article.path)
    catalog = empty(wanted)
    catalog.entries.add(article.path, Entry(source, article.title, article.fields, "", ""))
    for name, data in analysis.extracts.items():
        catalog.extracts[name].put(article.path, data)
    return catalog


def _largest_first(sources: Iterable[Source]) -> list[Source]:
    """Order by size, so that the last batches are small and no worker is waited for long."""

    def size(source: Source) -> int:
        try:
            return os.stat(source.file).st_size  # noqa: PTH116  Path.stat is slower
        except OSError:
            return 0  # it is reported when it is read

    return sorted(sources, key=lambda source: (-size(source), source.name))


def _read(
    source: Source,
    catalog: Catalog,
    settings: Settings,
    texts: Mapping[str, bytes],
    *,
    create: Collection[str],
) -> Article | None:
    try:
        data = texts[source.name] if source.name in texts else read.load(source.file)
        listed = settings.keys.related
        article = read.parse(
            data,
            source.name,
            ours=our_keys(settings.keys) - {listed},
            create=source.name in create,
        )
    except ArticleError as error:
        error.path = source.name
        catalog.failures[source.name] = error
        return None
    if article is None:
        catalog.bare.append(source.name)
        return None
    related = article.fields.pop(listed, None)
    entry = Entry(
        source=source,
        title=article.title,
        fields=article.fields,
        content=read.content_digest(article),
        raw=hashlib.sha256(data).hexdigest(),
        listed=json.dumps(plain(related)),
    )
    catalog.entries.add(source.name, entry)
    return article


def _recall(
    catalog: Catalog, path: str, versions: Mapping[str, str], known: store.Store
) -> list[str]:
    """Take what the store has for one article; return the features that it lacks."""
    lacking: list[str] = []
    content = catalog.entries[path].content
    for name, version in versions.items():
        data = next((data for _, data in known.load([content], name, version)), None)
        if data is None:
            lacking.append(name)
        else:
            catalog.extracts[name].put(path, data)
    if not lacking:
        catalog.from_store.add(path)
    return lacking


def _take(
    batch: Sequence[engine.Analysis],
    catalog: Catalog,
    versions: Mapping[str, str],
    known: store.Store,
) -> None:
    found = [analysis for analysis in batch if analysis.error is None]
    known.save_all(((catalog.entries[one.path].content, one.extracts) for one in found), versions)
    catalog.failures |= {one.path: one.error for one in batch if one.error is not None}
    for analysis in found:
        for name, data in analysis.extracts.items():
            catalog.extracts[name].put(analysis.path, data)
