"""Why these bullets: every candidate with its score, what it is made of, and what became of it."""

from __future__ import annotations

from msgspec import Struct

from enrich.features.summary import Extract, apply, pick, ranker
from enrich.features.summary.candidates import BODY, EXCERPT, Candidate, hear
from enrich.features.summary.selection import Choice
from enrich.markdown.places import Place, Places
from enrich.records import Prose
from enrich.settings.schema import SummarySettings


class CandidateReason(Struct, frozen=True):
    """A sentence that is a bullet or might have been one."""

    text: str
    place: Place
    chosen: bool
    why: str
    """Why it is a bullet, or why it is none."""
    score: float
    """The sum of `parts`; only differences within the article mean something."""
    parts: dict[str, float]
    """What each feature adds to the score, heaviest first."""
    covers: tuple[str, ...]
    """The article's keywords in it; those that no bullet before it has count for it."""
    words: int
    defects: tuple[str, ...]
    """What speaks against it; sentences without come first."""
    trims: tuple[str, ...]
    """What was cut from the sentence."""
    completed: tuple[str, ...] = ()
    """Names that are written in full where the sentence has a surname only."""


class SummaryReason(Struct, frozen=True):
    """Where the bullets come from, and the candidates, best first."""

    reason: str
    """Whose bullets these are, or why there are none."""
    author: tuple[str, ...] = ()
    """The bullets that the author wrote; then nothing is ranked."""
    candidates: tuple[CandidateReason, ...] = ()


def explain(
    extract: Extract, prose: Prose, places: Places, settings: SummarySettings, *, title: str
) -> SummaryReason:
    """Return the bullets and the runners-up of an article, each with its reasons."""
    summary = apply("", extract, None, settings)
    if extract.author:
        reason = "the author's own bullets, word for word"
        return SummaryReason(reason, tuple(bullet.text for bullet in summary.bullets))
    if summary.reason:
        return SummaryReason(summary.reason)
    short = extract.words < settings.min_article_words
    offer, kinds = (extract.excerpt, EXCERPT) if short else (extract.body, BODY)
    reason = (
        f"the excerpt, because the body has {extract.words} words of {settings.min_article_words}"
        if short
        else "the sentences of the body that score highest and together cover its keywords"
    )
    known = {one.span: one.features for one in hear(prose, title, kinds, None).sentences}
    choice, bullets = pick(offer, settings), {one.span: one for one in summary.bullets}
    ranked = sorted(offer.candidates, key=lambda one: rank(one, settings.max_words))
    return SummaryReason(
        reason,
        candidates=tuple(
            CandidateReason(
                text=one.text,
                place=places.of(one.span),
                chosen=one.span in bullets,
                why=_why(one, choice, settings),
                score=one.score,
                parts=ranker.parts(known[one.span]),
                covers=one.covers,
                words=one.words,
                defects=one.defects,
                trims=one.trims,
                completed=bullets[one.span].completed if one.span in bullets else (),
            )
            for one in ranked
        ),
    )


def rank(candidate: Candidate, max_words: int) -> tuple[int, float, int]:
    """Return the key by which candidates are shown: what speaks against, score, place."""
    against = len(candidate.defects) + (candidate.words > max_words)
    return against, -candidate.score, candidate.span.start


def _why(one: Candidate, choice: Choice, settings: SummarySettings) -> str:
    if one in choice.chosen:
        return "chosen"
    twin = next((bullet for other, bullet in choice.repeats if other == one), None)
    if twin is not None:
        return f'not chosen: repeats words of the bullet "{_start(twin.text)}"'
    if one.defects and not any(other.defects for other in choice.chosen):
        return f"not chosen: {', '.join(one.defects)}; sentences without a defect come first"
    if one.words > settings.max_words:
        return f"not chosen: longer than {settings.max_words} words"
    return "not chosen: others score higher, or add more that the bullets lack"


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")
