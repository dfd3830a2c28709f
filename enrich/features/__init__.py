"""What is written, one folder each, and the table that lists them.

Every feature module offers the same names:

`NEEDS_DOC`   whether `extract` looks at the parsed document, or at the prose alone
`Extract`     the record that `extract` returns: plain, kept in the store as JSON
`extract(article, prose, doc)`          once per article text, in a worker
`fit(extracts, settings)`               once per run, over `{path: Extract}` of the corpus
`apply(path, extract, model, settings)` once per article: the value to write

`settings` is the feature's own section. `extract` takes none, so that no change of settings
costs a new analysis; the store knows an extract by the code that made it. `fit` does not depend on
the order of articles; `apply` is pure.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

FEATURES = {
    "entities": "enrich.features.entities",
    "money": "enrich.features.money",
    "summary": "enrich.features.summary",
    "related": "enrich.features.related",
}


def load(name: str) -> ModuleType:
    """Import the feature of that name; raises KeyError for a name not in `FEATURES`."""
    return import_module(FEATURES[name])
