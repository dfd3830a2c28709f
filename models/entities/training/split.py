"""Tells companies from other organizations in sets that call both ORG, where a name says it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from training.gold import Document, Span

_LISTS = Path(__file__).parent.parent
_LEGAL = frozenset(
    ("inc", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc", "gmbh")
)


def split(document: Document) -> Document:
    """Return the document with COMPANY or BODY for those ORG spans whose name is no doubt."""
    if document.set.startswith("own-"):
        return document
    return document._replace(spans=tuple(_told(document)))


def companies() -> tuple[str, ...]:
    """Return the listed names of companies, sorted."""
    return tuple(sorted(_names("companies")))


def _told(document: Document) -> Iterator[Span]:
    for start, end, label in document.spans:
        name = " ".join(document.text[start:end].split())
        yield start, end, (_kind(name) or label) if label == "ORG" else label


def _kind(name: str) -> str | None:
    if name in _names("companies"):
        return "COMPANY"
    if name in _names("organizations"):
        return "BODY"
    head = name.split(" of ", 1)[0].split(" for ", 1)[0]
    last = head.split()[-1].strip(".,").casefold()
    if " " in head and last in _LEGAL and head == name:
        return "COMPANY"
    if " " not in name:
        return None
    return {"company": "COMPANY", "organization": "BODY"}.get(_heads().get(last, ""))


@cache
def _names(name: str) -> frozenset[str]:
    lines = (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _heads() -> dict[str, str]:
    lines = (_LISTS / "heads.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t")[:2] for line in lines if "\t" in line)
