"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from enrich.settings.load import Resolved
    from enrich.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


def settings_options(command: Command) -> Command:
    """Add --config, --set and --model."""
    for option in (
        click.option("--model", metavar="NAME|PATH", help="The recogniser to use."),
        click.option(
            "--set", "flags", multiple=True, metavar="NAME=VALUE", help="Set summary.bullets=4."
        ),
        click.option("--config", type=PATH, metavar="FILE", help="Settings to use, not searched."),
    ):
        command = option(command)
    return command


def corpus_option(command: Command) -> Command:
    """Add --corpus."""
    return click.option(
        "--corpus", type=PATH, metavar="DIR", help="What single files are compared with."
    )(command)


def cache_option(command: Command) -> Command:
    """Add --no-cache."""
    return click.option(
        "--no-cache", is_flag=True, help="Neither read nor keep what earlier runs found."
    )(command)


def color_option(command: Command) -> Command:
    """Add --color."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colours on stderr; NO_COLOR is obeyed.",
    )(command)


def resolved(
    paths: Sequence[Path],
    *,
    config: Path | None,
    flags: Sequence[str],
    **own: str | int | None,
) -> Resolved:
    """Return the settings for these inputs; `own`, settings with an option, win over --set."""
    from enrich.settings.load import resolve  # with a YAML reader, not for `enrich --help`

    base = Path(os.path.commonpath([path.absolute() for path in paths])) if paths else Path.cwd()
    extra = [f"{name}={json.dumps(value)}" for name, value in own.items() if value is not None]
    return resolve(base, file=config, environ=os.environ, flags=[*flags, *extra])


def console(color: str) -> Console:
    """Return the console for people: stderr, coloured as asked and by NO_COLOR."""
    from rich.console import Console

    forced = {"always": True, "never": False}.get(color)
    return Console(
        stderr=True, force_terminal=forced, no_color=forced is False or None, highlight=False
    )


def opened_store(*, no_cache: bool) -> AbstractContextManager[Store]:
    """Open the store, or an empty one for this run alone."""
    from enrich import store

    folder = None if no_cache else store.default_folder()
    return store.connect(folder, warn=lambda message: click.echo(f"note: {message}", err=True))
