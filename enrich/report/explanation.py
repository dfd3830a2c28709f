"""Reasons as lines of text, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from enrich.features.entities.explain import FormReason, NameReason, NamesReason
from enrich.features.entities.trail import Trail
from enrich.features.money.explain import SumReason
from enrich.features.related.explain import LinkReason
from enrich.features.summary.explain import CandidateReason, SummaryReason
from enrich.markdown.places import Place
from enrich.pipeline.explanation import Doubts, Explanation

PLACES = 4
"""Mentions shown of one name or sum."""
RUNNERS_UP = 5
"""Sentences shown beside the bullets."""
TERMS = 10
"""Shared terms shown per link."""
_ENCODER = msgspec.json.Encoder(decimal_format="number")
HEADINGS = (("company", "companies"), ("organization", "organizations"), ("person", "people"))


def lines(explanation: Explanation) -> Iterator[str]:
    """Yield why an article has these names, sums, bullets and links, as far as it was asked."""
    path = explanation.path
    yield explanation.title or path
    if explanation.names is not None:
        yield from _names(path, explanation.names)
    if explanation.money is not None:
        yield from _section(
            "money", (line for one in explanation.money for line in _sum(path, one))
        )
    if explanation.summary is not None:
        yield from _section("summary", _summary(path, explanation.summary))
    if explanation.related is not None:
        yield from _section(
            "related",
            (line for one in explanation.related for line in _link(one, explanation.titles)),
        )


def as_json(found: Explanation | Doubts) -> str:
    """Return reasons as JSON, complete: every mention, candidate and shared term that is known."""
    return msgspec.json.format(_ENCODER.encode(found)).decode()


def _section(heading: str, found: Iterable[str]) -> Iterator[str]:
    listed = list(found)
    yield ""
    yield heading
    yield from (f"  {line}" for line in listed or ["nothing"])


def _names(path: str, found: NamesReason) -> Iterator[str]:
    for type_, heading in HEADINGS:
        named = [one for one in found.names if one.type == type_]
        if named:
            yield from _section(heading, (line for one in named for line in _name(path, one)))
    if found.left_out:
        out = (f"{one.text}: {one.why}" for one in found.left_out)
        yield from _section("not written", out)


def _name(path: str, one: NameReason) -> Iterator[str]:
    yield f"{one.name}, salience {one.salience:.2f}"
    yield f"  name: {one.why_name}"
    yield f"  type: {one.why_type}"
    yield from (f"  form: {_form(form, alone=len(one.forms) == 1)}" for form in one.forms)
    yield from (f"  joined: {join.form} with {join.to}: {join.rule}" for join in one.joins)
    yield from _places(path, one.places)


def _form(form: FormReason, *, alone: bool) -> str:
    times = "once" if form.mentions == 1 else f"{form.mentions} times"
    seen = "; ".join(_seen(form.trail))
    why = "" if alone else f", {form.type}: {form.why}"
    return f"{form.text}, {times}{why}" + (f" ({seen})" if seen else "")


def _seen(trail: Trail) -> Iterator[str]:
    if trail.recogniser:
        yield f"recogniser: {_votes(trail.recogniser)}"
    if trail.context:
        yield f"words around: {_votes(trail.context)}"
    added = (
        ("well-known", trail.listed),
        ("by context alone", trail.shown),
        ("repeated", trail.repeated),
    )
    yield from (f"{how} {count}" for how, count in added if count)


def _votes(votes: Mapping[str, int]) -> str:
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return ", ".join(f"{label} {count}" for label, count in ranked)


def _places(path: str, places: tuple[Place, ...]) -> Iterator[str]:
    yield from (f"  {where(path, one)}: {quoted(one)}" for one in places[:PLACES])
    if len(places) > PLACES:
        yield f"  and {len(places) - PLACES} more"


def where(path: str, place: Place) -> str:
    """Return `path:line`, or the part of the front matter that the text stands in."""
    return f"{path}:{place.line}" if place.line is not None else f"{path} ({place.block})"


def quoted(place: Place) -> str:
    """Return a place with the words around it, itself in brackets."""
    return f"{place.before}[{place.text}]{place.after}".strip()


def _sum(path: str, one: SumReason) -> Iterator[str]:
    money = one.money
    upper = f" to {money.upper:,}" if money.upper is not None else ""
    left = "" if one.written else ", not written: `money.max`"
    yield f"{money.text} = {money.amount:,}{upper} {money.currency or '?'}{left}"
    yield f"  amount: {one.amount}"
    yield f"  currency: {one.currency}"
    yield from _places(path, one.places)


def _summary(path: str, found: SummaryReason) -> Iterator[str]:
    yield found.reason
    yield from (f"- {text}" for text in found.author)
    yield from (line for one in found.candidates if one.chosen for line in _candidate(path, one))
    others = [one for one in found.candidates if not one.chosen]
    for one in others[:RUNNERS_UP]:
        yield from _candidate(path, one)
    if len(others) > RUNNERS_UP:
        yield f"and {len(others) - RUNNERS_UP} more sentences"


def _candidate(path: str, one: CandidateReason) -> Iterator[str]:
    yield f"{'- ' if one.chosen else ''}{one.text}"
    parts = ", ".join(f"{name} {value:+.2f}" for name, value in one.parts.items())
    yield f"  {where(path, one.place)}, {one.why}"
    yield f"  score {one.score:.2f}: {parts}; {one.words} words"
    if one.covers:
        yield f"  keywords: {', '.join(one.covers)}"
    if one.defects:
        yield f"  defects: {', '.join(one.defects)}"
    if one.trims:
        yield f"  cut: {', '.join(one.trims)}"
    if one.completed:
        yield f"  named in full by us: {', '.join(one.completed)}"


def _link(one: LinkReason, titles: Mapping[str, str]) -> Iterator[str]:
    rank = f"number {one.rank}" if one.rank is not None else "no rank"
    yield f"{one.score:.4f} {titles.get(one.path) or one.path} ({one.path})"
    yield f"  {one.verdict}, {rank}"
    if one.because:
        yield f"  because: {', '.join(one.because)}"
    if one.shares:
        shown = list(one.shares.items())[:TERMS]
        rest = one.score - one.context - sum(share for _, share in shown)
        terms = ", ".join(f"{term} {share:.3f}" for term, share in shown)
        yield f"  shared: {terms}" + (f", others {rest:.3f}" if rest >= 0.0005 else "")
    if one.context >= 0.0005:
        yield f"  shared with the articles nearest to either: {one.context:.3f}"
