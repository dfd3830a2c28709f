"""How terms look to a reader: "openai" as "OpenAI", "bank england" as "Bank of England".

Capitals are evidence of a name only where a common word would have none: not at the start of
a sentence, not in a headline that capitalises most words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from enrich.features.related.names import bridge, long_names
from enrich.features.related.words import Reading, Word

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


def surfaces(blocks: Iterable[Reading]) -> Surfaces:
    """Return how the terms of one article are written.

    A single word has a surface only if it is usually capitalised, or not written like its term
    ("rates", counted as "rate"). A pair has one if it is a
    phrase (adjacent, hyphenated, or joined by "of"), but not if only one of its words is a name.
    A name of three to five words has one under its terms joined with spaces. Where a sentence
    starts, the first word counts as a name only if it is one elsewhere; a corpus may know more.
    """
    forms: Forms = defaultdict(dict)
    phrases: Forms = defaultdict(dict)
    plain: list[Reading] = []
    for block in blocks:
        headline = _is_headline(block.text, block.words)
        _collect_forms(block.words, headline, forms)
        _collect_phrases(block, headline, phrases)
        if not headline:
            plain.append(block)
    usual = ((term, most_common(counts)) for term, counts in forms.items())
    shown = {term: form for term, form in usual if form != term}
    # A term is in lower case: a word that is written like it is no name.
    names = {term: form for term, form in shown.items() if is_name(form)}
    written = ((pair, _pair_surface(pair, counts, names)) for pair, counts in phrases.items())
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
        form = word.form
        if not (headline or word.opens) or _keeps_case(form, headline):
            counts = forms[word.term]
            counts[form] = counts.get(form, 0) + 1


def _keeps_case(form: str, headline: bool) -> bool:
    """Tell whether a word's capitals are its own, even where any word may get one ("OpenAI")."""
    acronym = form == form.upper()
    return not headline if acronym else is_name(form[1:])


def _collect_phrases(block: Reading, headline: bool, phrases: Forms) -> None:
    text = block.text
    for pair, first, second in block.pairs:
        between = text[first.end : second.start]
        joined = between if between == " " else bridge(between)
        if joined is None:
            continue
        written = f"{first.form}{joined}{second.form}"
        # In these places the case is not the phrase's own; its words tell, elsewhere.
        form = written.lower() if headline or first.opens else written
        counts = phrases[pair]
        counts[form] = counts.get(form, 0) + 1


def _pair_surface(pair: str, forms: Mapping[str, int], names: Surfaces) -> str | None:
    written = most_common(forms)
    if is_name(written):
        return written if is_even(written) else None
    first, second = pair.split(" ")
    if first not in names and second not in names:
        return written
    parts = _TWO_WORDS.fullmatch(written)
    if parts is None:
        return written
    return names.get(first, parts[1]) + parts[2] + names.get(second, parts[3])


def _long_surfaces(blocks: Iterable[Reading], names: Surfaces) -> Surfaces:
    forms: Forms = defaultdict(dict)
    for block in blocks:
        for name, form in long_names(block.text, block.words, names):
            counts = forms[name]
            counts[form] = counts.get(form, 0) + 1
    return {name: most_common(counts) for name, counts in forms.items()}
