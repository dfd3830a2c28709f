"""Choose the bullets among the candidates: few defects first, then the score, nothing twice."""

from __future__ import annotations

from enrich.features.summary.candidates import Candidate
from enrich.features.summary.guards import same
from enrich.features.summary.words import terms
from enrich.records import Bullet

ENOUGH = 2
"""So many bullets without a defect are better than one more with a defect."""


def choose(candidates: tuple[Candidate, ...], most: int, max_words: int) -> tuple[Bullet, ...]:
    """Return at most `most` bullets in reading order.

    Candidates with defects are used only where the others give fewer than `ENOUGH` bullets.
    """
    sound = tuple(candidate for candidate in candidates if not candidate.defects)
    chosen = _greedy(sound, most, max_words)
    if len(chosen) < min(ENOUGH, most):
        chosen = _greedy(candidates, most, max_words)
    return tuple(_bullet(each) for each in sorted(chosen, key=lambda each: each.span))


def _greedy(candidates: tuple[Candidate, ...], most: int, max_words: int) -> list[Candidate]:
    """Take the best candidates one by one.

    A candidate that shares three terms in a row with a chosen one is passed over (trigram
    blocking: Paulus et al., ICLR 2018), and so is one with nearly the same terms.
    """
    chosen: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()
    for candidate in sorted(candidates, key=lambda each: _rank(each, max_words)):
        if len(chosen) == most:
            break
        words = terms(candidate.text)
        found = set(zip(words, words[1:], words[2:], strict=False))
        if found & seen or any(same(words, terms(other.text)) for other in chosen):
            continue
        chosen.append(candidate)
        seen |= found
    return chosen


def _rank(candidate: Candidate, max_words: int) -> tuple[int, float, int]:
    against = len(candidate.defects) + (candidate.words > max_words)
    return against, -candidate.score, candidate.span.start


def _bullet(candidate: Candidate) -> Bullet:
    return Bullet(
        text=candidate.text,
        span=candidate.span,
        source=candidate.source,
        score=candidate.score,
        trims=candidate.trims,
    )
