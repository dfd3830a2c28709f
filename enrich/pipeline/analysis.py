"""Articles read, and their extracts gathered: from the store, else by the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from enrich import engine, features, nlp, shipped, store
from enrich.corpus import read
from enrich.corpus.find import Source
from enrich.errors import ArticleError
from enrich.records import Article, Value
from enrich.settings.schema import Settings
from enrich.values import our_keys

Progress = Callable[[str, int, int], None]
"""Told the stage, how many articles are done, and how many there are."""


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


class Catalog(Struct):
    """The articles of a corpus with their extracts, and what could not be read."""

    entries: dict[str, Entry] = {}
    extracts: dict[str, dict[str, Any]] = {}
    """By feature, then by path."""
    failures: dict[str, ArticleError] = {}
    bare: list[str] = []
    """Files without front matter."""
    from_store: set[str] = set()
    """Articles for which nothing had to be analysed."""


def gather(
    sources: Iterable[Source],
    wanted: Sequence[str],
    *,
    settings: Settings,
    known: store.Store,
    force: bool = False,
    texts: Mapping[str, bytes] | None = None,
    create: Collection[str] = (),
    progress: Progress = lambda stage, done, total: None,
) -> Catalog:
    """Read `sources` and return their extracts for the `wanted` features.

    `force` analyses everything again. `texts` gives the bytes of files that are not on disk.
    `create` names files that are articles even without front matter.
    An article that fails is in `failures`, never raised.
    """
    catalog = Catalog(extracts={name: {} for name in wanted})
    versions = extract_versions(wanted, settings.model)
    pending: list[Article] = []
    missing: dict[str, list[str]] = {}
    sources = list(sources)
    for number, source in enumerate(sources):
        progress("read", number, len(sources))
        article = _read(source, catalog, settings, texts or {}, create=create)
        if article is None:
            continue
        content = catalog.entries[source.name].content
        lacking = list(wanted) if force else _recall(catalog, source.name, content, versions, known)
        if lacking:
            pending.append(article)
            missing[source.name] = lacking
        else:
            catalog.from_store.add(source.name)
    _analyse(catalog, pending, missing, versions, known=known, settings=settings, progress=progress)
    return catalog


def analyse_text(article: Article, wanted: Sequence[str], *, model: str) -> Catalog:
    """Return a catalog of one article that is no file; raises ArticleError where it fails."""
    analysis = engine.analyse_batch([(article, tuple(wanted))], model)[0]
    if analysis.error is not None:
        raise analysis.error
    source = Source(Path(article.path), article.path)
    catalog = Catalog(extracts={name: {} for name in wanted})
    catalog.entries[article.path] = Entry(source, article.title, article.fields, "", "")
    for name, data in analysis.extracts.items():
        _keep(catalog, article.path, name, data)
    return catalog


def extract_versions(wanted: Sequence[str], model: str) -> dict[str, str]:
    """Return, by feature, a digest of the code and the model that its extracts come from."""
    common = ("enrich.records", "enrich.markdown", "enrich.sentences")
    versions = {}
    for name in wanted:
        module = features.FEATURES[name]
        parts = [store.code_digest(*common, module), store.folder_digest(shipped.folder() / name)]
        if features.load(name).NEEDS_DOC:
            parts += [
                store.code_digest("enrich.nlp", "enrich.recogniser"),
                nlp.fingerprint(nlp.describe(model)),
            ]
        versions[name] = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]
    return versions


def _read(
    source: Source,
    catalog: Catalog,
    settings: Settings,
    texts: Mapping[str, bytes],
    *,
    create: Collection[str],
) -> Article | None:
    try:
        data = texts[source.name] if source.name in texts else read.load(source.path)
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
    catalog.entries[source.name] = Entry(
        source=source,
        title=article.title,
        fields=article.fields,
        content=read.content_digest(article),
        raw=hashlib.sha256(data).hexdigest(),
        related=related,
    )
    return article


def _recall(
    catalog: Catalog, path: str, content: str, versions: Mapping[str, str], known: store.Store
) -> list[str]:
    """Take what the store has for one article; return the features that it lacks."""
    lacking = []
    for name, version in versions.items():
        data = next((data for _, data in known.load([content], name, version)), None)
        if data is None:
            lacking.append(name)
        else:
            _keep(catalog, path, name, data)
    return lacking


def _analyse(
    catalog: Catalog,
    pending: Sequence[Article],
    missing: Mapping[str, Sequence[str]],
    versions: Mapping[str, str],
    *,
    known: store.Store,
    settings: Settings,
    progress: Progress,
) -> None:
    if not pending:
        return
    jobs = engine.choose_jobs(pending, settings.jobs)
    done = 0
    progress("analyse", done, len(pending))
    for batch in engine.analyse(pending, missing, model=settings.model, jobs=jobs):
        for analysis in batch:
            if analysis.error is not None:
                catalog.failures[analysis.path] = analysis.error
                continue
            known.save(catalog.entries[analysis.path].content, analysis.extracts, versions)
            for name, data in analysis.extracts.items():
                _keep(catalog, analysis.path, name, data)
        done += len(batch)
        progress("analyse", done, len(pending))


def _keep(catalog: Catalog, path: str, name: str, data: bytes) -> None:
    extract = msgspec.json.decode(data, type=features.load(name).Extract)
    catalog.extracts[name][path] = extract
