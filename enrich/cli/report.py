"""`enrich report`: a browsable page of the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enrich.cli import options

EPILOG = """\b
Examples:
  enrich report posts/ -o report/     then open report/index.html
  enrich report -o report/            of the corpus that the settings name

\b
Exit codes: 0 done; 2 did not start; 3 finished, but an article could not be read.
"""
FAILED = 3


@click.command("report", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=options.PATH)
@click.option(
    "-o",
    "--output",
    required=True,
    type=options.PATH,
    metavar="DIR",
    help="Where the pages go: a new or empty folder, or an earlier report.",
)
@options.cache_option
@options.settings_options
@options.color_option
def command(paths: tuple[Path, ...], output: Path, no_cache: bool, color: str, **given: Any) -> int:
    """Write a browsable report on a corpus: its articles, names, sums and links.

    Static pages that need no server and load nothing; the articles are left as they are.
    """
    from enrich.corpus import folder
    from enrich.pipeline import run
    from enrich.pipeline.select import existing, select
    from enrich.report import pages, progress

    resolved = options.resolved(existing(paths), **given)
    selection = select(paths, resolved.settings)
    folder.prepare(output, pages.GENERATOR, among=selection.root)
    with (
        options.opened_store(no_cache=no_cache) as known,
        progress.shown(options.console(color)) as shown,
    ):
        corpus = run.read_corpus(selection, resolved, known, progress=shown)
        failures = {**selection.failures, **corpus.failures}
        folder.write(output, pages.pages(corpus, failures, selection.root.name or "Articles"))
    noun = "article" if len(corpus) == 1 else "articles"
    failed = f"; {len(failures)} could not be read" if failures else ""
    click.echo(f"{len(corpus)} {noun} in {output / folder.INDEX}{failed}.", err=True)
    return FAILED if failures else 0
