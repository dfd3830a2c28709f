"""How results look in Jupyter."""

from __future__ import annotations

import sys

from enrich.pipeline.corpus import Corpus
from enrich.pipeline.outcome import RunReport
from enrich.records import Enrichment
from enrich.report import html


def register() -> None:
    """Teach a running IPython to show our records; without one, do nothing.

    The records themselves stay plain: they know nothing of how they are shown.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type(Enrichment, html.article)
    formatter.for_type(RunReport, html.report)
    formatter.for_type(Corpus, _corpus)


def _corpus(corpus: Corpus) -> str:
    return str(corpus.to_frame().to_html(max_rows=20))
