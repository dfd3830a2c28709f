"""Related articles: the nearest by the cosine of weighted term counts, and why.

`extract` counts the terms of one article. `fit` weighs them by the corpus and finds the nearest
articles of each. `choose` compares those once more, with what stands around them, leaves out
what is no recommendation, and names the reasons; `apply` gives its links.
"""

from __future__ import annotations

from enrich.features.related.entered import entered
from enrich.features.related.extracts import Extract, extract
from enrich.features.related.index import Index, fit
from enrich.features.related.links import Neighbour, Related, apply, relate, similar
from enrich.features.related.shelves import questions
from enrich.features.related.standing import Standing, standing

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
