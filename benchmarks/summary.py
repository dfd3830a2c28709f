"""Bullets: ROUGE beside the first three sentences, in one run.

Reference: C.-Y. Lin, "ROUGE: a package for automatic evaluation of summaries", 2004; by Google's
rouge-score, with stemming.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.data import DATA, rows, table
from enrich import markdown
from enrich.features import summary
from enrich.records import Article, Prose
from enrich.settings.schema import SummarySettings

SETS = ("cnndm", "writers")
MEASURES = ("rouge1", "rouge2", "rougeLsum")


def report() -> str:
    """Return ROUGE F1 and words per summary for each set."""
    systems: dict[str, Callable[[Prose], list[str]]] = {"lead-3": _lead, "enrich": _enrich}
    lines = []
    for system, summarise in systems.items():
        cells = [system]
        for name in SETS:
            scores, words = _score(rows(DATA / "summaries" / f"{name}.dev.jsonl"), summarise)
            cells += [" / ".join(f"{score:.2f}" for score in scores), f"{words:.0f}"]
        lines.append(cells)
    heading = ["three bullets, dev"]
    for name in SETS:
        heading += [f"{name} R1 / R2 / RLsum", "words"]
    return table(heading, lines)


def _score(
    documents: list[dict], summarise: Callable[[Prose], list[str]]
) -> tuple[list[float], float]:
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    totals, words = dict.fromkeys(MEASURES, 0.0), 0
    for row in documents:
        bullets = summarise(markdown.plain(row["text"]))
        words += sum(len(bullet.split()) for bullet in bullets)
        references = [[text] for text in row["refs"]] if row.get("refs") else [row["summary"]]
        scored = [scorer.score("\n".join(ref), "\n".join(bullets)) for ref in references]
        for measure in MEASURES:
            totals[measure] += max(one[measure].fmeasure for one in scored)
    count = len(documents)
    return [100 * total / count for total in totals.values()], words / count


def _lead(prose: Prose) -> list[str]:
    return [prose.text[span.start : span.end] for span in prose.sentences[:3]]


def _enrich(prose: Prose) -> list[str]:
    settings = SummarySettings(min_article_words=0)
    article = Article("", "", "", {}, prose.text, 0)
    extract = summary.extract(article, prose, None)
    return [bullet.text for bullet in summary.apply("", extract, None, settings).bullets]
