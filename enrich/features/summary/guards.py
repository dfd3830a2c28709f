"""Which sentences may be a bullet, and what speaks against those that may.

A *bar* is final: the sentence is never a bullet. A *defect* is not: the sentence is chosen only
where no sentence without one is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from functools import cache, lru_cache
from itertools import chain

from enrich.features.summary.words import content, lines, terms

MIN_WORDS = 5
PHRASE_WORDS = 12
"""Longer sentences are not asked for a verb: the list of verbs is short."""
MAX_NEWS = 2
"""A sentence with more terms that the title lacks does not merely repeat the title."""
SAME = 0.6
"""Two sentences that share more of their terms than this (Jaccard) say the same."""
PAGE_SIGNS = ("http", "www", "@", "#", "pic.", "{{", "{%", "<", "]")
"""Boilerplate that is known by no term has one of these."""

_CLOSING = "\"\u201d'\u2019)]"
_TRAILS_OFF = ("..", "…")
_GAP = re.compile(r"(?<=\w) [.,;!?](?:\s|$)|\(\s*\)|[\"\u201c]\s*[\"\u201d]")
"""A space or a bracket from which something was left out."""
_GAPS = (" .", " ,", " ;", " !", " ?", "()", "( )")
"""A sentence with a gap has one of these, or a quotation; the search is tried only then."""
_LABEL = re.compile(r"(?:[A-Z]{1,4}|[A-Z][a-z]+ [A-Z][a-z]+|Q\d*|A\d*): ")
"""Who is speaking, in an interview."""
_NAME = re.compile(
    r"(?!(?:The )?(?:Truth|Fact|Reality|Goal|Result|Solution|Problem|Tip|Answer)s?:)"
    r"([A-Z][^\W\d]*(?:[.'\u2019-][^\W\d]*)*(?: (?:and|[Tt]eam|[A-Z][^\W\d]*)){0,4}): "
)
"""What may be the name of a speaker; some labels of lists are none."""
_LONGEST_NAME = 40
_TURNS = 3
"""Who has so many turns speaks in an interview."""
_OPENING = re.compile(r"^[\W_]+")
_FIRST = re.compile(r"[\w']+")
_ABBREVIATION = re.compile(r"[A-Z]{2,}(?:-\w+)? (?![A-Z]{2,}\b)")
"""US and IT are no pronouns, unless the whole sentence is in capitals."""
_SPEECH = re.compile(r"[\"\u201c\u2018][^\"\u201c\u201d]+[\"\u201d\u2019]")
"""Somebody's words, and nothing that says whose."""
_ASIDE = re.compile(r"\([^()]*\)[.!]?")
"""A sentence in brackets: the author gave it up already."""
_BEFORE_QUOTATION = "([{-\u2013\u2014/\u2018"
_PAST = re.compile(r"[a-z]{2}ed$")


def bar(sentence: str, words: list[str], title: str) -> str | None:
    """Return why the sentence, whose terms are `words`, can never be a bullet, or None."""
    if len(words) < MIN_WORDS:
        return "short"
    end = sentence.rstrip(_CLOSING)
    if not end.endswith((".", "!", "?")) or end.endswith(_TRAILS_OFF):
        return "unfinished"
    quotes = '"' in sentence or "\u201c" in sentence
    if (quotes or _has(sentence, _GAPS)) and _GAP.search(sentence):
        return "torn"
    if not _balanced(sentence):
        return "unbalanced"
    if _is_boilerplate(sentence, words):
        return "boilerplate"
    return "title" if _adds_little(words, _headline(title)) else None


def speakers(sentences: Iterable[str]) -> frozenset[str]:
    """Return the labels ("Valdane") that begin several of the sentences of an interview."""
    turns = Counter(filter(None, map(_speaker, sentences)))
    return frozenset(name for name, times in turns.items() if times >= _TURNS)


def defects(sentence: str, speakers: Set[str] = frozenset()) -> tuple[str, ...]:
    """Return the names of what speaks against the sentence, most telling first.

    `speakers` are the labels that begin what somebody says in this article.
    """
    start = _opened(sentence).replace("\u2019", "'")
    folded = start.casefold()
    first = _FIRST.match(folded)
    starts = _starts().get(first.group(), ()) if first else ()
    found = [name for name, pattern in starts if pattern.match(folded)]
    if found and (_ABBREVIATION.match(start) or _exceptions().match(folded)):
        found = []
    if sentence.endswith(("?", '?"', "?\u201d", "?\u2019")):
        found.append("question")
    turn = bool(speakers) and _speaker(sentence) in speakers
    if turn or _SPEECH.fullmatch(sentence) or _LABEL.match(sentence):
        found.append("speech")
    if _ASIDE.fullmatch(sentence):
        found.append("aside")
    if _is_phrase(sentence):
        found.append("verbless")
    if _begins_inside(sentence):
        found.append("fragment")
    return tuple(found)


