"""Bullets: ROUGE, key sentences, defects and time, beside the lead and other summarisers.

Reference: C.-Y. Lin, "ROUGE: a package for automatic evaluation of summaries", 2004; by Google's
rouge-score, with stemming. Every system gets the same plain text; sumy and summa split it by their
own means. A peer that is not installed (`pip install -e '.[bench]'`) is left out of the table.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from benchmarks import peers
from benchmarks.data import DATA, rows, table
from enrich import markdown
from enrich.corpus import read
from enrich.evaluate import defects, measures
from enrich.features import summary
from enrich.features.summary.trims import trim
from enrich.features.summary.words import one_line
from enrich.records import Article, Bullet, Prose
from enrich.settings.schema import SummarySettings

SETS = ("cnndm", "writers")
MEASURES = ("rouge1", "rouge2", "rougeLsum")
ENOUGH = 500
"""So many bullets of each folder are looked at."""

System = Callable[[str, str], list[str]]
"""From title and text to bullets."""


def report() -> str:
    """Return the tables: bullets that people wrote, key sentences, defects, time."""
    systems: dict[str, System] = {"lead-3": _lead, "enrich": _enrich}
    systems |= {
        name: system for name, (module, system) in peers.SYSTEMS.items() if find_spec(module)
    }
    return "\n\n".join((_accuracy(systems), _gold(systems), _defects(), _time()))


def _accuracy(systems: dict[str, System]) -> str:
    lines = []
    for name, system in systems.items():
        cells = [name]
        for which in SETS:
            documents = rows(DATA / "summaries" / f"{which}.dev.jsonl")
            pairs = [(_references(row), system("", row["text"])) for row in documents]
            cells += _scores(pairs)
        lines.append(cells)
    heading = ["three bullets, dev"]
    for which in SETS:
        heading += [f"{which} R1 / R2 / RLsum", "words"]
    return table(heading, lines)


def _gold(systems: dict[str, System]) -> str:
    texts = {row["id"]: row for row in rows(DATA / "gold" / "articles.jsonl")}
    gold = rows(DATA / "gold" / "gold.jsonl")
    lines = []
    for name, system in systems.items():
        found = [system(texts[row["id"]]["title"] or "", texts[row["id"]]["text"]) for row in gold]
        tallies = [
            measures.sentences(row["key_sentences"], bullets).tally
            for row, bullets in zip(gold, found, strict=True)
        ]
        pairs = [(["\n".join(row["bullets"])], one) for row, one in zip(gold, found, strict=True)]
        lines.append([name, f"{measures.total(tallies).f1:.1f}", *_scores(pairs)])
    return table(["gold/, 35 articles", "key sentences F1", "R1 / R2 / RLsum", "words"], lines)


def _references(row: dict) -> list[str]:
    return row["refs"] if row.get("refs") else ["\n".join(row["summary"])]


def _scores(pairs: list[tuple[list[str], list[str]]]) -> list[str]:
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    totals, words = dict.fromkeys(MEASURES, 0.0), 0
    for references, bullets in pairs:
        words += sum(len(bullet.split()) for bullet in bullets)
        scored = [scorer.score(text, "\n".join(bullets)) for text in references]
        for measure in MEASURES:
            totals[measure] += max(one[measure].fmeasure for one in scored)
    rates = " / ".join(f"{100 * total / len(pairs):.2f}" for total in totals.values())
    return [rates, f"{words / len(pairs):.0f}"]


def _defects() -> str:
    lines = []
    for folder in ("news", "blogs"):
        ours, first, verbatim = [], [], 0
        for article, prose in _articles(folder):
            result = _summary(article, prose, SummarySettings())
            ours.append([bullet.text for bullet in result.bullets])
            verbatim += sum(_faithful(bullet, prose) for bullet in result.bullets)
            first.append(_first(prose))
            if sum(map(len, ours)) >= ENOUGH:
                break
        for name, bullets in (("lead-3", first), ("enrich", ours)):
            count, total = defects.count(bullets), sum(map(len, bullets))
            shares = [f"{100 * count[kind] / total:.1f}" for kind in defects.KINDS]
            exact = f"{100 * verbatim / total:.1f}" if bullets is ours else "100.0"
            lines.append([f"{folder}, {name}", str(total), *shares, exact])
    return table(["% of bullets", "bullets", *defects.KINDS, "from the text"], lines)


def _faithful(bullet: Bullet, prose: Prose) -> bool:
    """Return whether a bullet is its sentence, but for the trims and names it owns up to."""
    if bullet.span is None:
        return False
    sentence = one_line(prose.text[bullet.span.start : bullet.span.end])
    if bullet.text == sentence or bullet.origin == "author":
        return True
    if bullet.completed:
        return all(name in one_line(prose.text) for name in bullet.completed)
    return trim(sentence) == (bullet.text, bullet.trims)


def _time() -> str:
    lines = []
    for folder in ("news", "blogs"):
        sample = [pair for number, pair in enumerate(_articles(folder)) if number < ENOUGH]
        _summary(*sample[0], SummarySettings())
        started = time.process_time()
        for article, prose in sample:
            _summary(article, prose, SummarySettings())
        spent = 1000 * (time.process_time() - started) / len(sample)
        words = sum(len(prose.text.split()) for _, prose in sample) / len(sample)
        lines.append([folder, str(len(sample)), f"{words:.0f}", f"{spent:.2f}"])
    return table(["after sentence splitting", "articles", "words", "CPU ms per article"], lines)


def _articles(folder: str) -> Iterator[tuple[Article, Prose]]:
    """Yield the articles of a folder in an order that has nothing to do with what they say."""
    root = DATA / "articles"
    names = (row["file"] for row in rows(root / "manifest.jsonl"))
    chosen = (name for name in names if name.startswith(folder))
    for name in sorted(chosen, key=lambda name: hashlib.sha256(name.encode()).hexdigest()):
        article = read.parse((root / name).read_bytes(), name, ours=frozenset())
        if article is not None:
            yield article, markdown.prose(article)


def _first(prose: Prose) -> list[str]:
    body = [block for block in prose.blocks if block.kind in ("paragraph", "item")]
    spans = [
        span
        for span in prose.sentences
        if any(block.start <= span.start < block.end for block in body)
    ]
    return [one_line(prose.text[span.start : span.end]) for span in spans[:3]]


def _lead(title: str, text: str) -> list[str]:
    prose = markdown.plain(text)
    return [prose.text[span.start : span.end] for span in prose.sentences[:3]]


def _enrich(title: str, text: str) -> list[str]:
    article, prose = Article("", title, "", {}, text, 0), markdown.plain(text)
    result = _summary(article, prose, SummarySettings(min_article_words=0))
    return [bullet.text for bullet in result.bullets]


def _summary(article: Article, prose: Prose, settings: SummarySettings) -> summary.Summary:
    extract = summary.extract(article, prose, None)
    return summary.apply(article.path, extract, None, settings)
