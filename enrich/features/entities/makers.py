"""Finds the maker in the name of a product: "Orbel-V3" tells of Orbel, if Orbel is a company."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from enrich.features.entities.spans import Candidate, candidate
from enrich.records import Mention

_MAKER = re.compile(r"([^\s-]+(?:\sAI)?)[\s-]+(?=\S)")


def in_document(text: str, found: list[Candidate]) -> list[Candidate]:
    """Part the makers from products where the same text tells that they are companies."""
    companies = {one.text for one in found if one.label == "COMPANY"}
    parted: list[Candidate] = []
    for one in found:
        cut = _cut(one.text, companies.__contains__) if one.label == "PRODUCT" else None
        if cut is None or text[one.start : one.start + cut[0]] != one.text[: cut[0]]:
            parted.append(one)
        else:
            parted.append(candidate(text, one.start, one.start + cut[0], "COMPANY"))
            parted.append(candidate(text, one.start + cut[1], one.end, "PRODUCT"))
    return parted


def in_corpus(mentions: Iterable[Mention], is_company: Callable[[str], bool]) -> Iterator[Mention]:
    """Yield mentions, the makers parted from products where the corpus calls them companies."""
    for one in mentions:
        cut = _cut(one.text, is_company) if one.type == "product" else None
        if cut is None:
            yield one
        else:
            yield Mention(one.start, one.start + cut[0], one.text[: cut[0]], "company")
            yield Mention(one.start + cut[1], one.end, one.text[cut[1] :], "product")


def _cut(name: str, is_company: Callable[[str], bool]) -> tuple[int, int] | None:
    """Return where the maker ends and where the product begins in a name, or None."""
    match = _MAKER.match(name)
    if match is None or not is_company(match[1]):
        return None
    return match.end(1), match.end()
