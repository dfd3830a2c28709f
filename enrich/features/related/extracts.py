"""What one article is about: what is kept of it, and all that its text is asked for."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from enrich.features.related.surfaces import Surfaces
from enrich.features.related.terms import Blocks, count_terms, passages
from enrich.records import Article, Prose


class Extract(Struct, frozen=True):
    """What one article is about."""

    terms: dict[str, int]
    """What each word, and each pair of words, counts for; see `terms`."""
    surfaces: Surfaces
    """How a term is written, for those that can be shown; also names of three to five words."""
    blocks: Blocks = {}
    """What each block adds to `terms`, by digest, so that boilerplate can be taken out."""
    targets: tuple[str, ...] = ()
    """Where the links of the body lead."""


def extract(article: Article, prose: Prose, doc: Any = None) -> Extract:
    """Return the term counts of an article's title, excerpt and body."""
    return Extract(*count_terms(passages(prose)), tuple(dict.fromkeys(prose.targets)))
