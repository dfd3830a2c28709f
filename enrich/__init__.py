"""Understand a folder of Markdown articles and write what was found into their front matter.

    enrich.text("…", title="…")      what is found in a text
    enrich.file("posts/a.md")        what is found in one article; writes nothing
    enrich.read("posts/")            a corpus, analysed once
    enrich.run("posts/")             enrich and write

The package, from the bottom up: `errors` and `records`; `settings`, `frontmatter`, `sentences`;
`markdown`; `corpus` (files), `nlp` (the recogniser), `features` (what is written); `store`,
`engine`; `pipeline` (the order of things); `report`, `api`, `notebook`, `cli`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from enrich.api import file, read, run, text
    from enrich.errors import EnrichError
    from enrich.pipeline.corpus import Corpus
    from enrich.pipeline.outcome import RunReport
    from enrich.records import Enrichment

__all__ = ["Corpus", "EnrichError", "Enrichment", "RunReport", "file", "read", "run", "text"]

_HOMES = {
    "Corpus": "enrich.pipeline.corpus",
    "EnrichError": "enrich.errors",
    "Enrichment": "enrich.records",
    "RunReport": "enrich.pipeline.outcome",
    "file": "enrich.api",
    "read": "enrich.api",
    "run": "enrich.api",
    "text": "enrich.api",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import enrich` stays instant."""
    if name not in _HOMES:
        raise AttributeError(f"module 'enrich' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
