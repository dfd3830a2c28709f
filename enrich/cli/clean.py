"""`enrich clean`: our keys removed, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enrich.cli import options


@click.command("clean")
@click.argument("paths", nargs=-1, type=options.PATH)
@click.option("--check", is_flag=True, help="Write nothing; say what would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print a unified diff.")
@options.settings_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say what happened to every file.")
@options.color_option
def command(paths: tuple[Path, ...], check: bool, diff: bool, **given: Any) -> int:
    """Remove what enrich wrote, and nothing else: the exact inverse of `enrich run`.

    Values that somebody edited since are theirs, and stay.
    """
    from enrich.pipeline import run
    from enrich.pipeline.select import existing, select
    from enrich.report import terminal

    quiet, verbose, color = given.pop("quiet"), given.pop("verbose"), given.pop("color")
    resolved = options.resolved(existing(paths), **given)
    selection = select(paths, resolved.settings)
    report = run.clean(selection, resolved, run.Options(dry=check or diff, diff=diff))
    console = options.console(color)
    for line in terminal.run_lines(report, verbosity=-1 if quiet else int(verbose)):
        console.print(line, markup=False, soft_wrap=True)
    for outcome in report.files:
        click.echo(outcome.diff, nl=False)
    return report.exit_code
