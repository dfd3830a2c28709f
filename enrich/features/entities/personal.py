"""Mends the names of people: where they begin and end, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enrich.features.entities.lists import words
from enrich.features.entities.spans import Candidate, candidate

_SYLLABLE = re.compile(
    r"-(?!(?:era|led|like|type|style|ally|run|bred|born|based|owned|made|ite|free)\b)[a-z]{2,5}(?![\w-])"
)
_DATELINE = re.compile(r"(?<=[a-z])\s+[A-Z]{4,}(?:\s[A-Z]{4,})*$")
_BETWEEN = re.compile(r" [\"“‘'][A-Z][\w-]+[\"”’'] ")  # noqa: RUF001
_OPENED, _CLOSED = re.compile(r".* [\"“‘'][A-Z][\w-]+"), re.compile(r"[\"”’'] ")  # noqa: RUF001
"""A nickname that only opens in a name, and what closes it."""
_CONSTITUENCY = re.compile(r"(?:[RDI]|[A-Z]{2,4})-[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+)*\.?")


def personal(text: str, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates with the names of people mended, in order."""
    mended = [
        mended
        for one in found
        for mended in (_mended(text, one) if one.label == "PERSON" else [one])
    ]
    return _joined(text, mended)


def _joined(text: str, found: list[Candidate]) -> list[Candidate]:
    """Join what a nickname or a bracket parts: Robert "Bobby" Kestrel, (Ada) Quist."""
    whole: list[Candidate] = []
    for one in found:
        last = whole[-1] if whole and whole[-1].label == one.label == "PERSON" else None
        between = text[last.end : one.start] if last else ""
        opened = last and _CLOSED.fullmatch(between) and _OPENED.fullmatch(last.text)
        if last and (opened or _BETWEEN.fullmatch(between)):
            whole[-1] = candidate(text, last.start, one.end, "PERSON")
        elif last and between == ") " and text[last.start - 1 : last.start] == "(":
            name = f"{last.text} {one.text}"
            whole[-1] = Candidate(last.start - 1, one.end, name, "PERSON")
        else:
            whole.append(one)
    return whole


def _mended(text: str, one: Candidate) -> Iterator[Candidate]:
    """Yield what is left of one name: the place of a byline goes, as does a bare title."""
    start, end = one.start, one.end
    parts = one.text.split()
    if len(parts) > 2 and parts[0] in words("peoples"):
        start = text.index(parts[1], start)
    if tail := _DATELINE.search(text[start:end]):
        yield candidate(text, start, start + tail.start(), "PERSON")
        yield candidate(text, start + len(text[start:end]) - len(tail[0].lstrip()), end, "PLACE")
        return
    if _CONSTITUENCY.fullmatch(one.text) and text[max(0, start - 2) : start].strip() in (",", "("):
        if text[start - 1] == "(":
            yield candidate(text, start, text.index("-", start), "BODY")
        return
    if len(parts) > 1 and len(parts[-1]) < 5 and (more := _SYLLABLE.match(text, end)):
        end = more.end()
    if one.text.rstrip(".") not in words("titles"):
        yield candidate(text, start, end, "PERSON")
