"""Labelled articles and what was found in them, compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from enrich.corpus import read
from enrich.evaluate import defects, measures, summaries
from enrich.evaluate.gold import Document
from enrich.evaluate.measures import Name, Sum, Tally
from enrich.evaluate.result import POOLED, Report, Slip, Summaries, digest, totals
from enrich.records import Enrichment, Entity, Money

NAMED = ("companies", "organizations", "people")


def score(
    documents: Sequence[Document], found: Sequence[Enrichment], notes: Sequence[str] = ()
) -> Report:
    """Score what was found in articles against their labels."""
    tallies: dict[str, list[Tally]] = defaultdict(list)
    slips: list[Slip] = []
    for document, enrichment in zip(documents, found, strict=True):
        for kind, tally in _judge(document, enrichment, slips).items():
            tallies[kind].append(tally)
    parts = [(read.content_digest(one.article), one.labels) for one in documents]
    return Report(
        documents=len(documents),
        digest=digest(parts),
        exact=totals(tallies),
        partial={},
        slips=tuple(sorted(slips)),
        summaries=_summaries(documents, found),
        notes=tuple(notes),
    )


def line_of(document: Document, forms: Iterable[str]) -> int:
    """Return the line of the file on which one of the forms is first found, the body first.

    Without a file, or where no form is found as it is written, it is the line of the labels.
    """
    if document.is_file:
        text, start = document.article.text, document.article.body_start
        patterns = [_pattern(form) for form in forms if form.strip()]
        for pattern in patterns:
            match = pattern.search(text, start) or pattern.search(text)
            if match:
                return text.count("\n", 0, match.start()) + 1
    return document.place.line


def _judge(document: Document, enrichment: Enrichment, slips: list[Slip]) -> dict[str, Tally]:
    labels, found = document.labels, enrichment.entities
    tallies = {}
    gold: dict[str, tuple[Name, ...]] = {
        kind: names for kind in NAMED if (names := getattr(labels, kind)) is not None
    }
    for kind, names in gold.items():
        entities: tuple[Entity, ...] = getattr(found, kind)
        verdict = measures.names(names, [one.name for one in entities])
        tallies[kind] = verdict.tally
        slips += (_slip(document, kind, names[index]) for index in verdict.missed)
        slips += (_slip(document, kind, entities[index], gold) for index in verdict.false)
    if "companies" in gold and "organizations" in gold:
        both = [one.name for one in (*found.companies, *found.organizations)]
        pooled = measures.names(gold["companies"] + gold["organizations"], both)
        tallies[POOLED] = pooled.tally
    if labels.money is not None:
        given = [_sum(one) for one in found.money]
        verdict = measures.sums(labels.money, given)
        tallies["money"] = verdict.tally
        slips += (_money_slip(document, labels.money[index], True) for index in verdict.missed)
        slips += (_money_slip(document, given[index], False) for index in verdict.false)
    chosen = [one.text for one in enrichment.summary if one.origin == "extracted"]
    if labels.key_sentences and (chosen or not enrichment.summary):
        tallies["key_sentences"] = measures.sentences(labels.key_sentences, chosen).tally
    return tallies


def _slip(
    document: Document,
    kind: str,
    named: Name | Entity,
    gold: Mapping[str, Sequence[Name]] | None = None,
) -> Slip:
    forms = (named.name, *named.aliases)
    other = ""
    for gold_kind, names in (gold or {}).items():
        known = {measures.normal(form) for one in names for form in (one.name, *one.aliases)}
        if measures.normal(named.name) in known:
            other = gold_kind
    line = line_of(document, forms)
    return Slip(document.place.path, line, gold is None, kind, named.name, other)


def _money_slip(document: Document, one: Sum, missed: bool) -> Slip:
    line = line_of(document, [one.text])
    return Slip(document.place.path, line, missed, "money", shown(one))


def shown(one: Sum) -> str:
    """Return a sum as a number with its currency, after how it was written if that is known."""
    upper = f" to {one.high:,.15g}" if one.high != one.low else ""
    number = f"{one.low:,.15g}{upper} {one.currency or '?'}"
    return f"{one.text} = {number}" if one.text else number


def _sum(money: Money) -> Sum:
    upper = money.amount if money.upper is None else money.upper
    return Sum(float(money.amount), float(upper), money.currency, money.text)


def _summaries(documents: Sequence[Document], found: Sequence[Enrichment]) -> Summaries | None:
    pairs = [
        (document.labels.bullets, [bullet.text for bullet in enrichment.summary])
        for document, enrichment in zip(documents, found, strict=True)
        if document.labels.bullets
    ]
    if not pairs:
        return None
    ours = [bullets for _, bullets in pairs]
    return Summaries(
        articles=len(pairs),
        words=sum(summaries.words(bullets) for _, bullets in pairs) / len(pairs),
        gold_words=sum(summaries.words(bullets) for bullets, _ in pairs) / len(pairs),
        rouge=summaries.rouge(pairs) if summaries.available() else {},
        bullets=sum(len(bullets) for bullets in ours),
        defects=dict(defects.count(ours)),
        coverage=summaries.coverage(pairs),
    )


def _pattern(form: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in form.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")
