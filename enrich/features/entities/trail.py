"""How each form of one article came to its type: the steps of `extract`, with what each saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from enrich.features.entities.evidence import known
from enrich.features.entities.kinds import kind
from enrich.features.entities.lists import gazetteer, heads, legal_forms
from enrich.features.entities.spans import Candidate, Label
from enrich.features.entities.steps import steps
from enrich.records import MentionType

Votes = dict[str, int]


class Trail(Struct, frozen=True):
    """What every step made of one form; counts are mentions."""

    recogniser: Votes = {}
    """What the recogniser called it."""
    listed: int = 0
    """Where the recogniser saw nothing, and the list of well-known names did."""
    shown: int = 0
    """Where only the words around it showed a company."""
    repeated: int = 0
    """Where it was found because it is a name elsewhere in the article."""
    context: Votes = {}
    """Signs in the words around it, by the type they show."""
    elected: Votes = {}
    """What the evidence of the whole article made of it."""
    common: int = 0
    """Where it was dropped as an ordinary word."""


def trails(text: str, doc: Any) -> dict[str, Trail]:
    """Return the trail of every form that some step took for a name.

    The steps are those of `extract.name`, run once more on the same document.
    """
    done = steps(text, doc)
    seen, elected = _labels(done.cleaned), _labels(done.names)
    by_list, by_context = _added(done.listed, done.cleaned), _added(done.shown, done.listed)
    by_repeat, dropped = _added(done.names, done.voted), _added(done.shown, done.kept)
    return {
        form: Trail(
            recogniser=votes(seen.get(form, {})),
            listed=by_list[form],
            shown=by_context[form],
            repeated=by_repeat[form],
            context=votes(done.around.get(form, {})),
            elected=votes(elected.get(form, {})),
            common=dropped[form],
        )
        for form in sorted({one.text for one in (*done.cleaned, *done.names, *done.shown)})
    }


def votes(counts: Mapping[Label, int]) -> Votes:
    """Return counts of labels as plain data."""
    return {str(label): count for label, count in counts.items()}


def why_type(form: str, long: str, type_: MentionType, trail: Trail) -> str:
    """Return what decided the type of a form; `long` is what the article introduces it for."""
    listed = known(long)
    if listed is not None and type_ != "person":
        last = long.split()[-1].strip(".,").replace(".", "")
        own = legal_forms().get(last) == "abbreviation" and long not in gazetteer("companies")
        return f'has the legal form "{last}"' if own else "is in the list of well-known names"
    if type_ in ("company", "organization"):
        return why_kind(long, type_, trail)
    if type_ == "person" and trail.context.get("PERSON"):
        return "the words around it show a person"
    if type_ == "person" and _most(trail.recogniser) != "PERSON":
        return "is part of a person's full name in the article"
    return "the recogniser says so"


def why_kind(name: str, type_: MentionType, trail: Trail) -> str:
    """Return what makes a name a company rather than any other organization, or the reverse."""
    if name in gazetteer("companies-also-words"):
        return "is in the list of well-known names"
    nothing: Counter[Label] = Counter()
    if kind(name, "COMPANY", nothing) == kind(name, "BODY", nothing):
        return "its words name a public body"
    if label := next((one for one in ("COMPANY", "BODY") if trail.elected.get(one)), None):
        return f"the recogniser calls it {label}"
    if heads().get(_head(name)) == type_ and " " in name:
        return f'its head, "{_head(name)}"'
    if kind(name, "ORG", nothing) != type_ or trail.context.get("COMPANY"):
        return "the words around it show a company"
    return DEFAULT if type_ == "company" else "its form is that of a public body"


DEFAULT = "an organization, and nothing says that it is not a company"
"""Why a name is a company that nothing shows to be one."""


def _head(name: str) -> str:
    for small in (" of ", " for ", " on ", " to ", " against "):
        name = name.split(small, 1)[0]
    return name.split()[-1].rstrip(".,").casefold()


def _most(counts: Votes) -> str:
    return max(sorted(counts), key=counts.__getitem__, default="")


def _labels(found: Iterable[Candidate]) -> dict[str, Counter[Label]]:
    counts: dict[str, Counter[Label]] = {}
    for one in found:
        counts.setdefault(one.text, Counter())[one.label] += 1
    return counts


def _added(after: Iterable[Candidate], before: Iterable[Candidate]) -> Counter[str]:
    there = {(one.start, one.end) for one in before}
    return Counter(one.text for one in after if (one.start, one.end) not in there)
