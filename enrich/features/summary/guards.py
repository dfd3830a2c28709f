"""Which sentences may be a bullet, and what speaks against those that may.

A *bar* is final: the sentence is never a bullet. A *defect* is not: the sentence is chosen only
where no sentence without one is left.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from enrich.features.summary.words import content, lines, terms

MIN_WORDS = 5
PHRASE_WORDS = 12
"""Longer sentences are not asked for a verb: the list of verbs is short."""
MAX_NEWS = 2
"""A sentence with more terms that the title lacks does not merely repeat the title."""
SAME = 0.6
"""Two sentences that share more of their terms than this (Jaccard) say the same."""

_ENDS = re.compile(r"[.!?][\"\u201d'\u2019)\]]*$")
_TRAILS_OFF = re.compile(r"(?:\.{2,}|…)[\"\u201d'\u2019)\]]*$")
_GAP = re.compile(r"(?<=\w) [.,;!?](?:\s|$)|\(\s*\)|[\"\u201c]\s*[\"\u201d]")
"""A space or a bracket from which something was left out."""
_LABEL = re.compile(r"(?:[A-Z]{1,4}|[A-Z][a-z]+ [A-Z][a-z]+|Q\d*|A\d*): ")
"""Who is speaking, in an interview."""
_OPENING = re.compile(r"^[\W_]+")
_ABBREVIATION = re.compile(r"[A-Z]{2,}(?:-\w+)? (?![A-Z]{2,}\b)")
"""US and IT are no pronouns, unless the whole sentence is in capitals."""
_SPEECH = re.compile(r"[\"\u201c\u2018][^\"\u201c\u201d]+[\"\u201d\u2019]")
"""Somebody's words, and nothing that says whose."""
_PAST = re.compile(r"[a-z]{2}ed$")
_PAIRS = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"))


def bar(sentence: str, words: list[str], title: str) -> str | None:
    """Return why the sentence, whose terms are `words`, can never be a bullet, or None."""
    if len(words) < MIN_WORDS:
        return "short"
    if not _ENDS.search(sentence) or _TRAILS_OFF.search(sentence):
        return "unfinished"
    if _GAP.search(sentence):
        return "torn"
    if not _balanced(sentence):
        return "unbalanced"
    if _is_boilerplate(sentence):
        return "boilerplate"
    return "title" if _adds_little(words, _headline(title)) else None


def defects(sentence: str) -> tuple[str, ...]:
    """Return the names of what speaks against the sentence, most telling first."""
    start = _OPENING.sub("", sentence).replace("\u2019", "'")
    folded = start.casefold()
    found = [name for name, pattern in _starts() if pattern.match(folded)]
    if found and (_ABBREVIATION.match(start) or _exceptions().match(folded)):
        found = []
    if sentence.endswith(("?", '?"', "?\u201d", "?\u2019")):
        found.append("question")
    if _SPEECH.fullmatch(sentence) or _LABEL.match(sentence):
        found.append("speech")
    if _is_phrase(sentence):
        found.append("verbless")
    if _begins_inside(sentence):
        found.append("fragment")
    return tuple(found)


def inside_quotation(before: str) -> bool:
    """Return whether the text, from the start of its paragraph, ends inside a quotation."""
    return before.count('"') % 2 == 1 or before.count("\u201c") > before.count("\u201d")


def same(one: list[str], other: list[str]) -> bool:
    """Return whether two texts, given as terms, say nearly the same (Jaccard above `SAME`)."""
    a, b = set(content(one)), set(content(other))
    return bool(a and b) and len(a & b) > SAME * len(a | b)


def _adds_little(words: list[str], known: frozenset[str]) -> bool:
    """Return whether the sentence says what the headline says, and next to nothing more."""
    if not known:
        return False
    said = frozenset(content(words))
    return len(said - known) <= MAX_NEWS and len(said & known) > SAME * len(said | known)


@lru_cache(maxsize=8)
def _headline(title: str) -> frozenset[str]:
    """Return the content terms of the title; none where it is a whole sentence.

    Nobody wrote such a title: it is the first sentence of the text, and may carry it.
    """
    if title.rstrip().endswith(".") and len(title.split()) > PHRASE_WORDS:
        return frozenset()
    return frozenset(content(terms(title)))


def _balanced(sentence: str) -> bool:
    if sentence.count('"') % 2:
        return False
    return all(sentence.count(left) == sentence.count(right) for left, right in _PAIRS)


def _is_phrase(sentence: str) -> bool:
    """Return whether a short sentence has no verb that the list knows."""
    words = sentence.replace("\u2019", "'").casefold().split()
    if len(words) > PHRASE_WORDS:
        return False
    forms = _verbs()
    bare = (word.strip(".,;:!?\"'\u201c\u201d()") for word in words)
    return not any(word in forms or _PAST.search(word) for word in bare)


def _begins_inside(sentence: str) -> bool:
    """Return whether the sentence starts in lower case, and not with a name such as iPhone."""
    first = _OPENING.sub("", sentence).split(" ", 1)[0]
    return first.islower() and first.isalpha()


def _is_boilerplate(sentence: str) -> bool:
    if _page_starts().match(sentence):
        return True
    lowered = sentence.lower()
    for needed, pattern in _page_words():
        for part in needed:
            if part in lowered and pattern.search(sentence):
                return True
    return False


@cache
def _page_starts() -> re.Pattern[str]:
    rows = (f"(?:{row})" for row in lines("boilerplate.txt"))
    return re.compile("|".join(rows), re.IGNORECASE)


@cache
def _page_words() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Return the patterns for any place, each with the words of which one must occur."""
    rows = (line.split("\t") for line in lines("boilerplate-anywhere.tsv"))
    return tuple(
        (tuple(needed.split("|")), re.compile(pattern, re.IGNORECASE)) for needed, pattern in rows
    )


@cache
def _exceptions() -> re.Pattern[str]:
    return re.compile("|".join(lines("exceptions.txt")))


@cache
def _starts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    forms: dict[str, list[str]] = {}
    for line in lines("starts.tsv"):
        name, cell = line.split("\t")
        phrases = cell.split("|") if "|" in cell else cell.split()
        forms.setdefault(name, []).extend(re.escape(phrase) for phrase in phrases)
    return tuple(
        (name, re.compile(rf"(?:{'|'.join(phrases)})(?![\w'])")) for name, phrases in forms.items()
    )


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for line in lines("verbs.txt") for word in line.split())
