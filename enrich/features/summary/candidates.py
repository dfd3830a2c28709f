"""The sentences that may become bullets, each with its score and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from enrich.features.summary.centrality import centrality
from enrich.features.summary.costs import cost
from enrich.features.summary.guards import bar, defects
from enrich.features.summary.holes import torn
from enrich.features.summary.trims import Trimmed, trim
from enrich.features.summary.words import one_line, terms
from enrich.records import BlockKind, Prose, Span

MOST = 40
"""So many candidates are kept per article, best first."""

_HEARD = (None, "title", "unbalanced")
"""Sentences with these bars, though no bullets, count in the centrality of others."""
_BODY: tuple[BlockKind, ...] = ("paragraph", "item")


class Candidate(Struct, frozen=True):
    """A sentence that may be a bullet."""

    text: str
    """As it would be written."""
    span: Span
    """The whole sentence in the prose."""
    source: Span | None
    score: float
    words: int
    trims: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()


class _Sentence(Struct, frozen=True):
    span: Span
    text: str
    trims: tuple[str, ...]
    words: list[str]
    item: bool


def from_body(
    prose: Prose, title: str, taken: Span | None, missing: Sequence[int] = ()
) -> tuple[Candidate, ...]:
    """Return the candidates of the body, in reading order, without those inside `taken`.

    `missing` are the offsets at which the prose lacks words; a sentence with one is no bullet.
    """
    found = _candidates(prose, title, _BODY, taken)
    return tuple(candidate for candidate in found if not torn(candidate.span, missing))


def from_excerpt(prose: Prose, title: str) -> tuple[Candidate, ...]:
    """Return the candidates of the article's own excerpt, in reading order."""
    return _candidates(prose, title, ("excerpt",), None)


def _candidates(
    prose: Prose, title: str, kinds: tuple[BlockKind, ...], taken: Span | None
) -> tuple[Candidate, ...]:
    judged = [
        (sentence, bar(sentence.text, sentence.words, title))
        for sentence in _sentences(prose, kinds, taken)
    ]
    heard = [(sentence, barred) for sentence, barred in judged if barred in _HEARD]
    scores = centrality([sentence.words for sentence, _ in heard])
    found = [
        _candidate(prose, sentence, score)
        for (sentence, barred), score in zip(heard, scores, strict=True)
        if barred is None
    ]
    best = sorted(found, key=lambda each: (len(each.defects), -each.score))[:MOST]
    return tuple(sorted(best, key=lambda candidate: candidate.span))


def _sentences(prose: Prose, kinds: tuple[BlockKind, ...], taken: Span | None) -> list[_Sentence]:
    blocks = [block for block in prose.blocks if block.kind in kinds]
    found, index = [], 0
    for span in prose.sentences:
        while index < len(blocks) and blocks[index].end <= span.start:
            index += 1
        if index == len(blocks):
            break
        if span.start < blocks[index].start or (taken and _overlap(span, taken)):
            continue
        trimmed = trim(one_line(prose.text[span.start : span.end]))
        found.append(_sentence(span, trimmed, item=blocks[index].kind == "item"))
    return found


def _sentence(span: Span, trimmed: Trimmed, *, item: bool) -> _Sentence:
    return _Sentence(span, trimmed.text, trimmed.trims, terms(trimmed.text), item)


def _candidate(prose: Prose, sentence: _Sentence, centrality_score: float) -> Candidate:
    words = len(sentence.words)
    score = centrality_score - cost(sentence.text, words, item=sentence.item)
    against = defects(sentence.text)
    if "connective" in sentence.trims:
        against = (*against, "connective")
    return Candidate(
        text=sentence.text,
        span=sentence.span,
        source=prose.locate(sentence.span.start, sentence.span.end),
        score=round(score, 4),
        words=words,
        trims=sentence.trims,
        defects=against,
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
