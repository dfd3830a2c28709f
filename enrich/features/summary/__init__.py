"""The bullet summary: the author's own bullets, or else the sentences that say most.

`extract` finds and scores, from one article alone: no other article can change its bullets.
`fit` learns nothing. `apply` picks, under the settings.

Every bullet is a sentence of the article, whole but for the cuts that `Bullet.trims` names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from enrich.features.summary import candidates
from enrich.features.summary.author import author_list
from enrich.features.summary.candidates import Candidate, Offer
from enrich.features.summary.holes import holes
from enrich.features.summary.names import complete
from enrich.features.summary.selection import Choice, choose
from enrich.features.summary.words import count
from enrich.records import Article, Bullet, Prose
from enrich.settings.schema import SummarySettings

__all__ = ["NEEDS_DOC", "Extract", "Summary", "apply", "extract", "fit", "pick"]

NEEDS_DOC = False


class Extract(Struct, frozen=True):
    """What one article offers for its summary."""

    words: int
    """Words of prose in the body."""
    author: tuple[Bullet, ...] = ()
    """The bullets that the author wrote."""
    body: Offer = Offer()
    """Sentences of the body."""
    excerpt: Offer = Offer()
    """Sentences of the excerpt, where the prose has one because the body says next to nothing."""


class Summary(Struct, frozen=True):
    """The bullets of an article, or the reason why there are none."""

    bullets: tuple[Bullet, ...] = ()
    reason: str = ""
    """Empty when there are bullets."""


def extract(article: Article, prose: Prose, doc: Any = None) -> Extract:
    """Return the author's bullets and the candidate sentences of one article."""
    words = sum(
        count(prose.text[block.start : block.end])
        for block in prose.blocks
        if block.kind not in ("title", "excerpt", "row")
    )
    written = author_list(prose)
    missing = holes(prose, article.text)
    taken = written.span if written else None
    return Extract(
        words=words,
        author=written.bullets if written else (),
        body=candidates.from_body(prose, article.title, taken, missing),
        excerpt=candidates.from_excerpt(prose, article.title),
    )


def fit(extracts: Mapping[str, Extract], settings: SummarySettings) -> None:
    """Return nothing: the bullets of an article do not depend on other articles."""


def apply(path: str, extract: Extract, model: None, settings: SummarySettings) -> Summary:
    """Return the bullets to write: the author's, else the best sentences, else a reason.

    Where the body is too short, the article's own excerpt speaks for it.
    """
    if extract.author:
        return Summary(extract.author)
    short = extract.words < settings.min_article_words
    if short and extract.excerpt.candidates:
        return Summary(_bullets(pick(extract.excerpt, settings).chosen))
    if not extract.words:
        return Summary(reason="the body and the excerpt have no sentence to quote")
    if short:
        words, least = extract.words, settings.min_article_words
        return Summary(reason=f"the body is too short for bullets ({words} words of {least})")
    bullets = _bullets(pick(extract.body, settings).chosen)
    reason = "" if bullets else "no sentence of the body can stand alone as a bullet"
    return Summary(bullets, reason)


def pick(offer: Offer, settings: SummarySettings) -> Choice:
    """Choose among the candidates as the settings say."""
    return choose(offer.candidates, offer.keywords, settings.bullets, settings.max_words)


def _bullets(chosen: Sequence[Candidate]) -> tuple[Bullet, ...]:
    """Return the candidates as bullets: who is named by surname alone is named in full once."""
    named: set[str] = set()
    found = []
    for one in chosen:
        wanted = [name for name in one.names if name.full not in named]
        bullet = Bullet(
            text=complete(one.text, wanted),
            span=one.span,
            source=one.source,
            score=one.score,
            trims=one.trims,
            completed=tuple(name.full for name in wanted),
        )
        named |= {name.full for other in chosen for name in other.names if name.full in bullet.text}
        found.append(bullet)
    return tuple(found)
