"""Reads the training sets: each says of every word which tags it may have.

The sets do not annotate the same things: "ORG" of one may be COMPANY or ORG here, and what one
leaves unmarked may be a product. `sets.tsv` says which, and training sums the probability of all
that is allowed (marginal likelihood for partial labels; Tsuboi et al., 2008).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import NamedTuple

from enrich.recogniser.labels import TAGS

ANY = (1 << len(TAGS)) - 1
"""Every tag is allowed: nothing is known of the word."""
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")  # noqa: RUF001
_MARK = re.compile(r"\[\[([^\[\]|]+)\|([A-Z]+)\]\]")
_HELD = re.compile(r"^(?:ai|deals|tech)/part1[1-9]/|^posts/part10/|^plain/\d\d9$")
_HERE = Path(__file__).parent

Span = tuple[int, int, str]


class Document(NamedTuple):
    """A text with its marked names, and the set whose conventions they follow."""

    set: str
    text: str
    spans: tuple[Span, ...]
    weight: int = 1
    """How often it is read in an epoch; 0 for a text without labels that only a teacher reads."""


def read(path: Path, weight: int = 1, *, held: bool = False) -> list[Document]:
    """Read the passages of a file that are not held out, or only those that are.

    A file is JSONL of `id`, `text` and `spans`, or text with marked names; it names the set.
    Of our own passages about every tenth is held out, whole parts of them in the JSONL files.
    """
    rows = _marked(path) if path.suffix == ".txt" else _lines(path)
    return [
        Document(path.stem, text, spans, weight)
        for name, text, spans in rows
        if held == (path.stem.startswith("own-") and _HELD.search(name) is not None)
    ]


def _lines(path: Path) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row["id"], row["text"], tuple(_tight(row["text"], row["spans"]))


def _marked(path: Path) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    """Read passages parted by lines of `---`, with names marked as `[[name|LABEL]]`.

    The marks are tight as they stand, so that names such as "Sainsbury's" keep their end.
    """
    for number, passage in enumerate(path.read_text(encoding="utf-8").strip().split("\n---\n")):
        text, spans = "", []
        pieces = _MARK.split(passage)
        for before, name, label in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
            text += before
            spans.append((len(text), len(text) + len(name), label))
            text += name
        yield f"plain/{number:03}", text + pieces[-1], tuple(spans)


def allowed(document: Document, words: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each word the bits of the tags that it may have."""
    outside = tags_of(document.set, "outside")[0]
    bits = [outside] * len(words)
    taken = -1
    for start, end, label in sorted(document.spans, key=lambda span: (span[0], -span[1])):
        if start < taken:
            continue
        taken = end
        first, rest = tags_of(document.set, label)
        inside = [n for n, (begin, stop) in enumerate(words) if begin < end and stop > start]
        for place, number in enumerate(inside):
            bits[number] = rest if place else first
    return bits


@cache
def tags_of(name: str, label: str) -> tuple[int, int]:
    """Return the bits allowed for the first word and for later words of a label in a set."""
    if name.startswith("text-"):
        return ANY, ANY
    for pattern, given, meant in _conventions():
        if fnmatch(name, pattern) and given in (label, "*"):
            return _bits(meant, "B"), _bits(meant, "B" if label == "outside" else "I")
    raise ValueError(f"sets.tsv does not say what {label!r} means in {name!r}; add a line")


def _bits(meant: Iterable[str], part: str) -> int:
    bits = 0
    for label in meant:
        names = [label] if label == "O" else [f"{part}-{label}"]
        # A word outside of all names that may be in one may begin it or go on with it.
        if label != "O" and part == "B" and "O" in meant:
            names.append(f"I-{label}")
        for name in names:
            bits |= 1 << TAGS.index(name)
    return bits


@cache
def _conventions() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    with (_HERE / "sets.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return tuple((name, label, tuple(meant.split())) for name, label, meant in rows)


def _tight(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Leave a leading article and a possessive outside of a name, as our own gold does."""
    for start, end, label in spans:
        if article := _ARTICLE.match(text, start, end):
            start = article.end()
        if possessive := _POSSESSIVE.search(text[start:end]):
            end = start + possessive.start()
        if start < end:
            yield start, end, label
