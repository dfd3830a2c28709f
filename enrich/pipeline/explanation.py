"""Why an article gets what it gets, and which names of a corpus are in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from enrich import engine, markdown, nlp, store
from enrich.corpus import read
from enrich.corpus.find import Source
from enrich.errors import UsageError
from enrich.features.entities import Extract
from enrich.features.entities import explain as names
from enrich.features.entities.uncertain import Doubt, uncertain
from enrich.features.money import explain as money
from enrich.features.related import explain as related
from enrich.features.summary import explain as summary
from enrich.markdown.places import Place, Places
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.run import compare, enrichment_of
from enrich.pipeline.select import Selection
from enrich.records import Article, Prose
from enrich.settings.load import Resolved
from enrich.settings.schema import Settings
from enrich.values import our_keys


class Explanation(Struct, frozen=True):
    """The reasons for everything found in one article; None for what was not asked."""

    path: str
    title: str
    names: names.NamesReason | None = None
    money: tuple[money.SumReason, ...] | None = None
    summary: summary.SummaryReason | None = None
    related: tuple[related.LinkReason, ...] | None = None
    titles: dict[str, str] = {}
    """The titles of the articles in `related`, by path."""


class DoubtfulName(Struct, frozen=True):
    """A name in doubt, with one place where it stands."""

    doubt: Doubt
    place: Place


class Doubts(Struct, frozen=True):
    """The names of a corpus that are in doubt, most frequent first."""

    names: tuple[DoubtfulName, ...]
    count: int
    """How many there are; `names` may have fewer."""
    articles: int


def explain(
    source: Source,
    selection: Selection,
    resolved: Resolved,
    known: store.Store,
    wanted: Sequence[str],
    *,
    other: Source | None = None,
) -> Explanation:
    """Explain the `wanted` features for one article of the selection; nothing is written.

    With `other`, only the comparison with that article is explained. Raises the error of an
    article that cannot be read, and UsageError where there is no corpus to compare in.
    """
    if other is not None and "related" not in wanted:
        raise UsageError("two articles are compared within a corpus; say --corpus DIR")
    corpus = compare(selection, resolved, known)
    enrichment = enrichment_of(corpus, source.name)
    if other is not None:
        enrichment_of(corpus, other.name)
        links = _related(source, corpus, resolved.settings, other)
        return Explanation(
            source.name, enrichment.title, related=links, titles=_titles(corpus, links)
        )
    article, prose = _text(source, resolved.settings)
    places, settings = Places(article, prose), resolved.settings
    extract = {name: corpus.extracts(name)[source.name] for name in wanted}
    found: dict[str, Any] = {}
    if "entities" in wanted:
        found["names"] = _names(extract["entities"], corpus, prose, places, settings)
    if "money" in wanted:
        found["money"] = money.explain(extract["money"], prose, places, settings.money)
    if "summary" in wanted:
        found["summary"] = summary.explain(
            extract["summary"], prose, places, settings.summary, title=article.title
        )
    if "related" in wanted:
        found["related"] = _related(source, corpus, settings)
    titles = _titles(corpus, found.get("related", ()))
    return Explanation(source.name, enrichment.title, **found, titles=titles)


def doubts(corpus: Corpus, settings: Settings, *, most: int = 0) -> Doubts:
    """Return the names of a corpus that an editor should look at; `most` of them, 0 for all."""
    extracts = {path: corpus.extracts("entities")[path] for path in corpus}
    found = uncertain(extracts, corpus.model("entities"))
    shown = found[: most or None]
    places = {
        path: Places(*_text(corpus.entry(path).source, settings))
        for path in sorted({doubt.path for doubt in shown})
    }
    named = tuple(DoubtfulName(doubt, places[doubt.path].of(doubt.span)) for doubt in shown)
    return Doubts(named, len(found), len(extracts))


def _text(source: Source, settings: Settings) -> tuple[Article, Prose]:
    article = read.parse(read.load(source.file), source.name, ours=our_keys(settings.keys))
    assert article is not None  # it had front matter when the corpus was read
    return article, markdown.prose(article)


def _names(
    extract: Extract, corpus: Corpus, prose: Prose, places: Places, settings: Settings
) -> names.NamesReason:
    book = corpus.model("entities")

    def use(doc: object, context: None) -> names.NamesReason:
        return names.explain(extract, doc, places, book, settings.entities)

    return next(nlp.stream(engine.recogniser(settings.model), [(prose.text, None)], use))


def _related(
    source: Source, corpus: Corpus, settings: Settings, other: Source | None = None
) -> tuple[related.LinkReason, ...]:
    return related.explain(
        source.name,
        corpus.extracts("related")[source.name],
        corpus.model("related"),
        settings.related,
        None if other is None else other.name,
    )


def _titles(corpus: Corpus, links: tuple[related.LinkReason, ...]) -> dict[str, str]:
    return {link.path: corpus.card(link.path)[0] for link in links}
