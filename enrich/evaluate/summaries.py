"""ROUGE of bullets against the bullets that people wrote.

C.-Y. Lin, "ROUGE: a package for automatic evaluation of summaries", 2004; by Google's rouge-score,
with stemming, one bullet a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from enrich.features.summary.words import content, terms

ROUGE = ("rouge1", "rouge2", "rougeLsum")
INSTALL = "pip install rouge-score"


def available() -> bool:
    """Tell whether ROUGE can be computed here; `INSTALL` says how it can."""
    return find_spec("rouge_score") is not None


def rouge(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, float]:
    """Return the mean F1, in percent, over (gold bullets, found bullets) of at least one article.

    Needs rouge-score. An article without bullets of ours scores 0.
    """
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(list(ROUGE), use_stemmer=True)
    scored = [scorer.score("\n".join(gold), "\n".join(found)) for gold, found in pairs]
    return {
        measure: 100 * sum(one[measure].fmeasure for one in scored) / len(scored)
        for measure in ROUGE
    }


def coverage(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float:
    """Return which share of the content words of the gold bullets ours have, in percent.

    The mean over articles; a word counts once, without regard to case and regular plurals.
    """
    shares = []
    for gold, found in pairs:
        wanted = set(content(terms(" ".join(gold))))
        if wanted:
            shares.append(len(wanted & set(terms(" ".join(found)))) / len(wanted))
    return 100 * sum(shares) / len(shares) if shares else 0.0


def words(bullets: Sequence[str]) -> int:
    """Return how many words a summary has."""
    return sum(len(bullet.split()) for bullet in bullets)
