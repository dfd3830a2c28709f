"""What is found in the texts of gold, as `enrich run` would find it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from enrich import engine, features, markdown, nlp
from enrich.corpus.find import Source
from enrich.evaluate.collect import Collection
from enrich.evaluate.gold import Passage, inline
from enrich.pipeline import run
from enrich.pipeline.analysis import Catalog, empty
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.entries import Entry
from enrich.records import Article, Enrichment, Prose, Span
from enrich.settings.load import Resolved
from enrich.settings.schema import Settings
from enrich.store import Store

Spans: TypeAlias = dict[str, list[Span]]
"""Places in a text by kind: people, companies, organizations, money."""

KIND_OF = {"person": "people", "company": "companies", "organization": "organizations"}


def enrichments(collected: Collection, resolved: Resolved, known: Store) -> list[Enrichment]:
    """Return what is found in each document, in their order; raises the ArticleError of one.

    The corpus around them is read too, for it takes part in deciding what a thing is called.
    """
    unlimited = lifted(resolved)
    if collected.selection is not None:
        selection = collected.selection._replace(features=collected.features)
        corpus = run.read_corpus(selection, unlimited, known)
    else:
        catalog = catalog_of(collected.texts, collected.features, unlimited.settings)
        corpus = Corpus(catalog, unlimited)
    return [run.enrichment_of(corpus, one.article.path) for one in collected.documents]


def lifted(resolved: Resolved) -> Resolved:
    """Return the settings without limits on how much is written: gold lists everything."""
    settings = resolved.settings
    entities = msgspec.structs.replace(settings.entities, max=0, min_salience=0.0)
    money = msgspec.structs.replace(settings.money, max=0)
    return resolved._replace(
        settings=msgspec.structs.replace(settings, entities=entities, money=money)
    )


def catalog_of(articles: Sequence[Article], wanted: Sequence[str], settings: Settings) -> Catalog:
    """Analyse articles that are not files, as the pipeline does with files."""
    catalog = empty(wanted)
    for article in articles:
        source = Source(article.path, article.path)
        catalog.entries.add(article.path, Entry(source, article.title, article.fields, "", ""))
    longest_first = sorted(articles, key=lambda article: (-len(article.text), article.path))
    for batch in engine.analyse(((one, tuple(wanted)) for one in longest_first), settings):
        for analysis in batch:
            if analysis.error is not None:
                catalog.failures[analysis.path] = analysis.error
            for name, data in analysis.extracts.items():
                catalog.extracts[name].put(analysis.path, data)
    catalog.sort()
    return catalog


def spans(passages: Sequence[Passage], model: str) -> Iterator[Spans]:
    """Yield the places of names and sums in each text, read as plain text without markup."""
    prepared = [(prose.text, prose) for prose in (markdown.plain(one.text) for one in passages)]
    return nlp.stream(engine.recogniser(model), prepared, _places)


def _places(doc: Any, prose: Prose) -> Spans:
    article = inline("", "", prose.text)
    found: Spans = {kind: [] for kind in (*KIND_OF.values(), "money")}
    for mention in features.load("entities").extract(article, prose, doc).mentions:
        if mention.type in KIND_OF:
            _add(found[KIND_OF[mention.type]], prose, mention.start, mention.end)
    for money in features.load("money").extract(article, prose, doc).sums:
        _add(found["money"], prose, money.start, money.end)
    return found


def _add(places: list[Span], prose: Prose, start: int, end: int) -> None:
    place = prose.locate(start, end)
    if place is not None:
        places.append(place)
