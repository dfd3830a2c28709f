"""Tells which names are one person: full names with their surnames, initials and middle names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from enrich.features.entities.keys import key

_NICKNAME = re.compile(r"\s[\"'“‘(]([A-Z][\w-]+)[\"'”’)](?=\s)")  # noqa: RUF001


def readings(name: str) -> list[list[str]]:
    """Return the words of a name, once without and once for a nickname inside.

    `Ahmed "Mido" Hossam` is Ahmed Hossam, Mido Hossam and Mido.
    """
    nicknames = _NICKNAME.findall(name)
    whole = key(_NICKNAME.sub("", name)).split()
    return [
        whole,
        *([key(one), *whole[1:]] for one in nicknames),
        *([key(one)] for one in nicknames),
    ]


def full_name_of(short: str, full: Iterable[str]) -> list[str]:
    """Return the full names that a shorter one may stand for: by its end, else by its start.

    "Suleyman" and "van Wijk" match the end of a name, "Mustafa" the start.
    """
    parts = key(short).split()
    longer = [
        (name, words)
        for name, read in ((name, readings(name)) for name in full)
        if len(read[0]) > len(parts) or len(read) > 1
        for words in read
    ]
    by_end = [name for name, words in longer if words[-len(parts) :] == parts]
    by_start = [name for name, words in longer if words[: len(parts)] == parts]
    return list(dict.fromkeys(by_end or by_start))


def same_person(one: str, other: str) -> bool:
    """Tell whether two full names agree: same ends, and no middle name or initial against it.

    "George W Bush" is "George Bush" and "J. Smith" is "John Smith", but "George H W Bush" is
    not "George W Bush".
    """
    short, long = sorted((readings(one)[0], readings(other)[0]), key=len)
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
