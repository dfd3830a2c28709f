"""`enrich show`: what is found in one article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enrich.cli import options


@click.command("show")
@click.argument("file", type=options.PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
)
@options.corpus_option
@options.cache_option
@options.settings_options
def command(file: Path, form: str, corpus: Path | None, no_cache: bool, **given: Any) -> int:
    """Print what is found in one article; nothing is written."""
    from enrich.pipeline import run
    from enrich.pipeline.select import existing, select
    from enrich.report import html, machine, terminal

    resolved = options.resolved(existing([file]), **given)
    selection = select([file], resolved.settings, corpus=corpus)
    with options.opened_store(no_cache=no_cache) as known:
        found = run.compare(selection, resolved, known)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)
    enrichment = run.enrichment_of(found, selection.targets[0].name)
    if form == "json":
        click.echo(machine.article_json(enrichment))
    elif form == "html":
        click.echo(html.article(enrichment))
    else:
        for line in terminal.article_lines(enrichment):
            click.echo(line)
    return 0
