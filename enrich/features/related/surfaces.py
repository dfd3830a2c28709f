"""How terms look to a reader: "openai" as "OpenAI", "bank england" as "Bank of England".

Capitals are evidence of a name only where a common word would have none: not at the start of
a sentence, not in a headline that capitalises most words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from enrich.features.related.words import Word, pairs

_BRIDGE = re.compile(r"\s+|-|\s+of(?:\s+the)?\s+|\s*&\s*", re.IGNORECASE)
_HEADLINE_SHARE = 0.6
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ",", '"', "\u201d", "\u2026")

Surfaces: TypeAlias = dict[str, str]
Forms: TypeAlias = defaultdict[str, Counter[str]]


def is_name(surface: str) -> bool:
    """Tell whether a surface is that of a name: it has a capital letter."""
    return surface != surface.lower()


def surfaces(blocks: Iterable[tuple[str, Sequence[Word]]]) -> Surfaces:
    """Return how the presentable terms of one article are written.

    A single word has a surface only if it is usually capitalised. A pair has one if it is a
    phrase: adjacent, hyphenated, or joined by "of", and either both words are names or neither.
    """
    forms: Forms = defaultdict(Counter)
    phrases: Forms = defaultdict(Counter)
    for text, words in blocks:
        headline = _is_headline(text, words)
        _collect_forms(words, headline, forms)
        _collect_phrases(text, words, headline, phrases)
    words_written = {term: _most_common(counter) for term, counter in forms.items()}
    names = {term: form for term, form in words_written.items() if is_name(form)}
    written = {pair: _recased(pair, phrases[pair], names) for pair in phrases}
    return names | {pair: form for pair, form in written.items() if _is_even(form)}


def corpus_surfaces(articles: Iterable[Surfaces], frequencies: Mapping[str, int]) -> Surfaces:
    """Return how the terms in `frequencies` are written, by majority of articles.

    A single word is shown as a name only if most of the articles that have it write it so.
    """
    votes: Forms = defaultdict(Counter)
    for surfaces in articles:
        for term, form in surfaces.items():
            if term in frequencies:
                votes[term][form] += 1
    return {
        term: _most_common(votes[term])
        for term in sorted(votes)
        if " " in term or 2 * votes[term].total() > frequencies[term]
    }


def _is_headline(text: str, words: Sequence[Word]) -> bool:
    """Tell whether a block capitalises most words, so that capitals say nothing there."""
    if text.rstrip().endswith(_SENTENCE_ENDS):
        return False
    rest = [word for word in words if not word.opens and word.form[0].isalpha()]
    capitals = sum(word.form[0].isupper() for word in rest)
    return bool(rest) and capitals >= _HEADLINE_SHARE * len(rest)


def _collect_forms(words: Sequence[Word], headline: bool, forms: Forms) -> None:
    for word in words:
        inner = word.form[1:]
        acronym = word.form == word.form.upper()
        mixed = is_name(inner) and not acronym
        if mixed or not (headline or (word.opens and not acronym)):
            forms[word.term][word.form] += 1


def _collect_phrases(text: str, words: Sequence[Word], headline: bool, phrases: Forms) -> None:
    for pair, first, second in pairs(words):
        if _BRIDGE.fullmatch(text, first.end, second.start):
            written = " ".join(text[first.start : second.end].split())
            # In these places the case is not the phrase's own; its words tell, elsewhere.
            phrases[pair][written.lower() if headline or first.opens else written] += 1


def _recased(pair: str, forms: Counter[str], names: Surfaces) -> str:
    written = _most_common(forms)
    if is_name(written):
        return written
    first, second = pair.split(" ")
    middle = written[len(first) : len(written) - len(second)]
    return names.get(first, first) + middle + names.get(second, second)


def _is_even(phrase: str) -> bool:
    """Tell whether the first and last word are both capitalised or both not."""
    words = re.split(r"[\s-]", phrase)
    return is_name(words[0]) == is_name(words[-1])


def _most_common(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))
