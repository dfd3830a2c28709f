"""Measured on bullets that people wrote, against the first three sentences."""

from __future__ import annotations

import json

import pytest

from enrich import markdown
from enrich.features import summary
from enrich.records import Article
from enrich.settings.schema import SummarySettings

rouge_scorer = pytest.importorskip("rouge_score.rouge_scorer")
CHOSEN = SummarySettings(min_article_words=0)
KINDS = ("rouge1", "rouge2", "rougeLsum")


def references(row):
    return [[ref] for ref in row["refs"]] if row.get("refs") else [row["summary"]]


def mean_scores(rows, pick):
    """Return the mean F1 (times 100) per kind of ROUGE, the best reference counting."""
    scorer = rouge_scorer.RougeScorer(list(KINDS), use_stemmer=True)
    totals = dict.fromkeys(KINDS, 0.0)
    for row in rows:
        guess = "\n".join(pick(row["text"]))
        scores = [scorer.score("\n".join(ref), guess) for ref in references(row)]
        for kind in KINDS:
            totals[kind] += max(score[kind].fmeasure for score in scores)
    return {kind: 100 * total / len(rows) for kind, total in totals.items()}


def ours(text):
    extract = summary.extract(Article("a.md", "", "", {}, text, 0), markdown.plain(text))
    return [bullet.text for bullet in summary.apply("a.md", extract, None, CHOSEN).bullets]


def lead(text):
    prose = markdown.plain(text)
    return [prose.text[span.start : span.end] for span in prose.sentences[:3]]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "gains"),
    [("cnndm.dev", (2.3, 1.3, 2.3)), ("writers.dev", (2.2, 2.1, 2.3))],
    ids=["cnndm", "writers"],
)
def test_better_than_the_lead(shared, name: str, gains: tuple[float, ...]):
    path = shared / "data" / "summaries" / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    best, floor = mean_scores(rows, ours), mean_scores(rows, lead)
    for kind, gain in zip(KINDS, gains, strict=True):
        assert best[kind] >= floor[kind] + gain, (kind, best, floor)
