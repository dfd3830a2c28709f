"""Names: exact span F1 on news, and F1 at the level of the front matter."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.data import DATA, rows, table
from enrich import engine, markdown, nlp
from enrich.features import entities, money
from enrich.pipeline.analysis import Catalog, Entry
from enrich.pipeline.corpus import Corpus
from enrich.records import Article
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, Settings
from enrich.values import compose

NEWS4 = ("ewn", "conllpp2020", "finer", "ieer")
BIZ2 = ("conllpp2020", "finer")
TYPES = {"person": "PERSON", "company": "ORG", "organization": "ORG"}
STOCK = {"PERSON": "PERSON", "ORG": "ORG"}

Span = tuple[int, int, str]


def report(model: str) -> str:
    """Return the tables of names: ours beside the same model as it comes."""
    return "\n\n".join([_spans_table(model), _names_table(model)])


def _spans_table(model: str) -> str:
    recogniser = nlp.load(model)
    counts = {"as it comes": Counter(), "enrich": Counter()}
    for name in NEWS4:
        documents = rows(DATA / "entities" / "dev" / f"{name}.dev.jsonl")
        stream = nlp.stream(recogniser, [(row["text"], row) for row in documents], _both)
        for row, (stock, ours) in zip(documents, stream, strict=True):
            gold = _normal(row["text"], (span for span in row["spans"] if span[2] in row["labels"]))
            for system, found in (("as it comes", stock), ("enrich", ours)):
                _count(counts[system], name, gold, _normal(row["text"], found))
    lines = []
    for system, tally in counts.items():
        cells = [system]
        for sets in (NEWS4, BIZ2):
            cells += [f"{_f1(tally, sets, label):.1f}" for label in ("PERSON", "ORG")]
        lines.append(cells)
    heading = ["exact span F1, dev", "NEWS4 PERSON", "NEWS4 ORG", "BIZ2 PERSON", "BIZ2 ORG"]
    return table(heading, lines)


def _both(doc: Any, row: dict) -> tuple[list[Span], list[Span]]:
    stock = [(e.start_char, e.end_char, STOCK[e.label_]) for e in doc.ents if e.label_ in STOCK]
    text = row["text"]
    prose = markdown.plain(text)
    if prose.text != text:  # the same document, parsed as our prose would be
        doc = _parsed(prose.text)
    article = Article(path="", title="", excerpt="", fields={}, text=text, body_start=0)
    ours = []
    for mention in entities.extract(article, prose, doc).mentions:
        place = prose.locate(mention.start, mention.end)
        if mention.type in TYPES and place is not None:
            ours.append((place.start, place.end, TYPES[mention.type]))
    return stock, ours


def _parsed(text: str) -> Any:
    return engine.recogniser("md").nlp(text)


def _normal(text: str, spans: Iterable[Span]) -> set[Span]:
    normal = set()
    for start, end, label in spans:
        surface = text[start:end]
        if article := re.match(r"(?i)(the|an?)\s+", surface):
            start += article.end()
        if possessive := re.search("['\N{RIGHT SINGLE QUOTATION MARK}]s?$", text[start:end]):
            end = start + possessive.start()
        normal.add((start, end, label))
    return normal


def _count(tally: Counter, name: str, gold: set[Span], found: set[Span]) -> None:
    for label in ("PERSON", "ORG"):
        expected = {span for span in gold if span[2] == label}
        given = {span for span in found if span[2] == label}
        tally[name, label, "right"] += len(expected & given)
        tally[name, label, "both"] += len(expected) + len(given)


def _f1(tally: Counter, sets: Iterable[str], label: str) -> float:
    right = sum(tally[name, label, "right"] for name in sets)
    both = sum(tally[name, label, "both"] for name in sets)
    return 200 * right / max(1, both)


def _names_table(model: str) -> str:
    gold, digests = DATA / "gold", DATA / "entities"
    scored = {
        "gold/ (35 articles)": _score(
            gold / "score.py", gold / "gold.jsonl", gold / "articles.jsonl", model
        ),
        "ainews.dev (216 digests)": _score(
            digests / "ainews_score.py",
            digests / "ainews.dev.jsonl",
            digests / "ainews.dev.jsonl",
            model,
        ),
    }
    return "\n\n".join(f"{name}\n\n```\n{text.strip()}\n```" for name, text in scored.items())


def _score(script: Path, gold: Path, articles: Path, model: str) -> str:
    documents = rows(articles)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for row, values in zip(documents, _front_matter(documents, model), strict=True):
            sums = [{**one, "amount": float(one["amount"])} for one in values.get("money", [])]
            guess = {"id": row["id"], "companies": [], "people": [], "organizations": []}
            file.write(json.dumps({**guess, **values, "money": sums}) + "\n")
        file.flush()
        command = [sys.executable, str(script), str(gold), file.name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _front_matter(documents: list[dict], model: str) -> list[dict]:
    corpus = corpus_of(documents, ("entities", "money"), model)
    settings = msgspec.structs.replace(
        Settings(), money=msgspec.structs.replace(Settings().money, max=0)
    )
    values = (compose(corpus[row["id"]], settings) for row in documents)
    return [found.get("entities", {}) for found in values]


def corpus_of(
    documents: list[dict], features: tuple[str, ...], model: str, settings: Settings | None = None
) -> Corpus:
    """Analyse rows with `id`, `title`, `text` as the pipeline would, and fit the features."""
    articles = [
        Article(row["id"], row.get("title") or "", "", {}, row["text"], 0) for row in documents
    ]
    catalog = Catalog(extracts={name: {} for name in features})
    wanted = {article.path: features for article in articles}
    modules: dict[str, Callable] = {"entities": entities, "money": money}
    for batch in engine.analyse(articles, wanted, model=model, jobs=1):
        for analysis in batch:
            catalog.entries[analysis.path] = Entry((None, analysis.path), "", {}, "", "")
            for name, data in analysis.extracts.items():
                kind = modules[name].Extract
                catalog.extracts[name][analysis.path] = msgspec.json.decode(data, type=kind)
    chosen = settings or msgspec.structs.replace(
        Settings(), money=msgspec.structs.replace(Settings().money, max=0)
    )
    return Corpus(catalog, Resolved(chosen, Lexicon(), {}))
