"""Gold in JSON lines: articles with what they name, or texts with labelled spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from enrich.errors import UsageError
from enrich.evaluate.measures import Name, Sum
from enrich.records import Article


class Labels(Struct, frozen=True):
    """What one article names; None for a kind that was not labelled, which is not scored."""

    companies: tuple[Name, ...] | None = None
    organizations: tuple[Name, ...] | None = None
    people: tuple[Name, ...] | None = None
    money: tuple[Sum, ...] | None = None
    bullets: tuple[str, ...] = ()
    key_sentences: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """One line of article gold; the text is here, or in the corpus under `id`."""

    id: str
    labels: Labels
    line: int
    title: str = ""
    text: str | None = None


class Passage(Struct, frozen=True):
    """A text with the spans in it."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    """Start, end (characters, half-open) and label."""
    labels: frozenset[str]
    """The labels that are annotated exhaustively."""
    line: int


class Place(NamedTuple):
    """Where a reader looks: a file and its line."""

    path: str
    line: int


class Document(Struct, frozen=True):
    """An article with its labels."""

    article: Article
    labels: Labels
    place: Place
    """Where its labels are."""
    is_file: bool = False
    """True where `place.path` is the article itself, so that its lines can be shown."""


class _Money(Struct):
    """A sum as gold files write it (`low`, `high`), or as front matter does (`amount`, `to`)."""

    low: float | None = None
    high: float | None = None
    amount: float | None = None
    to: float | None = None
    currency: str | None = None
    text: str = ""


class Written(Struct):
    """Labels as people write them: names alone or with aliases, only the kinds they looked for."""

    companies: list[str | Name] | None = None
    organizations: list[str | Name] | None = None
    people: list[str | Name] | None = None
    money: list[_Money] | None = None
    bullets: list[str] = []
    key_sentences: list[str] = []


class _Identified(Struct):
    id: str
    title: str | None = None
    text: str | None = None


class _Spanned(Struct):
    text: str
    spans: list[tuple[int, int, str]]
    labels: list[str]


def read(path: Path) -> list[Row] | list[Passage]:
    """Read a JSON lines file of one kind; raises UsageError with the line of a wrong one."""
    rows: list[Row] = []
    passages: list[Passage] = []
    for line, row in _lines(path):
        try:
            if "spans" in row:
                passages.append(_passage(msgspec.convert(row, _Spanned), line))
            else:
                given = msgspec.convert(row, _Identified)
                found = labels(msgspec.convert(row, Written))
                rows.append(Row(given.id, found, line, given.title or "", given.text))
        except (msgspec.ValidationError, ValueError) as error:
            raise UsageError(
                f"is not gold: {error}; {_SHAPE}", path=str(path), line=line
            ) from error
        if rows and passages:
            message = "mixes articles and spans; keep one kind in a file"
            raise UsageError(message, path=str(path), line=line)
    if not rows and not passages:
        raise UsageError(f"holds no gold; {_SHAPE}", path=str(path))
    return rows or passages


def read_texts(path: Path) -> dict[str, Article]:
    """Read articles from JSON lines of `id`, `title` and `text`; raises UsageError."""
    articles = {}
    for line, row in _lines(path):
        try:
            given = msgspec.convert(row, _Identified)
        except msgspec.ValidationError as error:
            raise UsageError(f"is no article: {error}", path=str(path), line=line) from error
        if given.text is None:
            raise UsageError('has no "text"', path=str(path), line=line)
        articles[given.id] = inline(given.id, given.title or "", given.text)
    return articles


def inline(id_: str, title: str, text: str) -> Article:
    """Return an article that is no file."""
    return Article(path=id_, title=title, excerpt="", fields={}, text=text, body_start=0)


def labels(written: Written) -> Labels:
    """Return labels in one form; raises ValueError for a sum without an amount."""
    money = written.money
    return Labels(
        companies=_names(written.companies),
        organizations=_names(written.organizations),
        people=_names(written.people),
        money=None if money is None else tuple(_sum(one) for one in money),
        bullets=tuple(written.bullets),
        key_sentences=tuple(written.key_sentences),
    )


_SHAPE = 'write {"id", "companies", "people", "money"…} or {"text", "spans", "labels"} a line'


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=str(path)) from error
    # Only \n ends a line of JSON lines: U+2028 may stand inside a string.
    for number, line in enumerate(re.split(rb"\r?\n", data), 1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise UsageError(f"is not JSON lines: {error}", path=str(path), line=number) from error


def _passage(given: _Spanned, line: int) -> Passage:
    for start, end, label in given.spans:
        if not 0 <= start < end <= len(given.text):
            raise ValueError(f"the span [{start}, {end}, {label}] is not inside the text")
    return Passage(given.text, tuple(given.spans), frozenset(given.labels), line)


def _names(written: list[str | Name] | None) -> tuple[Name, ...] | None:
    if written is None:
        return None
    return tuple(Name(one) if isinstance(one, str) else one for one in written)


def _sum(given: _Money) -> Sum:
    low = given.amount if given.low is None else given.low
    if low is None:
        raise ValueError('a sum needs "low" and "high", or "amount"')
    high = given.to if given.high is None else given.high
    return Sum(low, low if high is None else high, given.currency, given.text)