def inside_quotation(text: str, start: int, end: int) -> bool:
    """Return whether a quotation that began in the paragraph from `start` is open at `end`.

    The last mark tells, a straight one by the side on which it touches a word. Counting the marks
    would go wrong after a long quotation: each of its paragraphs begins with one, only the last
    ends with one.
    """
    straight, left = text.rfind('"', start, end), text.rfind("\u201c", start, end)
    last = max(straight, left, text.rfind("\u201d", start, end))
    if last != straight:
        return last == left
    if last < 0:
        return False
    before = text[last - 1] if last > start else " "
    return (before.isspace() or before in _BEFORE_QUOTATION) and not text[last + 1].isspace()


def same(one: list[str], other: list[str]) -> bool:
    """Return whether two texts, given as terms, say nearly the same (Jaccard above `SAME`)."""
    a, b = set(content(one)), set(content(other))
    return bool(a and b) and len(a & b) > SAME * len(a | b)


def repeats(one: list[str], other: list[str]) -> bool:
    """Return whether two texts, given as terms, say the same or share a run of words.

    A run is four terms, or three content terms with function words skipped: three of any kind, as
    in Paulus et al. (ICLR 2018), would be "one of the" more often than news.
    """
    return same(one, other) or not _runs(one).isdisjoint(_runs(other))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    telling = content(words)
    fours = zip(words, words[1:], words[2:], words[3:], strict=False)
    return {*fours, *zip(telling, telling[1:], telling[2:], strict=False)}


def _adds_little(words: list[str], known: frozenset[str]) -> bool:
    """Return whether the sentence says what the headline says, and next to nothing more."""
    if not known:
        return False
    if len(known.intersection(words)) <= SAME * len(known):
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


def _speaker(sentence: str) -> str | None:
    """Return what could be the name of who says the sentence."""
    if ": " not in sentence[:_LONGEST_NAME]:
        return None
    found = _NAME.match(sentence)
    return found and found.group(1)


def _balanced(sentence: str) -> bool:
    count = sentence.count
    return (
        count("(") == count(")")
        and count('"') % 2 == 0
        and count("\u201c") == count("\u201d")
        and count("[") == count("]")
    )


def _is_phrase(sentence: str) -> bool:
    """Return whether a short sentence has no verb that the list knows."""
    if sentence.count(" ") >= PHRASE_WORDS:
        return False
    words = sentence.replace("\u2019", "'").casefold().split()
    forms = _verbs()
    bare = (word.strip(".,;:!?\"'\u201c\u201d()") for word in words)
    return not any(word in forms or _PAST.search(word) for word in bare)


def _begins_inside(sentence: str) -> bool:
    """Return whether the sentence starts in lower case, and not with a name such as iPhone."""
    first = _opened(sentence).split(" ", 1)[0]
    return first.islower() and first.isalpha()


def _opened(sentence: str) -> str:
    """Return the sentence from its first letter or digit on."""
    return sentence if sentence[:1].isalnum() else _OPENING.sub("", sentence)


def _is_boilerplate(sentence: str, words: list[str]) -> bool:
    lowered = sentence.lower()
    if _page_starts().match(lowered):
        return True
    found = _page_terms().intersection(words)
    signs = _has(lowered, PAGE_SIGNS)
    if not found and not signs:
        return False
    by_term = _page_words()
    patterns = [by_term[term] for term in (*found, *("",) * signs)]
    return any(pattern.search(sentence) for pattern in chain.from_iterable(patterns))


def _has(sentence: str, parts: tuple[str, ...]) -> bool:
    return any(map(sentence.__contains__, parts))


@cache
def _page_starts() -> re.Pattern[str]:
    rows = (f"(?:{row})" for row in lines("boilerplate.txt"))
    return re.compile(rf"\W*(?:{'|'.join(rows)})")


@cache
def _page_words() -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns for any place, by a term that must occur; "" stands for a sign."""
    by_term: dict[str, list[re.Pattern[str]]] = {}
    for line in lines("boilerplate-anywhere.tsv"):
        needed, text = line.split("\t")
        pattern = re.compile(text, re.IGNORECASE)
        for term in needed.split() or [""]:
            by_term.setdefault(term, []).append(pattern)
    return by_term


@cache
def _page_terms() -> frozenset[str]:
    return frozenset(_page_words()) - {""}


@cache
def _exceptions() -> re.Pattern[str]:
    return re.compile("|".join(lines("exceptions.txt")))


@cache
def _starts() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return, by the first word of a sentence, the names of defects and what they look like."""
    forms: dict[str, dict[str, list[str]]] = {}
    for line in lines("starts.tsv"):
        name, cell = line.split("\t")
        for phrase in cell.split("|") if "|" in cell else cell.split():
            by_name = forms.setdefault(_FIRST.findall(phrase)[0], {})
            by_name.setdefault(name, []).append(re.escape(phrase))
    return {
        first: tuple(
            (name, re.compile(rf"(?:{'|'.join(phrases)})(?![\w'])"))
            for name, phrases in by_name.items()
        )
        for first, by_name in forms.items()
    }


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for line in lines("verbs.txt") for word in line.split())
