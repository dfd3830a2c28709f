"""`enrich explain`: why these names, sums, bullets and links, and which names are in doubt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enrich.cli import options
from enrich.errors import UsageError
from enrich.features import FEATURES

if TYPE_CHECKING:
    from enrich.corpus.find import Source
    from enrich.settings.load import Resolved

EPILOG = """\b
Examples:
  enrich explain posts/a.md --corpus posts/
  enrich explain posts/a.md posts/b.md --corpus posts/
  enrich explain --uncertain posts/ > names.yaml

\b
Exit codes: 0 done; 2 did not start; 3 an article failed.
"""


@click.command("explain", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=options.PATH, metavar="FILE [OTHER] | --uncertain PATHS…")
@click.option(
    "--only", multiple=True, type=click.Choice(list(FEATURES)), help="Only this (repeatable)."
)
@click.option("--uncertain", is_flag=True, help="Print the names in doubt, as a lexicon to edit.")
@click.option(
    "--max",
    "most",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    metavar="N",
    help="The most names that --uncertain prints; 0 for all.",
)
@options.corpus_option
@options.cache_option
@options.settings_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(paths: tuple[Path, ...], uncertain: bool, **given: Any) -> int:
    """Explain what is found in FILE, or how it compares with OTHER; nothing is written.

    Names with what decided their form and type, sums with what told amount and currency, bullets
    with scores and runners-up, links with what each shared term adds to the similarity.

    With --uncertain, print the names of PATHS whose type or form is doubtful, most frequent first,
    as a lexicon: correct it and set `lexicon:` to it.
    """
    if uncertain:
        return _uncertain(paths, given)
    if len(paths) not in (1, 2) or len({path.absolute() for path in paths}) < len(paths):
        raise UsageError("name one article, or two different ones to compare them")
    return _explain(paths, given)


def _explain(paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    from enrich.pipeline import explanation
    from enrich.pipeline.select import choose_features, existing, select
    from enrich.report import explanation as report

    resolved = _resolved(existing(paths), given)
    for path in paths:
        if path.is_dir():
            raise UsageError("is a folder; name an article", path=str(path))
    wanted = ("related",) if len(paths) > 1 else choose_features(given["only"], ())
    selection = select(paths, resolved.settings, corpus=given["corpus"], features=wanted)
    if "related" in wanted and not selection.compared and len(paths) == 1:
        click.echo("note: related is not explained: say --corpus DIR", err=True)
    # A feature that shares its key with another is selected with it, but was not asked for.
    asked = tuple(name for name in selection.features if name in wanted)
    source, *others = (_source(path, selection.targets) for path in paths)
    with options.opened_store(no_cache=given["no_cache"]) as known:
        found = explanation.explain(
            source, selection, resolved, known, asked, other=others[0] if others else None
        )
    if given["form"] == "json":
        click.echo(report.as_json(found))
    else:
        for line in report.lines(found):
            click.echo(line)
    return 0


def _uncertain(paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    from enrich.cli import EXIT_FAILED
    from enrich.pipeline import explanation, run
    from enrich.pipeline.select import existing, select
    from enrich.report import doubts, progress
    from enrich.report.explanation import as_json

    if given["only"]:
        raise UsageError("--uncertain is about names; leave out --only")
    resolved = _resolved(existing(paths), given)
    selection = select(paths, resolved.settings, corpus=given["corpus"], features=("entities",))
    with (
        options.opened_store(no_cache=given["no_cache"]) as known,
        progress.shown(options.console("auto")) as shown,
    ):
        corpus = run.read_corpus(selection, resolved, known, progress=shown)
    found = explanation.doubts(corpus, resolved.settings, most=given["most"])
    failures = {**selection.failures, **corpus.failures}
    for error in failures.values():
        click.echo(f"enrich: {error}", err=True)
    lines = [as_json(found)] if given["form"] == "json" else doubts.lexicon_lines(found)
    for line in lines:
        click.echo(line)
    return EXIT_FAILED if failures else 0


def _resolved(paths: list[Path], given: dict[str, Any]) -> Resolved:
    return options.resolved(
        paths, config=given["config"], flags=given["flags"], model=given["model"]
    )


def _source(path: Path, targets: tuple[Source, ...]) -> Source:
    return next(target for target in targets if target.path == path.absolute())
