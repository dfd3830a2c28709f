"""Mends where names begin and end, by what only the text around them shows.

A recogniser reads a few words; a legal form, the partners of a firm or an acronym in brackets say
how far a name goes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from enrich.features.entities.lists import alternatives, companies, legal_forms
from enrich.features.entities.spans import Candidate, Label, candidate, possible, trim

NAMED: frozenset[Label] = frozenset({"ORG", "COMPANY", "BODY"})
"""The labels of organizations."""

_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")  # noqa: RUF001
_ACRONYM = re.compile(r"\(\s?[\"“']?([A-Z][A-Za-z&.]{1,9})[\"”']?\s?[,;)]")
_PARTNERS = re.compile(
    r"(?<![\w.-])[A-Z][\w'-]+(?:, [A-Z][\w'-]+)+,? & [A-Z][\w'-]+"
    r"(?:,? (?:LLC|LLP|Inc|Co|Partners|Associates)\b\.?)?"
)
_SEVERAL = re.compile(
    r"\b(?P<head>Department|Ministr)(?:s|ies) of (?P<of>(?:the )?[A-Z]\w+(?: [A-Z]\w+)*"
    r"(?:,? and [A-Z]\w+(?: [A-Z]\w+)*|, (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)+)"
)
_STAFF = "analyst|economist|strategist|trader|partner|lawyer|broker|consultant"
_TWO_PARTNERS = re.compile(
    rf"\b(?:{_STAFF}) (?:with|at) ([A-Z][\w'-]+ (?:and|&) [A-Z][\w'-]+)(?![\w-]|\s[A-Z])"
)
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "la", "du", "des", "y", "&"})
_WINDOW = 120
_GAPS = (" ", ", ")


def mended(text: str, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates with the boundaries that the text shows, in order."""
    found = _merged(found, list(_partnerships(text)))
    found = _merged(found, list(_several(text)))
    found = _merged(found, list(_with_legal_forms(text, found)))
    return _merged(found, list(_spelled_out(text, found)))


def _merged(found: list[Candidate], better: list[Candidate]) -> list[Candidate]:
    """Put candidates in the place of all that they overlap."""
    if not better:
        return found
    kept = [
        one
        for one in found
        if not any(other.start < one.end and one.start < other.end for other in better)
    ]
    return sorted([*kept, *better])


def _partnerships(text: str) -> Iterator[Candidate]:
    """Find "Harwood, Finch & Loy, LLP", and "Harwood and Loy" where an analyst is with them."""
    # Most articles have nothing of the kind, and to search for a plain string is quick.
    firms = [match.span() for match in _PARTNERS.finditer(text)] if " & " in text else []
    if any(one in text for one in _STAFF.split("|")):
        firms += [match.span(1) for match in _TWO_PARTNERS.finditer(text)]
    for start, end in firms:
        parts = re.split(r",? & | and |, ", text[start:end])
        if not any(part in companies() for part in parts):
            yield candidate(text, start, end, "COMPANY")


def _several(text: str) -> Iterator[Candidate]:
    """Find each of the "Departments of Energy, Health and State", under its own name."""
    if "Departments of " not in text and "Ministries of " not in text:
        return
    for match in _SEVERAL.finditer(text):
        head = "Department" if match["head"] == "Department" else "Ministry"
        for number, part in enumerate(re.finditer(r"[A-Z](?:(?!,| and ).)*", match["of"])):
            start = match.start("of") + part.start() if number else match.start()
            end = match.start("of") + part.end()
            yield Candidate(start, end, f"{head} of {part[0]}", "BODY")


def _with_legal_forms(text: str, found: list[Candidate]) -> Iterator[Candidate]:
    """Join a legal form with the names right before it: "Orla Quist Arden LLP"."""
    if not any(form in text for form in _plain_forms()):
        return
    starts = [one.start for one in found]
    for form in _legal_form().finditer(text):
        group: list[Candidate] = []
        begin = form.start()
        for one in reversed(found[: bisect_left(starts, form.end())]):
            holds = not group and one.end >= form.end()
            if not holds and text[one.end : begin] not in (_GAPS if not group else (" ",)):
                break
            # In a list of people with their firms, somebody stands before a firm in full.
            if one.label == "PERSON" and group and _firm(group[-1], form[0]):
                break
            group.append(one)
            begin = one.start
        labels = {one.label for one in group}
        if labels and labels <= NAMED | {"PERSON"}:
            yield candidate(text, begin, max(form.end(), group[0].end), "COMPANY")


def _firm(one: Candidate, form: str) -> bool:
    return one.label in NAMED and one.text.rstrip(".") != form


def _spelled_out(text: str, found: list[Candidate]) -> Iterator[Candidate]:
    """Find the whole of "Council for Trade in the North (CTN)" by its initials.

    The letters are matched from the end (A. Schwartz and M. Hearst, "A simple algorithm for
    identifying abbreviation definitions in biomedical text", 2003), capitals only.
    """
    labels = {one.text: one.label for one in found if one.label in NAMED}
    for match in _ACRONYM.finditer(text):
        end = match.start() - text[max(0, match.start() - 1) : match.start()].isspace()
        start = _long_start(text, end, match[1])
        if start is None:
            continue
        parts = [one for one in found if one.start < end and start < one.end]
        label = next((one.label for one in parts if one.label in NAMED), labels.get(match[1]))
        one = candidate(text, *trim(text, start, end), label or "ORG")
        if label is None or not possible(one.text) or any(p.start < start for p in parts):
            continue
        if not any((p.start, p.end) == (one.start, one.end) for p in parts):
            yield one


def _long_start(text: str, end: int, short: str) -> int | None:
    """Return where the capitalised words begin whose initials are `short`, or None."""
    letters = capitals_of(short)
    line = text.rfind("\n", 0, end) + 1
    spans = list(_WORD.finditer(text, max(line, end - _WINDOW), end))
    for match in reversed(spans):
        word = match[0]
        if word in _SMALL:
            continue
        initials = [part[0] for part in word.split("-") if part[:1].isupper()]
        if not initials or initials != letters[-len(initials) :]:
            return None
        del letters[-len(initials) :]
        if not letters:
            return match.start()
    return None


def capitals_of(short: str) -> list[str]:
    """Return the letters that a short form stands for: E, C, B of "ECB", and of "Ecb" as well."""
    letters = short.replace(".", "")
    capitals = [letter for letter in letters if letter.isupper()]
    return list(letters.upper()) if len(capitals) == 1 and len(letters) < 7 else capitals


@cache
def _plain_forms() -> list[str]:
    """Return the legal forms that are nothing else: "Co", "AG" or "SA" are often other things."""
    return sorted(legal_forms().keys() & {"Inc", "LLC", "LLP", "Ltd", "Corp", "PLC", "plc"})


@cache
def _legal_form() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(_plain_forms())})\b")
