"""Choose the bullets among the candidates: few defects first, then what the set gains by each.

The set is built greedily. What a sentence adds is its score, and the share of the article's
keywords that the bullets before it lack: coverage is a submodular function, for which the greedy
choice is near the best one (Lin and Bilmes, "A Class of Submodular Functions for Document
Summarization", ACL 2011).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heapreplace

from msgspec import Struct

from enrich.features.summary import ranker
from enrich.features.summary.candidates import Candidate
from enrich.features.summary.guards import repeats
from enrich.features.summary.words import terms

ENOUGH = 2
"""So many bullets without a defect are better than one more with a defect."""

Keywords = Sequence[tuple[str, float]]


class Choice(Struct, frozen=True):
    """What was chosen, and why some others were not."""

    chosen: tuple[Candidate, ...] = ()
    """In reading order."""
    repeats: tuple[tuple[Candidate, Candidate], ...] = ()
    """Candidates that were passed over, each with the bullet that it repeats."""


def choose(
    candidates: Sequence[Candidate], keywords: Keywords, most: int, max_words: int
) -> Choice:
    """Choose at most `most` bullets.

    Candidates with defects are used only where the others give fewer than `ENOUGH` bullets, and
    only up to that number.
    """
    sound = [candidate for candidate in candidates if not candidate.defects]
    choice = _greedy(sound, keywords, most, max_words)
    if len(choice.chosen) < min(ENOUGH, most):
        choice = _greedy(candidates, keywords, min(ENOUGH, most), max_words)
    return choice


def _greedy(
    candidates: Iterable[Candidate], keywords: Keywords, most: int, max_words: int
) -> Choice:
    """Take the candidate that adds most, again and again.

    What a candidate adds only falls as others are taken, so that most need no second look: lazy
    evaluation (Minoux, "Accelerated Greedy Algorithms for Maximizing Submodular Set Functions",
    1978), which gives the same set.

    A candidate that shares a run of words with a chosen one is passed over (as in the trigram
    blocking of Paulus et al., ICLR 2018), and so is one with nearly the same terms.
    """
    weight, missing = ranker.load().coverage, dict(keywords)
    queue = [(_rank(one, missing, weight, max_words), one) for one in candidates]
    heapify(queue)
    chosen: list[Candidate] = []
    passed = []
    while queue and len(chosen) < most:
        known, best = queue[0]
        rank = _rank(best, missing, weight, max_words)
        if rank != known:
            heapreplace(queue, (rank, best))
            continue
        heappop(queue)
        twin = next(
            (other for other in chosen if repeats(terms(best.text), terms(other.text))), None
        )
        if twin is not None:
            passed.append((best, twin))
            continue
        chosen.append(best)
        missing = {term: share for term, share in missing.items() if term not in best.covers}
    return Choice(tuple(sorted(chosen, key=lambda each: each.span)), tuple(passed))


def _rank(
    one: Candidate, missing: Mapping[str, float], weight: float, max_words: int
) -> tuple[int, float, int]:
    against = len(one.defects) + (one.words > max_words)
    gain = one.score + weight * sum(missing.get(term, 0.0) for term in one.covers)
    return against, -round(gain, 6), one.span.start
