"""The editor's lexicon: canonical names with aliases, names to ignore, names to keep apart.

companies:
  Microsoft: [Microsoft Corp, MSFT]
people:
  Mustafa Suleyman:
ignore: [AI, CEO]
apart:
  - [Ford, Ford Motor]
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from enrich.errors import SettingsError
from enrich.settings import document
from enrich.settings.document import Document, KeyPath
from enrich.settings.schema import Lexicon, LexiconName, NamedType

SECTIONS: dict[str, NamedType] = {
    "companies": "company",
    "organizations": "organization",
    "people": "person",
    "products": "product",
    "places": "place",
}
ALLOWED = (*SECTIONS, "ignore", "apart")


def read(path: Path) -> Lexicon:
    """Read a lexicon file; raises SettingsError with the line of a wrong entry."""
    return parse(document.read(path))


def parse(source: Document) -> Lexicon:
    """Turn a parsed lexicon document into the record that features use."""
    for key in source.values:
        if key not in ALLOWED:
            raise _wrong(source, (key,), f'unknown section "{key}"; allowed: {", ".join(ALLOWED)}')
    names = [
        LexiconName(name, kind, aliases)
        for section, kind in SECTIONS.items()
        for name, aliases in _entries(source, section)
    ]
    seen: dict[str, str] = {}
    for entry in names:
        for form in (entry.name, *entry.aliases):
            if seen.setdefault(form, entry.name) != entry.name:
                message = f'"{form}" stands for both {seen[form]} and {entry.name}; keep one'
                raise SettingsError(message, path=source.name)
    apart = source.values.get("apart") or []
    if not isinstance(apart, list):
        raise _wrong(source, ("apart",), "write a list of lists of names")
    groups = tuple(_strings(source, ("apart",), group) for group in apart)
    ignore = _strings(source, ("ignore",), source.values.get("ignore"))
    return Lexicon(tuple(names), ignore, groups)


def _entries(source: Document, section: str) -> list[tuple[str, tuple[str, ...]]]:
    values = source.values.get(section) or {}
    if isinstance(values, list):
        return [(name, ()) for name in _strings(source, (section,), values)]
    if not isinstance(values, dict):
        raise _wrong(source, (section,), "write a list of names, or `Name: [alias, alias]` lines")
    return [
        (str(name), _strings(source, (section, str(name)), aliases))
        for name, aliases in values.items()
    ]


def _strings(source: Document, keys: KeyPath, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        place = ".".join(keys)
        raise _wrong(source, keys, f'"{place}" takes names; put a number or yes/no in quotes')
    return tuple(listed)


def _wrong(source: Document, keys: KeyPath, message: str) -> SettingsError:
    return SettingsError(message, path=source.name, line=source.line(keys))
