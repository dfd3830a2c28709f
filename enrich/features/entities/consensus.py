"""Lets the mentions of one document agree, and finds the ones the recogniser missed.

"One sense per discourse" (Gale, Church and Yarowsky, 1992): a name has one type in an article,
the surname of a person is that person, and a name seen once is a name wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from enrich.features.entities.evidence import capitals, known, plain_capitals
from enrich.features.entities.lists import alternatives, gazetteer, heads, words
from enrich.features.entities.occurrences import standing
from enrich.features.entities.signs import STRONG
from enrich.features.entities.spans import Candidate, Label, candidate, overlapping

OWN_LABEL = 2
"""The weight of what the recogniser says about one mention."""
CONTEXT = 3
"""The weight of one sign in the words around a mention."""
WEAK_CONTEXT = 1
"""The same, of a company where the recogniser sees a person's full name, or the reverse."""

_INNER_CAPITAL = re.compile(r"[A-Za-z][a-z]+[A-Z]\w*|[a-z][A-Z]\w+")
_OF = re.compile(r"\s+(?:of|for)\s+")
_NEXT = re.compile(r"\s[A-Z]\w+")
_PREVIOUS = re.compile(r"([A-Z][\w.]*)\s$")
_GENERATION = frozenset({"Jr", "Sr", "II", "III", "IV"})


_MAY_BE_FIRST: tuple[Label, ...] = ("PERSON", "ORG", "COMPANY")
"""As what the recogniser sees the given name of somebody who is named in full elsewhere."""


class _PersonNames(NamedTuple):
    first: frozenset[str]
    last: frozenset[str]


def add_listed(text: str, found: list[Candidate]) -> list[Candidate]:
    """Add the well-known names that the recogniser missed, where it saw no name or parts of it."""
    listed = [candidate(text, *match.span(), "ORG") for match in _listed().finditer(text)]
    whole = overlapping(((one.start, one.end) for one in listed if " " in one.text), len(text))
    kept = [one for one in found if not all(whole[one.start : one.end])]
    taken = overlapping(((one.start, one.end) for one in kept), len(text))
    return sorted([*kept, *(one for one in listed if not any(taken[one.start : one.end]))])


def vote(found: Iterable[Candidate], context: Mapping[str, Counter[Label]]) -> list[Candidate]:
    """Give every mention of a name the label that most of the evidence is for.

    Evidence is each mention's own label, what its context shows and what the name itself is.
    """
    found = list(found)
    counts: dict[str, Counter[Label]] = defaultdict(Counter)
    for one in found:
        counts[one.text][_pooled(one.label)] += OWN_LABEL
    long = {one.text for one in found if one.label in ("COMPANY", "BODY") and " " in one.text}
    for name, votes in counts.items():
        _add_evidence(name, votes, context.get(name, Counter()), organization=name in long)
    person = _person_names(counts)
    return [one._replace(label=_elect(one, counts[one.text], person)) for one in found]


def propagate(text: str, found: list[Candidate]) -> list[Candidate]:
    """Add the other places where a name, or the surname of a person, stands in the text."""
    labels = _worth_finding(found)
    if not labels:
        return found
    taken = overlapping(((one.start, one.end) for one in found), len(text))
    extra = []
    for start, end, name in standing(text, labels):
        label = labels[name]
        if not any(taken[start:end]) and _stands_alone(text, start, end, label):
            extra.append(Candidate(start, end, name, label))
    return sorted([*found, *extra])


def _pooled(label: Label) -> Label:
    return "ORG" if label in ("COMPANY", "BODY") else label


def _add_evidence(
    name: str, votes: Counter[Label], context: Counter[Label], *, organization: bool
) -> None:
    # "The company John Smith founded": a full name says more than what stands beside it.
    settled = votes["PERSON"] > 0 and " " in name
    shown = max(context[label] for label in ("COMPANY", "BODY", "ORG"))
    if shown >= STRONG and not context["PERSON"] and votes["PERSON"]:
        votes["ORG"] += votes.pop("PERSON")
    for label, count in context.items():
        if settled and label == "OTHER":
            continue
        weak = (settled and label == "COMPANY") or (organization and label == "PERSON")
        votes[_pooled(label)] += (WEAK_CONTEXT if weak else CONTEXT) * count
    listed = known(name)
    if listed is not None:
        votes[_pooled(listed)] += 1 + votes.total()
    elif _INNER_CAPITAL.fullmatch(name) and votes["PLACE"]:
        votes["ORG"] += votes.pop("PLACE")
    elif votes["PERSON"] and _no_person(name):
        votes["ORG"] += votes.pop("PERSON")
    elif votes["ORG"] and (other := _no_organization(name)):
        votes[other] += votes.pop("ORG")


def _no_person(name: str) -> bool:
    """Tell "Thornbury University", "KPMG Quist" and an acronym from a person.

    One word, as in "Court said", tells nothing.
    """
    first, *rest = name.split()
    if not rest:
        return name.isupper() and name.isalpha()
    return first in gazetteer("companies") or rest[-1] in words("bodies")


def _no_organization(name: str) -> Label | None:
    """Return what a name like "Shannon Airport" or "Clean Air Act" is by its head."""
    head = _OF.split(name, maxsplit=1)[0].split()[-1]
    kind = heads().get(head.casefold()) if " " in name else None
    return {"place": "PLACE", "other": "OTHER"}.get(kind or "")  # type: ignore[return-value]


def _elect(one: Candidate, votes: Counter[Label], person: _PersonNames) -> Label:
    if one.text in person.last or (one.label in _MAY_BE_FIRST and one.text in person.first):
        return "PERSON"
    own = _pooled(one.label)
    best, count = votes.most_common(1)[0]
    elected = best if count > votes[own] else own
    return one.label if elected == own else elected


def _person_names(counts: Mapping[str, Counter[Label]]) -> _PersonNames:
    full = [
        name.split()
        for name, votes in counts.items()
        if " " in name and votes.most_common(1)[0][0] == "PERSON" and known(name) is None
    ]
    first = frozenset(parts[0] for parts in full if known(parts[0]) is None)
    return _PersonNames(first, frozenset(parts[-1] for parts in full))


def _worth_finding(found: Iterable[Candidate]) -> dict[str, Label]:
    counts = Counter((one.text, one.label) for one in found)
    labels: dict[str, Label] = {}
    for (name, label), count in counts.items():
        if label not in ("PERSON", "ORG", "COMPANY", "BODY") or len(name) < 3:
            continue
        if name[0].isupper() and (" " in name or count > 1):
            labels[name] = label
    for name, label in counts:
        parts = name.split()
        if label == "PERSON" and 2 <= len(parts) <= 4:
            last = parts[-1]
            if last[0].isupper() and len(last) > 2 and last.rstrip(".") not in _GENERATION:
                labels.setdefault(last, "PERSON")
    return labels


def _stands_alone(text: str, start: int, end: int, label: Label) -> bool:
    """Tell whether a single word is not a part of a longer name."""
    if " " in text[start:end]:
        return True
    if _NEXT.match(text, end, end + 30):
        return False
    if label != "PERSON":
        return True
    before = _PREVIOUS.search(text[max(0, start - 30) : start])
    return before is None or before[1].rstrip(".") in words("openers") | words("titles")


@cache
def _listed() -> re.Pattern[str]:
    names = gazetteer("companies") | gazetteer("organizations") | capitals() | plain_capitals()
    return re.compile(rf"(?<![\w@#/.-])(?:{alternatives(names)})(?![\w/-])")
