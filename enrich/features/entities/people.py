"""Tells which names are one person: full names with their surnames, initials and middle names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from enrich.features.entities.keys import key


def full_name_of(short: str, full: Iterable[str]) -> list[str]:
    """Return the full names that a shorter one may stand for: by its end, else by its start.

    "Suleyman" and "van Wijk" match the end of a name, "Mustafa" the start.
    """
    parts = key(short).split()
    names = [(name, key(name).split()) for name in full]
    longer = [(name, words) for name, words in names if len(words) > len(parts)]
    by_end = [name for name, words in longer if words[-len(parts) :] == parts]
    return by_end or [name for name, words in longer if words[: len(parts)] == parts]


def same_person(one: str, other: str) -> bool:
    """Tell whether two full names agree: same ends, and no middle name or initial against it.

    "George W Bush" is "George Bush" and "J. Smith" is "John Smith", but "George H W Bush" is
    not "George W Bush".
    """
    short, long = sorted((key(one).split(), key(other).split()), key=len)
    if len(short) < 2 or short[-1] != long[-1]:
        return False
    if not _first_names_agree(short[0], long[0]):
        return False
    return all(map(_first_names_agree, short[1:-1], long[1:-1]))


def by_order(mention: int, candidates: Mapping[str, list[int]]) -> str | None:
    """Return the full name last used before a mention, for a surname that several share."""
    before = [
        (max(start for start in starts if start < mention), name)
        for name, starts in candidates.items()
        if min(starts) < mention
    ]
    return max(before)[1] if before else None


def _first_names_agree(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other
