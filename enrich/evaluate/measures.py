"""Precision, recall and F1 of names, sums of money, spans and sentences.

Figures are percentages. Precision, recall and F1 are those of information retrieval (C. J. van
Rijsbergen, "Information Retrieval", 2nd ed., 1979, chapter 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from enrich.records import Span

TOLERANCE = 1e-3
"""How far two amounts may differ, as a share of the larger."""

_ARTICLE = re.compile(r"(?i)(?:the|an?)\s+")
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s?$")
_WORD = re.compile(r"\w+")


class Name(Struct, frozen=True):
    """A name that should be found, with the forms that are as good."""

    name: str
    aliases: tuple[str, ...] = ()
    borderline: bool = False
    """True where careful readers differ: finding it is neither right nor wrong."""


class Sum(Struct, frozen=True):
    """A sum of money in major units; both ends are equal unless it is a range."""

    low: float
    high: float
    currency: str | None = None
    """ISO 4217, or None where the text does not tell."""
    text: str = ""
    """How it was written; it is shown, not compared."""


class Tally(Struct, frozen=True):
    """Counts of one measure; they add up over articles (micro-average)."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return 100 * self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return 100 * self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


class Verdict(Struct, frozen=True):
    """One comparison: the counts, and which of the gold and of the found do not count as right."""

    tally: Tally
    missed: tuple[int, ...] = ()
    """Indexes into the gold."""
    false: tuple[int, ...] = ()
    """Indexes into what was found."""


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of counts."""
    listed = list(tallies)
    return Tally(
        sum(one.right for one in listed),
        sum(one.found for one in listed),
        sum(one.gold for one in listed),
    )


def normal(name: str) -> str:
    """Return a name as it is compared: case, a leading "the" and odd spaces do not count."""
    folded = re.sub(r"\s+", " ", name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return folded.strip().lower().removeprefix("the ")


def names(gold: Sequence[Name], found: Sequence[str]) -> Verdict:
    """Compare names: right is the name or an alias of an entity that was not found before.

    An entity found under two names is one right and one wrong; a borderline one counts neither
    way.
    """
    forms = {
        normal(form): index for index, one in enumerate(gold) for form in (one.name, *one.aliases)
    }
    used: set[int] = set()
    false = []
    for number, name in enumerate(found):
        index = forms.get(normal(name))
        if index is not None and gold[index].borderline:
            continue
        if index is None or index in used:
            false.append(number)
        else:
            used.add(index)
    wanted = {index for index, one in enumerate(gold) if not one.borderline}
    tally = Tally(len(used), len(used) + len(false), len(wanted))
    return Verdict(tally, tuple(sorted(wanted - used)), tuple(false))


def sums(gold: Sequence[Sum], found: Sequence[Sum]) -> Verdict:
    """Compare sums by amount (within 0.1 %) and currency, each counted once.

    What is found is right if its lower end is either end of a gold sum; the words do not count.
    """
    wanted = {(one.low, one.high, one.currency): index for index, one in _first(gold)}
    given = {(one.low, one.currency): index for index, one in _first(found)}
    hit = {key for key in wanted if any(_same_sum(key, sum_) for sum_ in given)}
    right = {sum_ for sum_ in given if any(_same_sum(key, sum_) for key in wanted)}
    # Two ways of one range ("2 or 3 pounds" found twice) are one right, and nothing wrong.
    tally = Tally(len(hit), len(given) - len(right) + len(hit), len(wanted))
    missed = sorted(wanted[key] for key in wanted.keys() - hit)
    return Verdict(tally, tuple(missed), tuple(sorted(given[key] for key in given.keys() - right)))


def exact(gold: Sequence[Span], found: Sequence[Span]) -> Verdict:
    """Compare spans of one type: right is equal at both ends.

    E. F. Tjong Kim Sang and F. De Meulder, "Introduction to the CoNLL-2003 shared task", 2003.
    """
    wanted, given = set(gold), set(found)
    return _verdict(gold, found, {(one, one) for one in wanted & given})


def partial(gold: Sequence[Span], found: Sequence[Span]) -> Verdict:
    """Compare spans of one type: right is any overlap, one to one.

    The lenient matching of MUC (N. Chinchor and B. Sundheim, "MUC-5 evaluation metrics", 1993),
    with an overlap counted in full.
    """
    pairs = {(one, one) for one in set(gold) & set(found)}
    wanted, given = sorted(set(gold) - set(found)), sorted(set(found) - set(gold))
    for one in wanted:
        mate = next(
            (other for other in given if other.start < one.end and one.start < other.end), None
        )
        if mate is not None:
            given.remove(mate)
            pairs.add((one, mate))
    return _verdict(gold, found, pairs)


def bare(text: str, start: int, end: int) -> Span:
    """Return a span without a leading article and a possessive ending, which corpora differ in."""
    if article := _ARTICLE.match(text, start, end):
        start = article.end()
    if possessive := _POSSESSIVE.search(text[start:end]):
        end = start + possessive.start()
    return Span(start, end)


def sentences(gold: Sequence[str], found: Sequence[str]) -> Verdict:
    """Compare chosen sentences with key sentences, one to one.

    A chosen one agrees if its words, in their order, are words of the key sentence: what was cut
    from it does not count.
    """
    free = {index: _words(one) for index, one in enumerate(gold)}
    false = []
    for number, sentence in enumerate(found):
        words = _words(sentence)
        index = next((index for index, key in free.items() if _inside(words, key)), None)
        if index is None:
            false.append(number)
        else:
            del free[index]
    tally = Tally(len(found) - len(false), len(found), len(gold))
    return Verdict(tally, tuple(free), tuple(false))


def _first(values: Sequence[Sum]) -> Iterable[tuple[int, Sum]]:
    """Yield rounded sums from last to first, so that a mapping keeps the first of each."""
    for index in reversed(range(len(values))):
        one = values[index]
        yield index, Sum(round(one.low, 4), round(one.high, 4), one.currency)


def _same_sum(key: tuple[float, float, str | None], found: tuple[float, str | None]) -> bool:
    low, high, currency = key
    return found[1] == currency and (_near(found[0], low) or _near(found[0], high))


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other), 1e-9)


def _verdict(gold: Sequence[Span], found: Sequence[Span], pairs: set[tuple[Span, Span]]) -> Verdict:
    hit, right = {one for one, _ in pairs}, {other for _, other in pairs}
    tally = Tally(len(pairs), len(set(found)), len(set(gold)))
    missed = {one: index for index, one in reversed(list(enumerate(gold))) if one not in hit}
    false = {one: index for index, one in reversed(list(enumerate(found))) if one not in right}
    return Verdict(tally, tuple(sorted(missed.values())), tuple(sorted(false.values())))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _inside(words: list[str], sentence: list[str]) -> bool:
    rest = iter(sentence)
    return bool(words) and all(word in rest for word in words)
