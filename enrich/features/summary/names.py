"""Surnames that stand alone in a sentence, and the full names that the article gives them.

Done only where the article leaves no doubt: the surname belongs to somebody who speaks or is
addressed with an honorific, and the same one first name stands before it wherever one does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from enrich.features.summary.words import lines

_LOWER = "[a-z\u00df-\u00f6\u00f8-\u017f]"
_WORD = f"[A-Z\u00c0-\u00d6\u00d8-\u00de]{_LOWER}+"
_CAPITAL = rf"{_WORD}(?:[-'\u2019]{_WORD})*"
_SURNAME = rf"(?:Mc|Mac|O['\u2019]|De|Van|Le|La|Du)?(?!\w{{1,2}}\b){_WORD}(?:-{_WORD})?"
_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Dr)\.? "
_HONORIFICS = ("mr", "mrs", "ms", "miss", "dr")
_SAYS = (
    r"(?:said|says|told|added|adds|wrote|writes|explained|explains|argued|argues|warned|admitted"
    r"|insisted|claimed|tweeted)"
)
_ADDRESSED = re.compile(rf"(?:Mr|Mrs|Ms|Miss|Dr)\.? ({_SURNAME})(?!\w)")
_SPEECH = re.compile(rf"{_SAYS}\b")
_SPEAKER_BEFORE = re.compile(rf"(?<![\w-])({_SURNAME}) $")
_SPEAKER_AFTER = re.compile(rf" (?:{_CAPITAL} )?({_SURNAME})(?=[,.;:]| (?:of|who|in|at)\b)")
_REACH = 30
"""A surname has at most so many characters."""
_FULL = re.compile(
    rf"(?<![\w-])(?:({_CAPITAL}) )?({_CAPITAL}(?: [A-Z]\.?)?) (?=({_SURNAME})(?![\w-]))"
)
_INITIAL = re.compile(r" [A-Z]\.?$")
_LAST_WORD = re.compile(r"[\w&'\u2019-]+$")


class Completion(Struct, frozen=True):
    """A surname in the text of a candidate, and the full name to write in its place."""

    start: int
    end: int
    """Where it stands, an honorific included."""
    full: str


def full_names(text: str) -> dict[str, str]:
    """Return, by surname, the full name of those people whose name leaves no doubt."""
    speakers = set(_ADDRESSED.findall(text)) | set(_speakers(text))
    if not speakers:
        return {}
    given: dict[str, set[str]] = defaultdict(set)
    for before, first, last in _FULL.findall(text):
        if last in speakers and first.casefold() not in _HONORIFICS:
            given[last].add(f"{before} {first}" if _is_name(before) else first)
    return {
        last: f"{min(firsts)} {last}"
        for last, firsts in given.items()
        if len(firsts) == 1 and all(_certain(word, text) for word in (*firsts, last))
    }


def completions(sentence: str, names: Mapping[str, str]) -> tuple[Completion, ...]:
    """Return the surnames of `names` that stand alone in the sentence, each where it is first."""
    found = []
    for last, full in names.items():
        if last not in sentence or full in sentence:
            continue
        match = re.search(rf"(?<![\w-])(?:{_HONORIFIC})?{re.escape(last)}(?![\w-])", sentence)
        if match and _alone(sentence, match.start(), match.end()):
            found.append(Completion(match.start(), match.end(), full))
    return tuple(sorted(found, key=lambda one: one.start))


def complete(text: str, wanted: Sequence[Completion]) -> str:
    """Return the text with full names in place of surnames."""
    for one in sorted(wanted, key=lambda each: -each.start):
        text = text[: one.start] + one.full + text[one.end :]
    return text


def _speakers(text: str) -> Iterator[str]:
    for verb in _SPEECH.finditer(text):
        start, end = verb.span()
        before = _SPEAKER_BEFORE.search(text, max(0, start - _REACH), start)
        after = _SPEAKER_AFTER.match(text, end)
        yield from (found.group(1) for found in (before, after) if found)


def _is_name(word: str) -> bool:
    return bool(word) and word.casefold() not in _no_names()


def _certain(word: str, text: str) -> bool:
    """Return whether the word is a single name, and never a common word in this text."""
    word = _INITIAL.sub("", word)
    if " " in word or not _is_name(word):
        return False
    lower = word.casefold()
    return lower not in text or not re.search(rf"(?<![\w-]){re.escape(lower)}(?!\w)", text)


def _alone(sentence: str, start: int, end: int) -> bool:
    """Return whether no capitalised word beside it may be part of the name."""
    if re.match(r" [A-Z]", sentence[end:]):
        return False
    before = _LAST_WORD.search(sentence[:start].rstrip())
    if before and before.group()[0].isupper() and sentence[before.end() : start] == " ":
        return before.start() == 0 and not _is_name(before.group())
    return True


@cache
def _no_names() -> frozenset[str]:
    return frozenset(word for line in lines("not-names.txt") for word in line.split())
