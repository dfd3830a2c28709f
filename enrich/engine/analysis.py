"""The analysis itself, as a worker does it: articles in, extracts as JSON out."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from enrich import features, nlp
from enrich.errors import ArticleError, UnreadableError
from enrich.records import Article, Prose

Item: TypeAlias = tuple[Article, tuple[str, ...]]
"""An article, and the features that are wanted of it."""


class Analysis(NamedTuple):
    """What analysing one article gave."""

    path: str
    extracts: dict[str, bytes]
    """JSON by feature."""
    error: ArticleError | None = None


def analyse_batch(items: Sequence[Item], model: str) -> list[Analysis]:
    """Analyse articles one after the other, those that need it through the model.

    An article that cannot be analysed gives an Analysis with its error.
    """
    from enrich import markdown  # with a parser that a run with nothing to do does without

    done: list[Analysis] = []
    parsed: list[tuple[str, tuple[Article, Prose, tuple[str, ...]]]] = []
    for article, names in items:
        try:
            prose = markdown.prose(article)
        except ArticleError as error:
            done.append(Analysis(article.path, {}, error))
            continue
        if any(features.load(name).NEEDS_DOC for name in names):
            parsed.append((prose.text, (article, prose, names)))
        else:
            done.append(_extract(None, (article, prose, names)))
    if parsed:
        done.extend(nlp.stream(recogniser(model), parsed, _extract))
    return done


@functools.cache  # a worker process loads its model once, however many batches it gets
def recogniser(model: str) -> nlp.Recogniser:
    """Return the loaded model of this process; raises ModelError."""
    return nlp.load(model)


def _extract(doc: Any, context: tuple[Article, Prose, tuple[str, ...]]) -> Analysis:
    article, prose, names = context
    try:
        extracts = {name: features.load(name).extract(article, prose, doc) for name in names}
    except RecursionError as error:
        failure = UnreadableError(f"is nested too deeply: {error}", path=article.path)
        return Analysis(article.path, {}, failure)
    encode = msgspec.json.encode
    return Analysis(article.path, {name: encode(extract) for name, extract in extracts.items()})
