"""Why these bullets: every candidate with its score, what it lost, and what became of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from enrich.features.summary import Extract, apply
from enrich.features.summary.candidates import Candidate
from enrich.features.summary.costs import FEW_WORDS, ITEM_COST, MANY_WORDS, WORD_COST, cost
from enrich.features.summary.guards import same
from enrich.features.summary.words import lines, terms
from enrich.markdown.places import Place, Places
from enrich.records import Bullet, Prose, Span
from enrich.settings.schema import SummarySettings


class CandidateReason(Struct, frozen=True):
    """A sentence that is a bullet or might have been one."""

    text: str
    place: Place
    chosen: bool
    why: str
    """Why it is a bullet, or why it is none."""
    score: float
    """`centrality` minus the costs."""
    centrality: float
    """How much later sentences take it up, and how early it stands; from 0 to 2."""
    length_cost: float
    """What it loses for being shorter or longer than a bullet should be."""
    other_costs: dict[str, float]
    """What it loses for anything else, by name."""
    words: int
    defects: tuple[str, ...]
    """What speaks against it; sentences without come first."""
    trims: tuple[str, ...]
    """What was cut from the sentence."""


class SummaryReason(Struct, frozen=True):
    """Where the bullets come from, and the candidates, best first."""

    reason: str
    """Whose bullets these are, or why there are none."""
    author: tuple[str, ...] = ()
    """The bullets that the author wrote; then nothing is ranked."""
    candidates: tuple[CandidateReason, ...] = ()


def explain(
    extract: Extract, prose: Prose, places: Places, settings: SummarySettings
) -> SummaryReason:
    """Return the bullets and the runners-up of an article, each with its reasons."""
    summary = apply("", extract, None, settings)
    if extract.author:
        reason = "the author's own bullets, word for word"
        return SummaryReason(reason, tuple(bullet.text for bullet in summary.bullets))
    short = extract.words < settings.min_article_words
    pool = extract.excerpt if short else extract.body
    if summary.reason:
        return SummaryReason(summary.reason)
    reason = (
        f"the excerpt, because the body has {extract.words} words of {settings.min_article_words}"
        if short
        else "the sentences of the body that later ones take up most, and earlier ones first"
    )
    ranked = sorted(pool, key=lambda one: rank(one, settings.max_words))
    return SummaryReason(
        reason,
        candidates=tuple(
            _reason(one, _why(one, pool, summary.bullets, settings), prose, places)
            for one in ranked
        ),
    )


def rank(candidate: Candidate, max_words: int) -> tuple[int, float, int]:
    """Return the key by which candidates are tried: what speaks against, score, place."""
    against = len(candidate.defects) + (candidate.words > max_words)
    return against, -candidate.score, candidate.span.start


def _why(
    one: Candidate, pool: Sequence[Candidate], bullets: Sequence[Bullet], settings: SummarySettings
) -> str:
    spans = {bullet.span for bullet in bullets}
    if one.span in spans:
        return "chosen"
    chosen = [other for other in pool if other.span in spans]
    if one.defects and not any(other.defects for other in chosen):
        return f"not chosen: {', '.join(one.defects)}; sentences without a defect come first"
    last = max(rank(other, settings.max_words) for other in chosen)
    if len(chosen) == settings.bullets and rank(one, settings.max_words) > last:
        if one.words > settings.max_words:
            return f"not chosen: longer than {settings.max_words} words"
        return "not chosen: other sentences score higher"
    twin = next((other.text for other in chosen if _repeats(one, other)), "")
    return f'not chosen: repeats words of the bullet "{_start(twin)}"'


def _repeats(one: Candidate, other: Candidate) -> bool:
    mine, theirs = terms(one.text), terms(other.text)
    shared = _triples(mine) & _triples(theirs)
    return bool(shared) or same(mine, theirs)


def _triples(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")


def _reason(one: Candidate, why: str, prose: Prose, places: Places) -> CandidateReason:
    item = _is_item(prose, one.span)
    outside = max(0, FEW_WORDS - one.words, one.words - MANY_WORDS)
    others = _features(one.text) | ({"item": ITEM_COST} if item else {})
    return CandidateReason(
        text=one.text,
        place=places.of(one.span),
        chosen=why == "chosen",
        why=why,
        score=one.score,
        centrality=round(one.score + cost(one.text, one.words, item=item), 4),
        length_cost=round(WORD_COST * outside, 4),
        other_costs=others,
        words=one.words,
        defects=one.defects,
        trims=one.trims,
    )


def _features(sentence: str) -> dict[str, float]:
    """Return the features that cost the sentence something, with what each of them does."""
    found: dict[str, float] = {}
    for row in lines("costs.tsv"):
        name, price, pattern = row.split("\t")
        if re.search(pattern, sentence, re.IGNORECASE):
            found[name] = round(found.get(name, 0.0) + float(price), 4)
    return found


def _is_item(prose: Prose, span: Span) -> bool:
    index = bisect_right(prose.blocks, span.start, key=lambda block: block.start) - 1
    return index >= 0 and prose.blocks[index].kind == "item"
