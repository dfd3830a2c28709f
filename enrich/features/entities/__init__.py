"""Names the people, companies and organizations of an article, one canonical name each.

spans, evidence, consensus, kinds   what `extract` finds in one document
book                                what `fit` counts over the corpus
lexicon, people, resolve            what `apply` joins and names
"""

from __future__ import annotations

from enrich.features.entities.apply import Names, apply
from enrich.features.entities.book import NameBook, fit, merge, revise
from enrich.features.entities.extract import Extract, extract

NEEDS_DOC = True

__all__ = [
    "NEEDS_DOC",
    "Extract",
    "NameBook",
    "Names",
    "apply",
    "extract",
    "fit",
    "merge",
    "revise",
]
