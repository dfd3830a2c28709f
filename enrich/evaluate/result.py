"""What an evaluation gives: counts by kind, and every miss and false find."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from enrich.evaluate import measures
from enrich.evaluate.measures import Tally

POOLED = "companies+organizations"
SINGULAR = {
    "companies": "company",
    "organizations": "organization",
    POOLED: "company or organization",
    "people": "person",
    "money": "sum",
    "key_sentences": "key sentence",
}
"""The kinds, in the order of the tables, each with the word for one of it."""


class Slip(Struct, frozen=True, order=True):
    """Something missed, or something found that is not in the gold."""

    path: str
    line: int
    missed: bool
    kind: str
    text: str
    gold_kind: str = ""
    """Under which other kind the gold has what was found, if it does."""


class Summaries(Struct, frozen=True):
    """How the bullets compare with those that people wrote."""

    articles: int
    words: float
    """Words per summary of ours."""
    gold_words: float
    rouge: dict[str, float]
    """F1 in percent; empty where rouge-score is not installed."""
    bullets: int = 0
    """How many bullets of ours were looked at."""
    defects: dict[str, int] = {}
    """How many of them have each defect; see `enrich.evaluate.defects`."""
    coverage: float = 0.0
    """Which share of the content words of the gold bullets ours have, in percent."""


class Report(Struct, frozen=True):
    """What an evaluation found."""

    documents: int
    digest: str
    """Of the labels and the texts: figures with another digest are not comparable."""
    exact: dict[str, Tally]
    """By kind, in the order of `SINGULAR`; only kinds that the gold labels."""
    partial: dict[str, Tally]
    """The same for spans that overlap; empty for article gold, which has no places."""
    slips: tuple[Slip, ...]
    summaries: Summaries | None = None
    notes: tuple[str, ...] = ()


def figures(report: Report) -> dict[str, float]:
    """Return every figure by its name, such as `companies.f1`, in percent."""
    named = {}
    for kind, tally in report.exact.items():
        for measure in ("precision", "recall", "f1"):
            named[f"{kind}.{measure}"] = getattr(tally, measure)
    for kind, tally in report.partial.items():
        for measure in ("precision", "recall", "f1"):
            named[f"{kind}.partial.{measure}"] = getattr(tally, measure)
    return named | (report.summaries.rouge if report.summaries else {})


def totals(tallies: Mapping[str, Sequence[Tally]]) -> dict[str, Tally]:
    """Return the sum of counts of each kind, without kinds that neither side names."""
    summed = {kind: measures.total(tallies[kind]) for kind in SINGULAR if kind in tallies}
    return {kind: tally for kind, tally in summed.items() if tally.gold or tally.found}


def digest(parts: Sequence[object]) -> str:
    """Return the digest of labels and texts."""
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
