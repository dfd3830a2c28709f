"""Turns what the recogniser marked into clean candidates for names.

The steps that pay, in the order of the study of CNN recognisers on news: cut at line ends,
strip the article, the possessive and titles, drop what cannot be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from enrich.features.entities.lists import alternatives, companies, gazetteer, heads, words

Label: TypeAlias = Literal["PERSON", "ORG", "COMPANY", "BODY", "PLACE", "PRODUCT", "GROUP", "OTHER"]

KEPT = 1 << 12
"""Names of which it is remembered what they are: half a megabyte for each question."""

_LABELS: dict[str, Label] = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "COMPANY": "COMPANY",
    "ORGANIZATION": "BODY",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "PLACE": "PLACE",
    "PRODUCT": "PRODUCT",
    "WORK_OF_ART": "PRODUCT",
    "NORP": "GROUP",
    "EVENT": "OTHER",
    "LAW": "OTHER",
    "LANGUAGE": "OTHER",
    "MISC": "OTHER",
}
_LEADING = re.compile(r"[\s\"“”‘'’`(\[{*_.,;:–—-]+|(?:[Tt]he|THE|[Aa]n?|[Ii]ts|[Tt]heir)\s+")  # noqa: RUF001
_TRAILING = re.compile(r"(?:['’][sS]?|[\s\"“”‘`\]}*_,;:!?–—-]+)$")  # noqa: RUF001
_ADDRESS = re.compile(r"https?:|www\.|\.(?:com|org|net|gov|io|html?)/|[@#\\<>|=]|\S/\S+/")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]|[^\W\d_a-zß-öø-ÿ]")
_COMMON_BEFORE = re.compile(r"(?:(?!d[aeiou]\b|al\b|el\b|l[ae]\b|von\b|van\b)[a-z][a-z-]+\s+)+")
_COMMON_AFTER = re.compile(r"(?:\s+(?!(?:bank|party)\b)[a-z][a-z-]*)+$")
_COUNTRY = re.compile(r"(?:US|U\.S\.|UK|U\.K\.)\s+(?=[A-Z])")
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Mx|Dr)\.?\s+[A-Z]")
_LEGAL = re.compile(r"(?:Inc|Ltd|LLC|LLP|Corp|Co|PLC|plc|Jr|Sr|L\.?P|S\.?A|N\.?V)\b", re.IGNORECASE)
_PARTICLES = re.compile(
    r"(?:\s(?:von|van|der|den|de|du|da|di|del|della|dos|bin|ibn|al|el|ten|ter))+\s[A-Z][\w'-]+"
)
_VERSION = re.compile(
    r"(?=.*[a-z]|.*\d\.\d|\S+-)\S*[\s-]v?\d+(?:\.\d+)*[A-Za-z]{0,2}"  # Llama 3, GPT-4o
    r"|(?=\w*[a-z])[A-Za-z]+\d+(?:\.\d+)*[a-z]?"  # Qwen2
    r"|.*\b\d+(?:\.\d+|x\d+)?[BM](?:\s.*)?"  # Mixtral 8x7B Instruct
)
_MAKER = re.compile(r"([^\s-]+(?:\sAI)?)[\s-]+(?=\S)")
_DASH = re.compile(r"\s[-–—|]+\s")  # noqa: RUF001
_PERIOD = re.compile(r"FY\s?\d{2,4}|[QH][1-4](?:\s\d+)?")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ufeff]")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[BMKGT]")


class Candidate(NamedTuple):
    """A stretch of text that may be a name."""

    start: int
    end: int
    text: str
    """The name with single spaces."""
    label: Label


def clean(text: str, doc: Any) -> list[Candidate]:
    """Return the trimmed entities of a Doc that may be names, in order, without overlaps."""
    found: list[Candidate] = []
    for entity in doc.ents:
        label = _LABELS.get(entity.label_)
        if label is None:
            continue
        for start, end in _parts(text, entity.start_char, entity.end_char):
            found.extend(_candidates(text, start, end, label))
    return found


def candidate(text: str, start: int, end: int, label: Label) -> Candidate:
    """Return the candidate at `[start, end)`."""
    return Candidate(start, end, plain(text[start:end]), label)


def plain(name: str) -> str:
    """Return a name with single spaces, straight apostrophes and nothing that cannot be seen."""
    return " ".join(_UNSEEN.sub("", name).replace("’", "'").split())  # noqa: RUF001


@lru_cache(maxsize=KEPT)
def possible(name: str, *, lower: bool = False) -> bool:
    """Tell whether a trimmed text can be a name at all; `lower` allows it to have no capital."""
    return (
        len(name.strip(".")) > 1
        and name not in words("not-names")
        and (lower or _CAPITAL.search(name) is not None)
        and _ADDRESS.search(name) is None
        and _PERIOD.fullmatch(name) is None
        and (_SIZE.fullmatch(name) is None or name in companies())
        and (_PLURAL_ACRONYM.fullmatch(name) is None or _listed(name))
        and not all(part in words("not-names") for part in name.split())
    )


def overlapping(spans: Iterable[tuple[int, int]], length: int) -> bytearray:
    """Return one byte per character of a text, 1 where a span covers it."""
    mask = bytearray(length)
    for start, end in spans:
        mask[start:end] = b"\1" * (end - start)
    return mask


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a list such as "Gartner, Forrester"; a legal form or a last "and" makes it one name."""
    if dash := _DASH.search(text, start, end):
        return [*_parts(text, start, dash.start()), *_parts(text, dash.end(), end)]
    rest = text[start:end].split(", ", 1)[1:]
    if not rest or re.search(r"\b(?:and|for|of)\b|&", rest[0]) or _LEGAL.match(rest[0]):
        return [(start, end)]
    cut = text.index(", ", start)
    return [(start, cut), *_parts(text, cut + 2, end)]


