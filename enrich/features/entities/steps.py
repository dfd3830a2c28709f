"""The way from what the recogniser marked to the names of one document, step by step."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from enrich.features.entities.boundaries import mended
from enrich.features.entities.common import without_common
from enrich.features.entities.consensus import add_listed, propagate, vote
from enrich.features.entities.cutshort import cut_short, relabelled
from enrich.features.entities.evidence import context, shown
from enrich.features.entities.makers import in_document
from enrich.features.entities.nominals import without_nominals
from enrich.features.entities.personal import personal
from enrich.features.entities.spans import Candidate, Label, clean


class Steps(NamedTuple):
    """What each step made of a document, in the order in which they are taken."""

    cleaned: list[Candidate]
    """What the recogniser marked, trimmed, with the boundaries that the text shows."""
    listed: list[Candidate]
    """With the well-known names that it missed."""
    shown: list[Candidate]
    """With the names that only the words around them show."""
    around: dict[str, Counter[Label]]
    """What these words show, by name."""
    kept: list[Candidate]
    """Without ordinary words."""
    voted: list[Candidate]
    """With one label for each name."""
    spread: list[Candidate]
    """With the other places where these names stand."""
    short: dict[str, str]
    """The names cut short, each with the one it stands for."""
    names: list[Candidate]
    """The outcome."""


def steps(text: str, doc: Any) -> Steps:
    """Take every step for a text and its parsed document."""
    cleaned = mended(text, personal(text, clean(text, doc)))
    cleaned = without_nominals(text, cleaned)
    listed = add_listed(text, cleaned)
    found = shown(text, listed)
    around = context(text, found)
    kept = without_common(text, found, around)
    voted = in_document(text, vote(kept, around))
    spread = propagate(text, voted)
    short = cut_short(text, spread)
    names = relabelled(spread, short)
    return Steps(cleaned, listed, found, around, kept, voted, spread, short, names)
