"""Labelled spans and the places found in the same texts, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from enrich.evaluate import measures
from enrich.evaluate.gold import Passage
from enrich.evaluate.measures import Tally, Verdict
from enrich.evaluate.predict import Spans
from enrich.evaluate.result import POOLED, Report, Slip, digest, totals
from enrich.records import Span

LABELS = {"companies": "COMPANY", "organizations": "ORG", "people": "PERSON", "money": "MONEY"}


def score(gold: Sequence[Passage], found: Iterable[Spans], path: str) -> Report:
    """Score the places found in texts against their labelled spans; `path` is the gold file."""
    exact: dict[str, list[Tally]] = defaultdict(list)
    partial: dict[str, list[Tally]] = defaultdict(list)
    slips: list[Slip] = []
    for passage, places in zip(gold, found, strict=True):
        wanted, given = sides(passage, places)
        for kind in wanted:
            verdict = measures.exact(wanted[kind], given[kind])
            exact[kind].append(verdict.tally)
            partial[kind].append(measures.partial(wanted[kind], given[kind]).tally)
            if kind != POOLED or "organizations" not in wanted:
                slips += _slips(passage, path, kind, (wanted[kind], given[kind]), verdict)
    return Report(
        documents=len(gold),
        digest=digest([(one.text, one.spans, sorted(one.labels)) for one in gold]),
        exact=totals(exact),
        partial=totals(partial),
        slips=tuple(sorted(slips)),
    )


def sides(passage: Passage, found: Spans) -> tuple[Spans, Spans]:
    """Return the gold and the found spans of a text, by each kind that it can be judged by.

    Where COMPANY is no label, ORG holds both, and the two kinds are judged together. Articles and
    possessive endings are left out of both sides.
    """
    gold: Spans = {kind: [] for kind, label in LABELS.items() if label in passage.labels}
    for kind in gold:
        gold[kind] = [
            measures.bare(passage.text, start, end)
            for start, end, label in passage.spans
            if label == LABELS[kind]
        ]
    given = {
        kind: [measures.bare(passage.text, one.start, one.end) for one in places]
        for kind, places in found.items()
    }
    if "organizations" in gold:
        both = gold.get("companies", []) + gold["organizations"]
        given[POOLED] = given["companies"] + given["organizations"]
        if "companies" not in gold:
            del gold["organizations"]
        gold[POOLED] = both
    return gold, given


def _slips(
    passage: Passage, path: str, kind: str, both: tuple[list[Span], list[Span]], verdict: Verdict
) -> Iterator[Slip]:
    for places, indexes, missed in zip(
        both, (verdict.missed, verdict.false), (True, False), strict=True
    ):
        for index in indexes:
            surface = passage.text[places[index].start : places[index].end]
            yield Slip(path, passage.line, missed, kind, " ".join(surface.split()))
