"""Results as a piece of HTML, for notebooks and `enrich show --format html`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from enrich.pipeline.outcome import RunReport
from enrich.records import Enrichment, Entity, Money


def article(enrichment: Enrichment) -> str:
    """Return an enrichment as an HTML section; every text in it is escaped."""
    found = enrichment.entities
    parts = [f"<h4>{escape(enrichment.title or enrichment.path)}</h4>"]
    parts += _list("Summary", (escape(bullet.text) for bullet in enrichment.summary))
    rows = [
        _row("Companies", map(_entity, found.companies)),
        _row("Organizations", map(_entity, found.organizations)),
        _row("People", map(_entity, found.people)),
        _row("Money", map(_money, found.money)),
    ]
    if any(rows):
        parts.append(f"<table>{''.join(rows)}</table>")
    parts += _list(
        "Related",
        (
            f"{escape(link.title or link.path)} <small>{link.score:.2f}, "
            f"{escape(', '.join(link.because))}</small>"
            for link in enrichment.related
        ),
    )
    parts += _list("Notes", (escape(f"{note.key}: {note.message}") for note in enrichment.notes))
    return f"<section>{''.join(parts)}</section>"


def report(outcome: RunReport) -> str:
    """Return a run as its sentence, with what failed below it."""
    failed = (escape(f"{one.path}: {one.error}") for one in outcome.files if one.status == "failed")
    return f"<section><p>{escape(str(outcome))}</p>{''.join(_list('Failed', failed))}</section>"


def _list(heading: str, items: Iterable[str]) -> list[str]:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return [f"<p><b>{heading}</b></p><ul>{lines}</ul>"] if lines else []


def _row(heading: str, cells: Iterable[str]) -> str:
    text = ", ".join(cells)
    return f"<tr><th>{heading}</th><td style='text-align:left'>{text}</td></tr>" if text else ""


def _entity(entity: Entity) -> str:
    hint = escape(", ".join(entity.aliases), quote=True)
    return f"<span title='{hint}'>{escape(entity.name)}</span>"


def _money(money: Money) -> str:
    hint = escape(f"{money.amount:,} {money.currency or ''}: {money.about}", quote=True)
    return f"<span title='{hint}'>{escape(money.text)}</span>"
