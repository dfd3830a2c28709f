"""Gold with its articles: in the lines of a file, in a corpus, or in front matter."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from enrich import frontmatter
from enrich.corpus import read as articles
from enrich.corpus.find import SUFFIXES, Source
from enrich.errors import ArticleError, UnreadableError, UsageError
from enrich.evaluate import editors
from enrich.evaluate.gold import Document, Place, Row, inline, read_texts
from enrich.pipeline.select import Selection, select
from enrich.records import Article
from enrich.settings.schema import Settings
from enrich.values import our_keys


class Collection(Struct, frozen=True):
    """Articles with labels, and the corpus that they are part of."""

    documents: tuple[Document, ...]
    selection: Selection | None = None
    """The corpus, where it is files."""
    texts: tuple[Article, ...] = ()
    """The corpus, where it is not."""
    notes: tuple[str, ...] = ()

    @property
    def features(self) -> tuple[str, ...]:
        """The features that the labels are about."""
        summed = any(one.labels.bullets or one.labels.key_sentences for one in self.documents)
        return ("entities", "money", "summary") if summed else ("entities", "money")


def is_markdown(gold: Path) -> bool:
    """Tell whether gold is in front matter: a folder, or one article."""
    return gold.is_dir() or gold.suffix.lower() in SUFFIXES


def from_rows(
    gold: Path, rows: Sequence[Row], settings: Settings, corpus: Path | None
) -> Collection:
    """Return the gold of a JSON lines file with its texts.

    They are in `corpus`, a folder in which each `id` is a path or a JSON lines file, or in the
    rows themselves. Raises UsageError for a row without its text, and for an `id` given twice.
    """
    twice = [name for name, count in Counter(row.id for row in rows).items() if count > 1]
    if twice:
        raise UsageError(f'has two lines with the id "{twice[0]}"; keep one', path=str(gold))
    if corpus is None and settings.corpus and any(row.text is None for row in rows):
        corpus = Path(settings.corpus)
    if corpus is None:
        found = {
            row.id: inline(row.id, row.title, row.text) for row in rows if row.text is not None
        }
        return _from_texts(gold, rows, found)
    if not corpus.is_dir():
        return _from_texts(gold, rows, read_texts(corpus))
    selection = select([corpus], settings, corpus=corpus)
    sources = {source.name: source for source in selection.targets}
    documents = []
    for row in rows:
        if row.id not in sources:
            message = f'"{row.id}" is no article of {corpus}; ids are paths in the corpus'
            raise UsageError(message, path=str(gold), line=row.line)
        article = _parse(sources[row.id], articles.load(sources[row.id].path), settings)
        place = Place(_shown(sources[row.id].path), 1)
        documents.append(Document(article, row.labels, place, is_file=True))
    return Collection(tuple(documents), selection=selection)


def from_front_matter(gold: Path, settings: Settings, corpus: Path | None) -> Collection:
    """Return the articles below `gold` whose own front matter is gold; raises UsageError."""
    selection = select([gold], settings, corpus=corpus)
    documents, notes = [], [str(error) for error in selection.failures.values()]
    for source in selection.targets:
        try:
            document = _labelled(source, settings)
        except ArticleError as error:
            error.path = _shown(source.path)
            notes.append(f"not judged: {error}")
            continue
        if document is not None:
            documents.append(document)
    if not documents:
        message = "no article holds gold: write `gold:` in its front matter, or correct our values"
        raise UsageError(message, path=str(gold))
    return Collection(tuple(documents), selection=selection, notes=tuple(notes))


def _from_texts(gold: Path, rows: Sequence[Row], found: Mapping[str, Article]) -> Collection:
    return Collection(tuple(_rows_of(gold, rows, found)), texts=tuple(found.values()))


def _rows_of(gold: Path, rows: Sequence[Row], found: Mapping[str, Article]) -> Iterator[Document]:
    for row in rows:
        if row.id not in found:
            message = f'there is no text for "{row.id}"; give "text" here, or name it with --corpus'
            raise UsageError(message, path=str(gold), line=row.line)
        yield Document(found[row.id], row.labels, Place(str(gold), row.line))


def _labelled(source: Source, settings: Settings) -> Document | None:
    data = articles.load(source.path)
    block = frontmatter.read(data)
    if block is None:
        return None
    path = _shown(source.path)
    labels = editors.read(block.fields, settings, path=path)
    if labels is None:
        return None
    article = _parse(source, data, settings)
    line = editors.line_of(article.text[: article.body_start], block.fields, settings)
    return Document(article, labels, Place(path, line), is_file=True)


def _parse(source: Source, data: bytes, settings: Settings) -> Article:
    article = articles.parse(data, source.name, ours=our_keys(settings.keys))
    if article is None:
        message = "has no front matter, so it is not an article"
        raise UnreadableError(message, path=_shown(source.path), line=1)
    return article


def _shown(path: Path) -> str:
    """Return a path as a reader would type it here."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
