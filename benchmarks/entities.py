"""Names: exact span F1 on news, and F1 at the level of the front matter."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.data import DATA, rows, table
from enrich import engine, nlp
from enrich.evaluate import gold, measures, passages, predict
from enrich.evaluate.measures import Tally
from enrich.evaluate.predict import Spans
from enrich.evaluate.result import POOLED
from enrich.pipeline.corpus import Corpus
from enrich.records import Span
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, Settings
from enrich.values import compose

NEWS4 = ("ewn", "conllpp2020", "finer", "ieer")
BIZ2 = ("conllpp2020", "finer")
KINDS = {"PERSON": "people", "ORG": POOLED}
STOCK = {
    "PERSON": "people",
    "ORG": "companies",
    "COMPANY": "companies",
    "ORGANIZATION": "companies",
}

Counts = dict[tuple[str, str], list[Tally]]
"""By set and kind."""


def report(models: Iterable[str]) -> str:
    """Return the tables of names, for each model: ours beside the model as it comes."""
    tables = [(f"### {model}", _spans_table(model), _names_table(model)) for model in models]
    return "\n\n".join(part for parts in tables for part in parts)


def _spans_table(model: str) -> str:
    counts: dict[str, Counts] = {"as it comes": defaultdict(list), "enrich": defaultdict(list)}
    for name in NEWS4:
        texts = gold.read(DATA / "entities" / "dev" / f"{name}.dev.jsonl")
        for system, found in (("as it comes", _stock), ("enrich", predict.spans)):
            for text, places in zip(texts, found(texts, model), strict=True):
                wanted, given = passages.sides(text, places)
                for kind in KINDS.values():
                    tally = measures.exact(wanted[kind], given[kind]).tally
                    counts[system][name, kind].append(tally)
    lines = []
    for system, tallies in counts.items():
        cells = [system]
        for sets in (NEWS4, BIZ2):
            cells += [f"{_f1(tallies, sets, kind):.1f}" for kind in KINDS.values()]
        lines.append(cells)
    heading = ["exact span F1, dev", "NEWS4 PERSON", "NEWS4 ORG", "BIZ2 PERSON", "BIZ2 ORG"]
    return table(heading, lines)


def _stock(texts: list[gold.Passage], model: str) -> Iterable[Spans]:
    return nlp.stream(engine.recogniser(model), [(one.text, None) for one in texts], _labelled)


def _labelled(doc: Any, _: None) -> Spans:
    found: Spans = {"people": [], "companies": [], "organizations": []}
    for entity in doc.ents:
        if entity.label_ in STOCK:
            found[STOCK[entity.label_]].append(Span(entity.start_char, entity.end_char))
    return found


def _f1(tallies: Counts, sets: Iterable[str], kind: str) -> float:
    return measures.total(tally for name in sets for tally in tallies[name, kind]).f1


def _names_table(model: str) -> str:
    hand, digests = DATA / "gold", DATA / "entities"
    scored = {
        "gold/ (35 articles)": _score(
            hand / "score.py", hand / "gold.jsonl", hand / "articles.jsonl", model
        ),
        "ainews.dev (216 digests)": _score(
            digests / "ainews_score.py",
            digests / "ainews.dev.jsonl",
            digests / "ainews.dev.jsonl",
            model,
        ),
    }
    return "\n\n".join(f"{name}\n\n```\n{text.strip()}\n```" for name, text in scored.items())


def _score(script: Path, labels: Path, articles: Path, model: str) -> str:
    documents = rows(articles)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for row, values in zip(documents, _front_matter(documents, model), strict=True):
            guess = {"id": row["id"], "companies": [], "people": [], "organizations": []}
            file.write(json.dumps({**guess, "money": [], **values}, default=float) + "\n")
        file.flush()
        command = [sys.executable, str(script), str(labels), file.name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _front_matter(documents: list[dict], model: str) -> list[dict]:
    chosen = predict.lifted(Resolved(Settings(model=model, jobs=1), Lexicon(), {}))
    articles = [gold.inline(row["id"], row.get("title") or "", row["text"]) for row in documents]
    catalog = predict.catalog_of(articles, ("entities", "money"), chosen.settings)
    corpus = Corpus(catalog, chosen)
    values = (compose(corpus[row["id"]], chosen.settings) for row in documents)
    return [found.get("entities", {}) for found in values]