def _candidates(text: str, start: int, end: int, label: Label) -> list[Candidate]:
    newline = text.find("\n", start, end)
    start, end = trim(text, start, end if newline < 0 else newline)
    if label == "ORG" and _HONORIFIC.match(text, start, end):
        label = "PERSON"
    if label == "PERSON":
        start = _without_titles(text, start, end)
        if more := _PARTICLES.match(text, end):
            end = more.end()
    elif label in ("ORG", "COMPANY", "BODY"):
        start, end = _without_common_words(text, start, end)
    one = candidate(text, start, end, label)
    if not possible(one.text) or (label == "PERSON" and re.search(r"\d", one.text)):
        return []
    return _maker_and_product(text, one)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Strip articles, quotes, brackets and the possessive from both ends of a span."""
    while start < end and (match := _LEADING.match(text, start, end)):
        start = match.end()
    while start < end and (match := _TRAILING.search(text[start:end])):
        if match[0][0] in "'’" and plain(text[start:end]) in _possessive_names():  # noqa: RUF001
            break
        end = start + match.start()
    if plain(text[start : end + 2]) in _possessive_names():
        end += 2
    elif text[end : end + 1] == "!" and plain(text[start : end + 1]) in companies():
        end += 1
    if text[start:end].count("(") > text[start:end].count(")"):
        end = end + 1 if text[end : end + 1] == ")" else start + text[start:end].index("(")
    elif text[start:end].endswith(")") and "(" not in text[start:end]:
        end -= 1
    return start, start + len(text[start:end].rstrip())


def _without_titles(text: str, start: int, end: int) -> int:
    match = _titles().match(text, start, end)
    return match.end() if match and match.end() < end else start


def _without_common_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Strip words in lower case before and after a name, and the country before a public body."""
    if plain(text[start:end]) in companies():
        return start, end
    if before := _COMMON_BEFORE.match(text, start, end):
        start = before.end()
    if after := _COMMON_AFTER.search(text[start:end]):
        end = start + after.start()
    first, _, rest = plain(text[start:end]).partition(" ")
    if rest in companies() and first.lower() in words("trades"):
        start = text.index(rest.split()[0], start + len(first), end)
    if (state := _COUNTRY.match(text, start, end)) and not _listed(plain(text[start:end])):
        rest = plain(text[state.end() : end])
        if _listed(rest) or rest.count(" ") > 1:
            start = state.end()
    return start, end


def _listed(name: str) -> bool:
    return name in gazetteer("organizations") or name in companies()


def _maker_and_product(text: str, one: Candidate) -> list[Candidate]:
    """Tell a product by its name or version, and part "Maker Product" into the two."""
    if one.label == "PRODUCT":
        return _made(text, one)
    if one.label not in ("PERSON", "ORG", "PLACE", "COMPANY") or _listed(one.text):
        return [one]
    if _product(one.text):
        return _made(text, one._replace(label="PRODUCT"))
    for space in re.finditer(r"\s+", text[one.start : one.end]):
        maker = text[one.start : one.start + space.start()]
        rest = text[one.start + space.end() : one.end]
        if maker in companies() and _product(rest):
            return [
                candidate(text, one.start, one.start + space.start(), "ORG"),
                candidate(text, one.start + space.end(), one.end, "PRODUCT"),
            ]
    return [one]


def _made(text: str, one: Candidate) -> list[Candidate]:
    """Part the maker from a product that is named after it: "DeepSeek-V3" tells of DeepSeek."""
    match = _MAKER.match(text, one.start, one.end)
    if match is None or match[1] not in companies():
        return [one]
    return [
        candidate(text, one.start, match.end(1), "COMPANY"),
        candidate(text, match.end(), one.end, "PRODUCT"),
    ]


def _product(name: str) -> bool:
    """Tell a product by the list, by its version, or by a listed first word: "Windows Server"."""
    first, *rest = name.split()
    if name in gazetteer("products") or _VERSION.fullmatch(name):
        return True
    return bool(rest) and first in gazetteer("products") and rest[-1].casefold() not in heads()


@cache
def _possessive_names() -> frozenset[str]:
    return frozenset(name for name in gazetteer("companies") if name.endswith("'s"))


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(words('titles'))})\.?\s+)+")
