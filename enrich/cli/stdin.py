"""`enrich run -`: one article from stdin, enriched, to stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enrich.cli import options
from enrich.errors import UsageError

if TYPE_CHECKING:
    from enrich.frontmatter import Edit


def enrich_stdin(paths: tuple[Path, ...], given: dict[str, Any]) -> int:
    """Enrich the article on stdin; raises ArticleError, and then nothing is written."""
    from enrich.corpus.find import Source
    from enrich.pipeline import change, run
    from enrich.pipeline.select import Selection, choose_features, select

    if len(paths) != 1:
        raise UsageError("`-` stands alone; name no other path beside it")
    file = Path(given["stdin_filename"] or "stdin.md")
    corpus = given["corpus"]
    resolved = options.resolved(
        [corpus or file], config=given["config"], flags=given["flags"], model=given["model"]
    )
    wanted = choose_features(given["only"], given["skip"])
    name = file.as_posix()
    if corpus or resolved.settings.corpus:
        around = select([], resolved.settings, corpus=corpus, features=wanted)
        others = tuple(one for one in around.sources if one.name != name)
        selection = around._replace(targets=(Source(str(file), name),), others=others, whole=False)
    else:
        wanted = tuple(name for name in wanted if name != "related")
        selection = Selection(Path.cwd(), (Source(str(file), name),), (), wanted, False, {})
    data = sys.stdin.buffer.read()
    with options.opened_store(no_cache=given["no_cache"]) as known:
        found = run.compare(selection, resolved, known, texts={name: data}, create=given["create"])
    enrichment = run.enrichment_of(found, name)
    edit = change.edit(
        data,
        enrichment,
        resolved.settings,
        wanted,
        adopt=given["adopt"],
        create=given["create"],
    )
    for said in found.notes:
        click.echo(f"note: {said}", err=True)
    return _print(data, edit, name, given)


def _print(data: bytes, edit: Edit, name: str, given: dict[str, Any]) -> int:
    from enrich.pipeline import change

    dry = given["check"] or given["diff"]
    if given["diff"]:
        sys.stdout.write(change.unified_diff(data, edit.data, name))
    elif not dry:
        sys.stdout.buffer.write(edit.data)
    for note in edit.kept:
        click.echo(f"note: {note.key}: {note.message}", err=True)
    return 1 if dry and edit.data != data else 0
