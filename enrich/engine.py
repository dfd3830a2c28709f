"""Where analysis runs: in this process, or in several, each with one copy of the model.

Only articles go out and only JSON comes back; a parsed document never leaves its worker.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from enrich import features, markdown, nlp
from enrich.errors import ArticleError, UnreadableError
from enrich.records import Article, Prose

BATCH_CHARACTERS = 200_000
"""Text per batch: enough to keep a model busy, little enough to spread evenly."""
PROCESS_CHARACTERS = 400_000
"""Text for which starting one more process pays."""


class Analysis(NamedTuple):
    """What analysing one article gave."""

    path: str
    extracts: dict[str, bytes]
    """JSON by feature."""
    error: ArticleError | None = None


def choose_jobs(articles: Sequence[Article], requested: int) -> int:
    """Return how many processes to use: `requested`, or by cores and work if that is 0."""
    if requested:
        return requested
    characters = sum(len(article.text) for article in articles)
    return max(1, min(_cores(), characters // PROCESS_CHARACTERS))


def analyse(
    articles: Sequence[Article], wanted: Mapping[str, Sequence[str]], *, model: str, jobs: int
) -> Iterator[list[Analysis]]:
    """Yield analyses in batches, in no particular order.

    `wanted` maps the path of an article to the features that are missing for it. `jobs` is a
    number of processes; 1 runs here.
    """
    batches = _batches(articles, wanted)
    if jobs == 1 or len(batches) == 1:
        for batch in batches:
            yield analyse_batch(batch, model)
        return
    import joblib

    with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
        parallel = joblib.Parallel(n_jobs=jobs, return_as="generator_unordered")
        yield from parallel(joblib.delayed(analyse_batch)(batch, model) for batch in batches)


def analyse_batch(batch: Sequence[tuple[Article, tuple[str, ...]]], model: str) -> list[Analysis]:
    """Analyse articles one after the other, those that need it through the model.

    An article that cannot be analysed gives an Analysis with its error.
    """
    done: list[Analysis] = []
    parsed: list[tuple[str, tuple[Article, Prose, tuple[str, ...]]]] = []
    for article, names in batch:
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


def _extract(doc: Any, context: tuple[Article, Prose, tuple[str, ...]]) -> Analysis:
    article, prose, names = context
    try:
        extracts = {name: features.load(name).extract(article, prose, doc) for name in names}
    except RecursionError as error:
        failure = UnreadableError(f"is nested too deeply: {error}", path=article.path)
        return Analysis(article.path, {}, failure)
    encode = msgspec.json.encode
    return Analysis(article.path, {name: encode(extract) for name, extract in extracts.items()})


def _batches(
    articles: Sequence[Article], wanted: Mapping[str, Sequence[str]]
) -> list[list[tuple[Article, tuple[str, ...]]]]:
    # Longest first: the last batches are short, so that no process waits long at the end.
    batches: list[list[tuple[Article, tuple[str, ...]]]] = []
    room = 0
    for article in sorted(articles, key=lambda one: (-len(one.text), one.path)):
        if room <= 0:
            batches.append([])
            room = BATCH_CHARACTERS
        batches[-1].append((article, tuple(wanted[article.path])))
        room -= len(article.text)
    return batches


@functools.cache  # a worker process loads its model once, however many batches it gets
def recogniser(model: str) -> nlp.Recogniser:
    """Return the loaded model of this process; raises ModelError."""
    return nlp.load(model)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # containers may be given fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
