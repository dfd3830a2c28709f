"""The sentences that may become bullets, each with its score and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from enrich.features.summary import ranker
from enrich.features.summary.features import Features, Sentence, known
from enrich.features.summary.guards import bar, defects, inside_quotation, speakers
from enrich.features.summary.holes import torn
from enrich.features.summary.names import Completion, completions, full_names
from enrich.features.summary.trims import trim
from enrich.features.summary.words import one_line, terms
from enrich.records import BlockKind, Prose, Span

MOST = 40
"""So many candidates are kept per article, best first."""
BODY: tuple[BlockKind, ...] = ("paragraph", "item")
EXCERPT: tuple[BlockKind, ...] = ("excerpt",)

_HEARD = (None, "title", "unbalanced", "quoted")
"""Sentences with these bars, though no bullets, count in the features of others."""


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
    covers: tuple[str, ...] = ()
    """The article's keywords in it."""
    names: tuple[Completion, ...] = ()
    """Surnames without a first name, for which the article gives one."""


class Heard(Struct, frozen=True):
    """A sentence that counts, with what the ranker knows of it."""

    span: Span
    sentence: Sentence
    trims: tuple[str, ...]
    barred: str | None
    """Why it can never be a bullet, or None."""
    features: Features


class Hearing(NamedTuple):
    """The sentences that count, in reading order, and the keywords of them all."""

    sentences: list[Heard]
    keywords: tuple[tuple[str, float], ...]


class Offer(Struct, frozen=True):
    """The candidates of an article, and what a set of them should cover."""

    candidates: tuple[Candidate, ...] = ()
    """In reading order."""
    keywords: tuple[tuple[str, float], ...] = ()
    """The terms that weigh most, each with its share of their weight."""


class _Scored(NamedTuple):
    heard: Heard
    score: float
    defects: tuple[str, ...]


class _Read(Struct, frozen=True):
    span: Span
    sentence: Sentence
    trims: tuple[str, ...]
    quoted: bool
    """Whether it stands inside a quotation that began before it."""


def from_body(prose: Prose, title: str, taken: Span | None, missing: Sequence[int] = ()) -> Offer:
    """Return what the body offers, without what is inside `taken`.

    `missing` are the offsets at which the prose lacks words; a sentence with one is no bullet.
    """
    return _offer(prose, hear(prose, title, BODY, taken), missing)


def from_excerpt(prose: Prose, title: str) -> Offer:
    """Return what the article's own excerpt offers."""
    return _offer(prose, hear(prose, title, EXCERPT, None))


def hear(prose: Prose, title: str, kinds: tuple[BlockKind, ...], taken: Span | None) -> Hearing:
    """Return the sentences of blocks of these kinds that count, and the keywords of them all."""
    judged = [
        (one, "quoted" if one.quoted else bar(one.sentence.text, one.sentence.words, title))
        for one in _read(prose, kinds, taken)
    ]
    counting = [(one, barred) for one, barred in judged if barred in _HEARD]
    found = known([one.sentence for one, _ in counting], terms(title))
    sentences = [
        Heard(one.span, one.sentence, one.trims, barred, features)
        for (one, barred), features in zip(counting, found.features, strict=True)
    ]
    return Hearing(sentences, found.keywords)


def _offer(prose: Prose, hearing: Hearing, missing: Sequence[int] = ()) -> Offer:
    if not hearing.sentences:
        return Offer()
    names = full_names(_running(prose))
    weighty = [term for term, _ in hearing.keywords]
    heard = speakers(one.sentence.text for one in hearing.sentences)
    found = [
        _Scored(one, round(ranker.score(one.features), 4), defects(one.sentence.text, heard))
        for one in hearing.sentences
        if one.barred is None and not torn(one.span, missing)
    ]
    best = sorted(found, key=lambda each: (len(each.defects), -each.score))[:MOST]
    ordered = sorted(best, key=lambda each: each.heard.span)
    return Offer(tuple(_candidate(prose, one, names, weighty) for one in ordered), hearing.keywords)


def _running(prose: Prose) -> str:
    """Return the running text: headings capitalise words that are no names."""
    blocks = (block for block in prose.blocks if block.kind in ("paragraph", "quote"))
    return "\n\n".join(prose.text[block.start : block.end] for block in blocks)


def _read(prose: Prose, kinds: tuple[BlockKind, ...], taken: Span | None) -> list[_Read]:
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
        item = blocks[index].kind == "item"
        sentence = Sentence(trimmed.text, terms(trimmed.text), item)
        quoted = inside_quotation(prose.text, blocks[index].start, span.start)
        found.append(_Read(span, sentence, trimmed.trims, quoted))
    return found


def _candidate(
    prose: Prose, scored: _Scored, names: Mapping[str, str], weighty: Sequence[str]
) -> Candidate:
    one = scored.heard
    terms_of = set(one.sentence.words)
    return Candidate(
        text=one.sentence.text,
        span=one.span,
        source=prose.locate(one.span.start, one.span.end),
        score=scored.score,
        words=len(one.sentence.words),
        trims=one.trims,
        defects=scored.defects,
        covers=tuple(term for term in weighty if term in terms_of),
        names=completions(one.sentence.text, names),
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
