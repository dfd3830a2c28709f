"""Finds the names that an article gives in full once and cuts short from then on.

"Varnholt Semiconductor" is Varnholt in the next sentence, whatever the recogniser takes Varnholt
for. A name that is known by itself is not cut short: "Google Cloud" is not Google.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from enrich.features.entities.evidence import known
from enrich.features.entities.keys import key, without_legal_form
from enrich.features.entities.lists import gazetteer
from enrich.features.entities.spans import Candidate, Label

_FULL: frozenset[Label] = frozenset({"ORG", "COMPANY", "BODY"})
_SHORT: frozenset[Label] = frozenset({"ORG", "COMPANY", "BODY", "PERSON"})


def cut_short(text: str, found: Iterable[Candidate]) -> dict[str, str]:
    """Return the short forms of an article's companies, each with the name it stands for.

    The name in full comes first, the headline aside; no other name begins with the short form,
    and no person in the article is called so.
    """
    headline = max(text.find("\n\n"), 0)
    first: dict[str, int] = {}
    labels: dict[str, Label] = {}
    ordered = sorted(found)
    products = {one.start for one in ordered if one.label == "PRODUCT"}
    for one in ordered:
        labels[one.text] = one.label
        # Within the name of a product a maker may be cut short before it is given in full.
        if one.start >= headline and one.end + 1 not in products:
            first.setdefault(one.text, one.start)
    people = [f" {name} " for name, label in labels.items() if label == "PERSON" and " " in name]
    longs = _longs(name for name, label in labels.items() if label in _FULL and name in first)
    return {
        short: long
        for short, label in labels.items()
        if label in _SHORT
        and (long := longs.get(key(short))) is not None
        and known(short) is None
        and short not in gazetteer("companies-also-words")
        and not any(f" {short} " in name for name in people if name != f" {short} ")
        and (first[long] < first.get(short, len(text)) or _formal(long))
    }


def relabelled(found: Iterable[Candidate], short: Mapping[str, str]) -> list[Candidate]:
    """Give short forms that look like people the label of the name that they stand for."""
    found = list(found)
    labels = {one.text: one.label for one in found}
    return [
        one._replace(label=labels[short[one.text]])
        if one.label == "PERSON" and one.text in short
        else one
        for one in found
    ]


def _longs(names: Iterable[str]) -> dict[str, str]:
    """Return, by the key of each proper beginning, the one name that begins so."""
    begun: dict[str, dict[str, str]] = defaultdict(dict)
    for name in sorted(names):
        bare = key(without_legal_form(name))
        words = bare.split()
        for count in range(1, len(words) + (bare != key(name))):
            begun[" ".join(words[:count])].setdefault(bare, name)
    found = ((beginning, _longest(of)) for beginning, of in begun.items())
    return {beginning: long for beginning, long in found if long is not None}


def _longest(names: Mapping[str, str]) -> str | None:
    """Return the name that all others lead to, or None: the keys are compared, the names given.

    "Varnholt Data" is on the way from Varnholt to "Varnholt Data Recovery".
    """
    longest = max(names, key=len)
    return names[longest] if all(f"{longest} ".startswith(f"{one} ") for one in names) else None


def _formal(name: str) -> bool:
    """Tell a name with its legal form, which the end of an announcement gives."""
    return known(name) == "COMPANY" and without_legal_form(name) != name
