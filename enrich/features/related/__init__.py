"""Related articles: the nearest by the cosine of weighted term counts, and why.

`extract` counts the terms of one article. `fit` weighs them by the corpus and finds the nearest
articles of each. `choose` compares those once more, with what stands around them, leaves out
what is no recommendation, and names the reasons; `apply` gives its links.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from enrich.features.related.extracts import Extract, extract
from enrich.features.related.standing import Standing, standing

if TYPE_CHECKING:
    from enrich.features.related.entrants import entered
    from enrich.features.related.index import Index, fit
    from enrich.features.related.links import Neighbour, Related, apply, relate, similar
    from enrich.features.related.shelves import questions

__all__ = [
    "NEEDS_DOC",
    "Extract",
    "Index",
    "Neighbour",
    "Related",
    "Standing",
    "apply",
    "entered",
    "extract",
    "fit",
    "questions",
    "relate",
    "similar",
    "standing",
]

NEEDS_DOC = False

_COMPARING = {
    "Index": "index",
    "Neighbour": "links",
    "Related": "links",
    "apply": "links",
    "entered": "entrants",
    "fit": "index",
    "questions": "shelves",
    "relate": "links",
    "similar": "links",
}
"""By name, the module of what compares articles: SciPy, which a worker does without."""


def __getattr__(name: str) -> Any:
    """Import what compares articles when it is first asked for."""
    if name not in _COMPARING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_COMPARING[name]}"), name)
