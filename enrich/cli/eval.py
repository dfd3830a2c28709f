"""`enrich eval`: how right what is found is, on gold of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enrich.cli import options
from enrich.errors import UsageError

if TYPE_CHECKING:
    from enrich.evaluate.floors import Shortfall
    from enrich.evaluate.result import Report

EPILOG = """\b
Examples:
  enrich eval posts/                              articles whose front matter is gold
  enrich eval gold.jsonl --corpus posts/          labels in a file, ids are paths in posts/
  enrich eval gold.jsonl --floors floors.json     exit 1 if a figure is below its floor

\b
Exit codes: 0 done; 1 a figure is below its floor; 2 did not start, or the gold is not the one that
the floors were set on; 3 an article could not be read.
"""


@click.command("eval", epilog=EPILOG)
@click.argument("gold", type=options.PATH)
@click.option("--corpus", type=options.PATH, metavar="DIR|FILE", help="Where the texts are.")
@click.option("--floors", type=options.PATH, metavar="FILE", help="Figures that must be reached.")
@click.option("--update-floors", is_flag=True, help="Raise the floors to the present figures.")
@click.option("--allow-regression", is_flag=True, help="Lower them too, where figures are lower.")
@options.cache_option
@options.settings_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("-v", "--verbose", is_flag=True, help="List every miss and false find.")
def command(gold: Path, corpus: Path | None, **given: Any) -> int:
    """Score what is found against GOLD.

    GOLD is a JSON lines file of articles or of labelled spans, or Markdown: a file or folder with
    gold in the front matter, under `gold:` or as values of ours that were corrected by hand.
    """
    from enrich.evaluate import present, run
    from enrich.pipeline.select import existing

    _check(given)
    resolved = options.resolved(
        [existing([gold] if corpus is None else [gold, corpus])[-1]],
        config=given["config"],
        flags=given["flags"],
        model=given["model"],
    )
    with options.opened_store(no_cache=given["no_cache"]) as known:
        report = run.evaluate(gold, resolved, known, corpus=corpus)
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    below = _hold(gold, report, given)
    if given["form"] == "json":
        click.echo(present.document(report, below))
    else:
        for line in present.lines(report, everything=given["verbose"]):
            click.echo(line)
    for shortfall in below:
        click.echo(present.shortfall_line(shortfall), err=True)
    return 1 if below else 0


def _check(given: dict[str, Any]) -> None:
    if given["update_floors"] and given["floors"] is None:
        raise UsageError("--update-floors needs --floors FILE")
    if given["allow_regression"] and not given["update_floors"]:
        raise UsageError("--allow-regression goes with --update-floors")


def _hold(gold: Path, report: Report, given: dict[str, Any]) -> list[Shortfall]:
    """Return what is below the floors, after raising them where that is asked for."""
    from enrich.evaluate import floors
    from enrich.evaluate.result import figures

    path, update = given["floors"], given["update_floors"]
    if path is None:
        return []
    every, key, measured = floors.read(path, new=update), floors.key(path, gold), figures(report)
    if not update:
        return floors.shortfalls(every.get(key), measured, report.digest, path=path)
    lower = given["allow_regression"]
    new = floors.updated(every.get(key), measured, report.digest, lower=lower)
    below = floors.below(new, measured, path=path)
    floors.write(path, {**every, key: new})
    return below
