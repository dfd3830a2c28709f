"""`enrich run`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enrich.cli import options
from enrich.cli.sections import Sectioned
from enrich.errors import UsageError
from enrich.features import FEATURES

if TYPE_CHECKING:
    from enrich.pipeline.outcome import RunReport

EPILOG = """\b
Examples:
  enrich run posts/                        everything below posts/
  enrich run --diff posts/a.md --corpus posts/
  enrich run --only related --jobs 4 posts/
  cat a.md | enrich run - --stdin-filename a.md > b.md

\b
Exit codes: 0 done; 1 something would change (--check, --diff); 2 did not start;
3 finished, but a file failed and the others were written; 130 interrupted.
"""
FEATURE = click.Choice(list(FEATURES))
ENGINE = click.Choice(["inline", "processes", "dask", "ray"])
SECTIONS = {
    "Instead of writing": ("--check", "--diff"),
    "What is written": ("--only", "--skip", "--adopt", "--create"),
    "Which files": ("--corpus", "--force-exclude", "--stdin-filename"),
    "How it is done": ("--model", "--set", "--config", "--force", "--no-cache"),
    "Where it is done": ("--jobs", "--engine", "--engine-address"),
    "What is said": ("--format", "--quiet", "--verbose", "--color"),
}


@click.command("run", cls=Sectioned, sections=SECTIONS, epilog=EPILOG)
@click.argument("paths", nargs=-1, type=options.PATH)
@click.option("--check", is_flag=True, help="Write nothing; say what would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print a unified diff.")
@click.option("--only", multiple=True, type=FEATURE, help="Only this feature (repeatable).")
@click.option("--skip", multiple=True, type=FEATURE, help="Not this feature (repeatable).")
@click.option("--adopt", multiple=True, metavar="KEY", help="Take over a key of somebody else's.")
@click.option("--create", is_flag=True, help="Give Markdown files without front matter one.")
@click.option("--force", is_flag=True, help="Analyse everything again.")
@options.corpus_option
@click.option("--force-exclude", is_flag=True, help="Excludes also hold for files named here.")
@click.option("--stdin-filename", metavar="NAME", help="What `-` is called.")
@click.option("--jobs", type=click.IntRange(min=0), metavar="N", help="Processes; 0 for all cores.")
@click.option("--engine", type=ENGINE, help="Where articles are analysed; by work, unless told.")
@click.option("--engine-address", metavar="ADDRESS", help="Of the cluster of --engine dask or ray.")
@options.cache_option
@options.settings_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "github"]),
    default="text",
    show_default=True,
    help="Of what is printed on stdout.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say what happened to every file.")
@options.color_option
def command(paths: tuple[Path, ...], **given: Any) -> int:
    """Enrich articles and write them back.

    PATHS are folders, searched for articles, or files; `-` reads one article from stdin and writes
    it to stdout. Articles are compared with each other, single files with --corpus.
    """
    if Path("-") in paths:
        from enrich.cli.stdin import enrich_stdin

        return enrich_stdin(paths, given)
    report = _run(paths, given)
    _print(report, given)
    return report.exit_code


def _run(paths: tuple[Path, ...], given: dict[str, Any]) -> RunReport:
    from enrich.pipeline import run
    from enrich.pipeline.select import choose_features, existing, select
    from enrich.report import progress

    resolved = options.resolved(
        existing(paths),
        config=given["config"],
        flags=given["flags"],
        **{name: given[name] for name in ("model", "jobs", "engine", "engine_address")},
    )
    wanted = choose_features(given["only"], given["skip"])
    selection = select(
        paths,
        resolved.settings,
        corpus=given["corpus"],
        features=wanted,
        force_exclude=given["force_exclude"],
    )
    if "related" in wanted and not selection.compared and not given["quiet"]:
        note = "related is left as it is: name a folder, or say --corpus DIR"
        click.echo(f"note: {note}", err=True)
    chosen = run.Options(
        dry=given["check"] or given["diff"],
        diff=given["diff"],
        force=given["force"],
        adopt=_adopted(given["adopt"], resolved.settings.keys),
        create=given["create"],
    )
    console = options.console("never" if given["quiet"] else given["color"])
    with (
        options.opened_store(no_cache=given["no_cache"]) as known,
        progress.shown(console) as shown,
    ):
        return run.run(selection, resolved, known, chosen, progress=shown)


def _adopted(keys: tuple[str, ...], ours: Any) -> tuple[str, ...]:
    from enrich.values import KINDS

    allowed = {ours.entities, ours.highlights, ours.related, *KINDS}
    for key in keys:
        if key not in allowed:
            names = ", ".join(sorted(allowed))
            raise UsageError(f'--adopt: "{key}" is not a key of ours; allowed: {names}')
    return keys


def _print(report: RunReport, given: dict[str, Any]) -> None:
    from enrich.report import machine, terminal

    console = options.console(given["color"])
    verbosity = -1 if given["quiet"] else int(given["verbose"])
    for line in terminal.run_lines(report, verbosity=verbosity):
        console.print(line, markup=False, soft_wrap=True)
    if given["diff"]:
        for outcome in report.files:
            sys.stdout.write(outcome.diff)
    if given["form"] == "json":
        click.echo(machine.run_json(report))
    elif given["form"] == "jsonl":
        for line in machine.run_json_lines(report):
            click.echo(line)
    elif given["form"] == "github":
        for line in machine.run_annotations(report):
            click.echo(line)
