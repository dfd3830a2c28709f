"""Results as lines of text, for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from enrich.pipeline.outcome import FileOutcome, RunReport
from enrich.records import Enrichment, Entity, Link, Money

SHOWN_PATHS = 5


def run_lines(report: RunReport, *, verbosity: int = 0) -> Iterator[str]:
    """Yield what to say about a run: failures, then changes, then notes, then one sentence.

    `verbosity` is -1 for failures alone, 0 for what a user must know, 1 for everything.
    """
    yield from failure_lines(report.files)
    if verbosity < 0:
        return
    if report.dry or verbosity > 0:
        yield from (change_line(outcome, dry=report.dry) for outcome in _changed(report.files))
    yield from note_lines(report.files, everything=verbosity > 0)
    yield from (f"note: {note}" for note in report.notes)
    if not report.files:
        yield "note: no article found: no *.md, *.markdown, *.mdx or *.html that is not ignored"
    yield str(report)


def failure_lines(files: Iterable[FileOutcome]) -> Iterator[str]:
    """Yield one line per failed file: where, what is wrong, what to do."""
    for outcome in files:
        if outcome.status == "failed":
            line = f":{outcome.line}" if outcome.line is not None else ""
            yield f"{outcome.path}{line}: {outcome.error}"


def change_line(outcome: FileOutcome, *, dry: bool) -> str:
    """Return what was done to one file."""
    parts = [*outcome.written, *(f"{key} removed" for key in outcome.removed)]
    return f"{'would change' if dry else 'changed'} {outcome.path}: {', '.join(parts)}"


def note_lines(files: Iterable[FileOutcome], *, everything: bool = False) -> Iterator[str]:
    """Yield each note once, with the files it is about; only some of them unless `everything`."""
    paths: dict[tuple[str, str], list[str]] = defaultdict(list)
    for outcome in files:
        for note in outcome.notes:
            paths[note.key, note.message].append(outcome.path)
    for (key, message), named in sorted(paths.items()):
        shown = named if everything else named[:SHOWN_PATHS]
        more = f" and {len(named) - len(shown)} more" if len(named) > len(shown) else ""
        yield f"note: {key}: {message} ({', '.join(shown)}{more})"


def article_lines(enrichment: Enrichment) -> Iterator[str]:
    """Yield what was found in one article."""
    yield enrichment.title or enrichment.path
    found = enrichment.entities
    named: tuple[tuple[str, Sequence[Entity]], ...] = (
        ("companies", found.companies),
        ("organizations", found.organizations),
        ("people", found.people),
    )
    for heading, entities in named:
        yield from _section(heading, map(_entity_line, entities))
    yield from _section("money", map(_money_line, found.money))
    yield from _section("summary", (f"- {bullet.text}" for bullet in enrichment.summary))
    yield from _section("related", map(_link_line, enrichment.related))
    yield from _section("notes", (f"{note.key}: {note.message}" for note in enrichment.notes))


def _changed(files: Iterable[FileOutcome]) -> Iterator[FileOutcome]:
    return (outcome for outcome in files if outcome.status == "enriched")


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield heading
        yield from (f"  {line}" for line in listed)


def _entity_line(entity: Entity) -> str:
    also = f" (also {', '.join(entity.aliases)})" if entity.aliases else ""
    count = len(entity.mentions)
    return f"{entity.name}{also}, {count} {'mention' if count == 1 else 'mentions'}"


def _money_line(money: Money) -> str:
    upper = f" to {money.upper:,}" if money.upper is not None else ""
    about = f": {money.about}" if money.about else ""
    return f"{money.text} = {money.amount:,}{upper} {money.currency or '?'}{about}"


def _link_line(link: Link) -> str:
    because = f" because of {', '.join(link.because)}" if link.because else ""
    return f"{link.score:.2f} {link.title or link.path} ({link.path}){because}"
