"""Related articles: nDCG@5 beside prelims' and scikit-learn's ways, in one run.

Reference: K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques",
ACM TOIS 20(4), 2002; binary gains.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.data import DATA, rows, table
from enrich import frontmatter, markdown
from enrich.features import related
from enrich.records import Article
from enrich.settings.schema import Copies, RelatedSettings

SETS = ("ecbplus", "digitalgov", "fnc1", "bbc")
DEPTH = 5

Ranking = dict[str, list[str]]


def report() -> str:
    """Return nDCG@5 for each set."""
    systems: dict[str, Callable[[list[dict]], Ranking]] = {
        "prelims 0.1.0, really run (body only)": _prelims,
        "scikit-learn TfidfVectorizer, defaults": _scikit_learn,
        "enrich, the ranking": lambda rows: _enrich(rows, copies="listed"),
        "enrich, as written: no near-duplicates": lambda rows: _enrich(rows, copies="apart"),
    }
    documents = {name: rows(DATA / "related" / f"{name}.dev.jsonl") for name in SETS}
    lines = [
        [system, *(f"{ndcg(documents[name], rank(documents[name])):.4f}" for name in SETS)]
        for system, rank in systems.items()
    ]
    return table(["nDCG@5, dev", *SETS], lines)


def ndcg(documents: list[dict], ranking: Ranking) -> float:
    """Return the mean nDCG@5 over the documents that have something relevant."""
    relevant = _relevant(documents)
    scores = []
    for name, wanted in relevant.items():
        gain = sum(
            1 / math.log2(place + 2)
            for place, other in enumerate(ranking.get(name, [])[:DEPTH])
            if other in wanted
        )
        ideal = sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(wanted))))
        scores.append(gain / ideal)
    return sum(scores) / len(scores)


def _relevant(documents: list[dict]) -> dict[str, set[str]]:
    if "label" not in documents[0]:
        return {row["id"]: set(row["related"]) for row in documents if row.get("related")}
    same: dict[str, set[str]] = {}
    for row in documents:
        same.setdefault(row["label"], set()).add(row["id"])
    others = {row["id"]: same[row["label"]] - {row["id"]} for row in documents}
    return {name: wanted for name, wanted in others.items() if wanted}


def _enrich(documents: list[dict], *, copies: Copies) -> Ranking:
    settings = RelatedSettings(count=DEPTH, min_score=0.0, copies=copies)
    extracts = {}
    for row in documents:
        article = Article(row["id"], row["title"] or "", "", {}, row["text"], 0)
        prose = markdown.plain(row["text"], title=row["title"] or "")
        extracts[row["id"]] = related.extract(article, prose, None)
    model = related.fit(extracts, settings)
    return {
        name: [found.path for found in related.apply(name, extract, model, settings)]
        for name, extract in extracts.items()
    }


def _prelims(documents: list[dict]) -> Ranking:
    """Run prelims on a folder of files and read the links that it writes."""
    from prelims import StaticSitePostsHandler
    from prelims.processor import Recommender

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, row in enumerate(documents):
            text = f"---\ntitle: article {number}\n---\n\n{row['text']}\n"
            (folder / f"{number:05}.md").write_text(text, encoding="utf-8")
        handler = StaticSitePostsHandler(name)
        handler.register_processor(Recommender(permalink_base="", topk=DEPTH))
        handler.execute()
        return {
            row["id"]: [documents[other]["id"] for other in _linked(folder / f"{number:05}.md")]
            for number, row in enumerate(documents)
        }


def _linked(path: Path) -> list[int]:
    block = frontmatter.read(path.read_bytes())
    assert block is not None
    return [int(Path(link.rstrip("/")).stem) for link in block.fields.get("recommendations", [])]


def _scikit_learn(documents: list[dict]) -> Ranking:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{row['title'] or ''}\n{row['text']}" for row in documents]
    vectors = TfidfVectorizer().fit_transform(texts)
    similar = (vectors @ vectors.T).toarray()
    ranking = {}
    for index, row in enumerate(documents):
        similar[index, index] = -1
        best = similar[index].argsort(kind="stable")[::-1][:DEPTH]
        ranking[row["id"]] = [documents[other]["id"] for other in best]
    return ranking
