"""The lists that ship, out of those kept by hand and the public ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from enrich.features.entities.keys import key
from gazetteers.listed import listed
from gazetteers.names import order, own, own_table
from gazetteers.senses import Senses, senses

KINDS = frozenset({"company", "organization", "place", "other"})
"""What the head of a name may tell."""


def build() -> dict[str, str]:
    """Return the text of each list by its file name; raises ValueError on a contradiction."""
    companies = own("companies")
    others = {name: own(name) for name in ("organizations", "products")}
    acronyms, heads = own_table("acronyms"), own_table("heads")
    _refuse(_contradictions(companies, others, acronyms, heads))
    meanings = senses()
    also = _also_words(companies, meanings)
    taken = {key(name) for names in (companies, *others.values()) for name in names}
    distinct, plain = (
        {name for name in names if key(name) not in taken} for names in listed(meanings, heads)
    )
    return {
        "companies.txt": _lines((companies - also) | distinct),
        "companies-also-words.txt": _lines(also | plain),
        **{f"{name}.txt": _lines(names) for name, names in others.items()},
        "acronyms.tsv": _rows(acronyms),
        "heads.tsv": _rows(heads),
    }


def _also_words(companies: frozenset[str], meanings: Senses) -> frozenset[str]:
    """Return the companies that mean something else as well, as far as that matters.

    The word lists say so, corrected by hand: `ambiguous` has what they lack, `clear` the names
    that, with a capital, hardly ever mean anything but the company.
    """
    ambiguous, clear = own("ambiguous"), own("clear")
    told = {name for name in companies if " " not in name and meanings.other(name)}
    _refuse(
        [
            *(f"{name} is judged but no company" for name in (ambiguous | clear) - companies),
            *(f"ambiguous.txt need not have {name}" for name in ambiguous & told),
            *(f"clear.txt need not have {name}" for name in clear - told),
        ]
    )
    return frozenset((told | ambiguous) - clear)


def _contradictions(
    companies: frozenset[str],
    others: Mapping[str, frozenset[str]],
    acronyms: Mapping[str, str],
    heads: Mapping[str, str],
) -> Iterable[str]:
    lists = {"companies": companies, **others}
    pairs = [(one, two) for one in lists for two in lists if one < two]
    for one, two in pairs:
        yield from (f"{name} is in {one} and in {two}" for name in lists[one] & lists[two])
    kinds = {name: kind for kind, names in lists.items() for name in names}
    for short, long in acronyms.items():
        if short in kinds and long in kinds and kinds[short] != kinds[long]:
            yield f"{short} is in {kinds[short]}, {long} in {kinds[long]}"
    for head, kind in heads.items():
        if kind not in KINDS or head != head.lower() or " " in head:
            yield f"heads.tsv cannot say that {head} tells of a {kind}"


def _refuse(complaints: Iterable[str]) -> None:
    if listed_ := sorted(complaints):
        raise ValueError("\n".join(listed_))


def _lines(names: Iterable[str]) -> str:
    return "".join(f"{name}\n" for name in sorted(names, key=order))


def _rows(table: Mapping[str, str]) -> str:
    return "".join(f"{name}\t{table[name]}\n" for name in sorted(table, key=order))
