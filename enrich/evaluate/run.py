"""The whole evaluation: gold read, the same things found, both compared."""

from __future__ import annotations

from pathlib import Path

from enrich.errors import UsageError
from enrich.evaluate import articles, collect, gold, passages, predict
from enrich.evaluate.gold import Passage, Row
from enrich.evaluate.result import Report
from enrich.settings.load import Resolved
from enrich.store import Store


def evaluate(path: Path, resolved: Resolved, known: Store, *, corpus: Path | None = None) -> Report:
    """Score what is found against gold.

    `path` is a JSON lines file of articles or of spans, or Markdown with gold in its front matter.
    `corpus` is where the texts of articles are: a folder, or a JSON lines file. Raises UsageError
    for gold that cannot be used, and the ArticleError of an article that cannot be read.
    """
    settings = resolved.settings
    if collect.is_markdown(path):
        return _articles(collect.from_front_matter(path, settings, corpus), resolved, known)
    labelled = gold.read(path)
    texts = [one for one in labelled if isinstance(one, Passage)]
    if texts:
        if corpus is not None:
            raise UsageError("spans stand beside their text; leave --corpus out", path=str(path))
        return passages.score(texts, predict.spans(texts, settings.model), str(path))
    rows = [one for one in labelled if isinstance(one, Row)]
    return _articles(collect.from_rows(path, rows, settings, corpus), resolved, known)


def _articles(collected: collect.Collection, resolved: Resolved, known: Store) -> Report:
    found = predict.enrichments(collected, resolved, known)
    return articles.score(collected.documents, found, collected.notes)
