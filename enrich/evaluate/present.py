"""An evaluation as lines of text, for people, or as JSON, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from enrich.evaluate import summaries
from enrich.evaluate.floors import Shortfall
from enrich.evaluate.measures import Tally
from enrich.evaluate.result import SINGULAR, Report, Slip, figures

SHOWN_SLIPS = 20
_WIDTH = max(map(len, SINGULAR))


def lines(report: Report, *, everything: bool = False) -> Iterator[str]:
    """Yield the tables, then the misses and false finds; only some of these unless `everything`."""
    noun = "text" if report.documents == 1 else "texts"
    yield f"{report.documents} {noun}"
    if report.partial:
        yield from _table("exact", report.exact)
        yield from _table("partial", report.partial)
    else:
        yield from _table("", report.exact)
    yield from _summaries(report)
    shown = report.slips if everything else report.slips[:SHOWN_SLIPS]
    if shown:
        yield ""
        yield from map(slip_line, shown)
    if more := len(report.slips) - len(shown):
        yield f"and {more} more; -v shows all"


def slip_line(slip: Slip) -> str:
    """Return where something is wrong, and what."""
    where, kind = f"{slip.path}:{slip.line}", SINGULAR[slip.kind]
    if slip.missed:
        return f'{where}: missed {kind} "{slip.text}"'
    if slip.gold_kind == slip.kind:
        return f'{where}: found {kind} "{slip.text}", found before under another name'
    if slip.gold_kind:
        return f'{where}: found {kind} "{slip.text}", {SINGULAR[slip.gold_kind]} in gold'
    return f'{where}: found {kind} "{slip.text}", not in gold'


def shortfall_line(shortfall: Shortfall) -> str:
    """Return which figure is below which floor."""
    measure, value, floor = shortfall
    return f"below the floor: {measure} is {value:.2f}, its floor {floor:g}"


def document(report: Report, shortfalls: Sequence[Shortfall] = ()) -> str:
    """Return everything as one JSON object, with figures in percent."""
    told: dict[str, Any] = {
        "documents": report.documents,
        "digest": report.digest,
        "exact": {kind: _figures(tally) for kind, tally in report.exact.items()},
        "partial": {kind: _figures(tally) for kind, tally in report.partial.items()},
        "summaries": report.summaries,
        "figures": figures(report),
        "slips": report.slips,
        "notes": report.notes,
        "below": [one._asdict() for one in shortfalls],
    }
    return msgspec.json.format(msgspec.json.encode(told)).decode()


def _figures(tally: Tally) -> dict[str, float]:
    rates = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return rates | msgspec.structs.asdict(tally)


def _table(title: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    yield ""
    columns = ("precision", "recall", "F1", "right", "found", "gold")
    yield f"{title:<{_WIDTH}}" + "".join(f"{name:>10}" for name in columns)
    for kind, tally in tallies.items():
        rates = (tally.precision, tally.recall, tally.f1)
        counts = (tally.right, tally.found, tally.gold)
        cells = [*(f"{rate:>10.1f}" for rate in rates), *(f"{count:>10}" for count in counts)]
        yield f"{kind:<{_WIDTH}}" + "".join(cells)


def _summaries(report: Report) -> Iterator[str]:
    found = report.summaries
    if found is None:
        return
    yield ""
    yield (
        f"bullets of {found.articles} articles: {found.words:.0f} words a summary, "
        f"{found.gold_words:.0f} in gold"
    )
    yield f"{found.coverage:.0f} % of the content words of the gold bullets are in ours"
    parts = (f"{kind} {count}" for kind, count in found.defects.items())
    yield f"defects in {found.bullets} bullets: {', '.join(parts) or 'none'}"
    if found.rouge:
        parts = (f"{measure} {value:.1f}" for measure, value in found.rouge.items())
        yield f"F1 of {', '.join(parts)}"
    else:
        yield f"no ROUGE; install it with: {summaries.INSTALL}"
