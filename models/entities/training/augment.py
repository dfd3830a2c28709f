"""Varies the training texts, so that names are learnt by what stands around them.

People and companies are renamed, the same name alike in a text, and a small share of texts is
put in capitals, in lower case, or in the case of headlines.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from faker import Faker

from training.gold import Document
from training.split import companies

_HERE = Path(__file__).parent
RENAMED = {"own": 0.5, "open": 0.35}
"""Share of texts in which people and companies are renamed, by the kind of set."""
RECASED = 0.1
"""Share of texts of which a part is put in another case."""
DRAWN = 300
"""Draws of a given and of a family name from each locale of Faker; many names come twice."""


class Names(NamedTuple):
    """Names to put in the place of others."""

    given: Sequence[str]
    family: Sequence[str]
    companies: Sequence[str]
    stems: Sequence[str]
    tails: Sequence[str]

    def person(self, pick: random.Random) -> tuple[str, str]:
        """Return a given and a family name that need not have met before."""
        return pick.choice(self.given), pick.choice(self.family)

    def company(self, pick: random.Random) -> str:
        """Return the name of a company: one of the texts, a listed one or an invented one."""
        if pick.random() < 0.5:
            return pick.choice(self.companies)
        stem = pick.choice(self.stems) + (pick.choice(self.stems) if pick.random() < 0.6 else "")
        name = stem.capitalize() if pick.random() < 0.85 else stem
        style = pick.random()
        if style < 0.1:
            return f"{name}AI" if name[0].isupper() else f"x{name.upper()[:3]}"
        return f"{name} {pick.choice(self.tails)}" if style < 0.45 else name


def names(documents: Iterable[Document]) -> Names:
    """Collect the names of people and companies in the texts, and the listed ones."""
    given, family = people()
    firms = set(companies())
    for document in documents:
        for start, end, label in document.spans:
            parts = document.text[start:end].split()
            if label == "PERSON" and len(parts) in (2, 3) and all(map(_plain, parts)):
                given.add(parts[0])
                family.add(parts[-1])
            elif label == "COMPANY" and document.set.startswith("own-"):
                firms.add(" ".join(parts))
    return Names(sorted(given), sorted(family), sorted(firms), _lines("stems"), _lines("tails"))


def people() -> tuple[set[str], set[str]]:
    """Return given and family names of many languages in Latin letters, drawn from Faker."""
    given: set[str] = set()
    family: set[str] = set()
    for locale in _lines("locales"):
        fake = Faker(locale)
        fake.seed_instance(0)
        romanized = hasattr(fake, "first_romanized_name")
        first = fake.first_romanized_name if romanized else fake.first_name
        last = fake.last_romanized_name if romanized else fake.last_name
        given |= {name for name in (first() for _ in range(DRAWN)) if _plain(name)}
        family |= {name for name in (last() for _ in range(DRAWN)) if _plain(name)}
    return given, family


def vary(document: Document, pool: Names, pick: random.Random) -> Document:
    """Return the document as it is read this time."""
    if pick.random() < RENAMED.get(document.set.split("-")[0], 0):
        document = rename(document, pool, pick)
    return recase(document, pick) if pick.random() < RECASED else document


def rename(document: Document, pool: Names, pick: random.Random) -> Document:
    """Give the people and companies of a text other names, and move the spans with them."""
    new = _new_names(document, pool, pick)
    text, spans, position = [], [], 0
    length = 0
    for start, end, label in sorted(document.spans):
        if start < position:
            continue
        surface = new.get((document.text[start:end], label), document.text[start:end])
        text += [document.text[position:start], surface]
        length += start - position
        spans.append((length, length + len(surface), label))
        length += len(surface)
        position = end
    text.append(document.text[position:])
    return document._replace(text="".join(text), spans=tuple(spans))


def recase(document: Document, pick: random.Random) -> Document:
    """Put the first sentence, or the whole text, in another case."""
    stop = document.text.find(". ") + 1
    stop = stop if stop > 0 and pick.random() < 0.6 else len(document.text)
    put = pick.choice((str.upper, str.lower, str.title))
    changed = put(document.text[:stop]).replace("'S ", "'s ")
    if len(changed) != stop:  # some letters have no capital of the same length
        return document
    return document._replace(text=changed + document.text[stop:])


def _new_names(document: Document, pool: Names, pick: random.Random) -> dict[tuple[str, str], str]:
    """Return the new surface of every person's and company's surface, surnames in agreement."""
    surfaces = sorted({(document.text[start:end], label) for start, end, label in document.spans})
    surfaces.sort(key=lambda one: -len(one[0]))
    new: dict[tuple[str, str], str] = {}
    parts: dict[str, str] = {}
    for surface, label in surfaces:
        if label == "COMPANY":
            new[surface, label] = pool.company(pick)
        elif label == "PERSON" and " " in surface:
            given, family = pool.person(pick)
            new[surface, label] = f"{given} {family}"
            parts[surface.split()[-1]], parts[surface.split()[0]] = family, given
        elif label == "PERSON" and surface in parts:
            new[surface, label] = parts[surface]
    return new


def _plain(part: str) -> bool:
    return len(part) > 1 and part.replace("-", "").isalpha() and part[0].isupper()


def _lines(name: str) -> list[str]:
    return (_HERE / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]
