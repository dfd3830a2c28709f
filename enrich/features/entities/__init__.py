"""Names the people, companies and organizations of an article, one canonical name each.

spans, evidence, consensus, kinds   what `extract` finds in one document
occurrences                         where given names stand in it
book, counting                      what `fit` counts over the corpus
lexicon, people, resolve            what `apply` joins and names
questions                           which articles a change of the corpus names otherwise
"""

from __future__ import annotations

from enrich.features.entities.apply import Names, apply
from enrich.features.entities.book import NameBook, as_json, fit, merge, revise
from enrich.features.entities.extract import Extract, extract
from enrich.features.entities.questions import Answered, answered, otherwise

NEEDS_DOC = True

__all__ = [
    "NEEDS_DOC",
    "Answered",
    "Extract",
    "NameBook",
    "Names",
    "answered",
    "apply",
    "as_json",
    "extract",
    "fit",
    "merge",
    "otherwise",
    "revise",
]
