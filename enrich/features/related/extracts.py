"""What one article is about: what is kept of it, and all that its text is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar, runtime_checkable

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


class Counted(Struct, frozen=True):
    """The part of an extract that is counted."""

    terms: dict[str, int]
    blocks: Blocks = {}


class Repeated(Struct, frozen=True):
    """The part of an extract that tells what the corpus repeats."""

    blocks: Blocks = {}


class Written(Struct, frozen=True):
    """The part of an extract that tells how terms are written."""

    surfaces: Surfaces


P = TypeVar("P", Counted, Repeated, Written)


@runtime_checkable
class Encoded(Protocol):
    """Extracts that are decoded when they are asked for."""

    def only(self, kind: type[P]) -> Mapping[str, P]:
        """Return a part of each of them."""


def only(extracts: Mapping[str, Extract], kind: type[P]) -> Mapping[str, P | Extract]:
    """Return no more than a part of each extract where that takes less time."""
    return extracts.only(kind) if isinstance(extracts, Encoded) else extracts


def extract(article: Article, prose: Prose, doc: Any = None) -> Extract:
    """Return the term counts of an article's title, excerpt and body."""
    return Extract(*count_terms(passages(prose)), tuple(dict.fromkeys(prose.targets)))
