"""How terms look to a reader: "openai" as "OpenAI", "bank england" as "Bank of England".

Capitals are evidence of a name only where a common word would have none: not at the start of
a sentence, not in a headline that capitalises most words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from enrich.features.related.names import BRIDGE, long_names
from enrich.features.related.words import Word, pairs

_TWO_WORDS = re.compile(r"([^\W_]+(?:['\u2019&][^\W_]+)*)(.+?)([^\W_]+(?:['\u2019&][^\W_]+)*)")
_HEADLINE_SHARE = 0.6
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ",", '"', "\u201d", "\u2026")
_LONGEST_ACRONYM = 4

Surfaces: TypeAlias = dict[str, str]
Forms: TypeAlias = defaultdict[str, dict[str, int]]


def is_name(surface: str) -> bool:
    """Tell whether a surface is that of a name: it has a capital letter."""
    return surface != surface.lower()


def is_even(phrase: str) -> bool:
    """Tell whether the first and last word are both capitalised or both not."""
    words = re.split(r"[\s-]", phrase)
    return is_name(words[0]) == is_name(words[-1])


def most_common(forms: Mapping[str, int]) -> str:
    """Return the most frequent form; a shouted one only if there is no other."""
    if len(forms) == 1:
        return next(iter(forms))
    return min(forms, key=lambda form: (is_shouted(form), -forms[form], form))


def is_shouted(form: str) -> bool:
    """Tell whether a form is in capital letters throughout and too long for most acronyms."""
    return len(form) > _LONGEST_ACRONYM and form.isupper()


def surfaces(blocks: Iterable[tuple[str, Sequence[Word]]]) -> Surfaces:
    """Return how the terms of one article are written.

    A single word has a surface only if it is usually capitalised, or not written like its term
    ("rates", counted as "rate"). A pair has one if it is a
    phrase (adjacent, hyphenated, or joined by "of"), but not if only one of its words is a name.
    A name of three to five words has one under its terms joined with spaces. Where a sentence
    starts, the first word counts as a name only if it is one elsewhere; a corpus may know more.
    """
    forms: Forms = defaultdict(dict)
    phrases: Forms = defaultdict(dict)
    plain: list[tuple[str, Sequence[Word]]] = []
    for text, words in blocks:
        headline = _is_headline(text, words)
        _collect_forms(words, headline, forms)
        _collect_phrases(text, words, headline, phrases)
        if not headline:
            plain.append((text, words))
    words_written = {term: most_common(counter) for term, counter in forms.items()}
    names = {term: form for term, form in words_written.items() if is_name(form)}
    shown = {term: form for term, form in words_written.items() if form != term}
    written = ((pair, _pair_surface(pair, phrases[pair], names)) for pair in phrases)
    return shown | {pair: form for pair, form in written if form} | _long_surfaces(plain, names)


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
            _add(forms[word.term], word.form)


def _collect_phrases(text: str, words: Sequence[Word], headline: bool, phrases: Forms) -> None:
    for pair, first, second in pairs(words):
        if BRIDGE.fullmatch(text, first.end, second.start):
            written = " ".join(text[first.start : second.end].split())
            # In these places the case is not the phrase's own; its words tell, elsewhere.
            _add(phrases[pair], written.lower() if headline or first.opens else written)


def _add(counts: dict[str, int], form: str) -> None:
    counts[form] = counts.get(form, 0) + 1


def _pair_surface(pair: str, forms: Mapping[str, int], names: Surfaces) -> str | None:
    written = most_common(forms)
    if is_name(written):
        return written if is_even(written) else None
    first, second = pair.split(" ")
    parts = _TWO_WORDS.fullmatch(written)
    if parts is None:
        return written
    return names.get(first, parts[1]) + parts[2] + names.get(second, parts[3])


def _long_surfaces(blocks: Iterable[tuple[str, Sequence[Word]]], names: Surfaces) -> Surfaces:
    forms: Forms = defaultdict(dict)
    for text, words in blocks:
        for name, form in long_names(text, words, names):
            _add(forms[name], form)
    return {name: most_common(counter) for name, counter in forms.items()}
