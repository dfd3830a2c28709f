"""Chooses the name and the type under which a thing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

from enrich.features.entities.book import NameBook
from enrich.features.entities.evidence import listed_spelling
from enrich.features.entities.keys import key, without_legal_form
from enrich.features.entities.kinds import kind
from enrich.features.entities.lexicon import entry_of
from enrich.records import Mention, MentionType

Taken: TypeAlias = Callable[[str], bool]

FEW = 2
"""The corpus may correct the type of a name that an article has no more mentions of than this."""


def name_and_type(mentions: list[Mention], taken: Taken, book: NameBook) -> tuple[str, MentionType]:
    """Return the canonical name and the type of one thing's mentions.

    The lexicon decides; else the most frequent type in the article, and the best form.
    `taken` tells of a key whether another thing has a form of it: none such is its name.
    """
    forms = Counter(one.text for one in mentions)
    entries = (entry_of(form, book.lexicon) for form, _ in forms.most_common())
    entry = next((entry for entry in entries if entry is not None), None)
    if entry is not None:
        return entry.name, entry.type
    # An acronym says less of what a thing is than its long form does.
    types = Counter(one.type for one in mentions if not one.text.isupper())
    types = types or Counter(one.type for one in mentions)
    own = max(sorted(types), key=types.__getitem__)
    if own == "person":
        name = _cased(book.spelling(_fullest(forms)), forms)
    else:
        best = _best(forms, book)
        long = _spelled_out(best, taken, book)
        if long is not None and own in ("company", "organization"):
            return long, kind(long, "ORG", Counter())
        name = listed_spelling(book.spelling(_without_suffix(best, taken, book)))
    return name, _corrected(name, own, len(mentions), book)


def _best(forms: Counter[str], book: NameBook) -> str:
    """Return the form to call an organization by; the corpus is asked only where that decides."""
    ranks = {form: _rank(form, forms) for form in forms}
    first = min(ranks.values())
    tied = [form for form, rank in ranks.items() if rank == first]
    if len(tied) == 1:
        return tied[0]
    return min(tied, key=lambda form: (-book.articles(form), form))


def _fullest(forms: Counter[str]) -> str:
    return min(
        forms,
        key=lambda form: (
            -len(form.split()),
            form.isupper(),
            -forms[form],
            form.isascii(),
            -len(form),
            form,
        ),
    )


def _cased(name: str, forms: Iterable[str]) -> str:
    """Return a person's name that the article has in capitals only as names are written."""
    if not name.isupper() or " " not in name:
        return name
    known = {key(part): part for form in forms if not form.isupper() for part in form.split()}
    return " ".join(known.get(key(part)) or _capitalised(part) for part in name.split())


def _capitalised(word: str) -> str:
    """Return "Okafor", "O'Brien", "McKay"; initials stay."""
    if len(word) < 3 or "." in word:
        return word
    if word.startswith("MC") and len(word) > 4:
        return f"Mc{word[2:].title()}"
    return word.title()


def _rank(form: str, forms: Counter[str]) -> tuple[bool, bool, int, int]:
    suffixed = without_legal_form(form, words_too=True) != form
    return form.isupper(), suffixed, -forms[form], -len(form.split())


def _spelled_out(short: str, taken: Taken, book: NameBook) -> str | None:
    """Return what an acronym stands for, if the corpus uses the long form as often."""
    long = book.spelled_out(short) if short.isupper() else None
    return None if long is None or taken(key(long)) else long


def _without_suffix(name: str, taken: Taken, book: NameBook) -> str:
    """Strip a legal form; a word such as `Corporation` only where the corpus does so too."""
    bare = without_legal_form(name)
    if bare == name:
        bare = without_legal_form(name, words_too=True)
        if not book.is_used(bare):
            return name
    return name if taken(key(bare)) else bare


def _corrected(name: str, own: MentionType, count: int, book: NameBook) -> MentionType:
    agreed = book.majority(name)
    return own if agreed is None or count > FEW else agreed
