"""`enrich config`: the settings in force, and where each came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from enrich.cli import options


@click.command("config")
@click.argument("path", required=False, type=options.PATH)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@options.settings_options
def command(path: Path | None, form: str, **given: Any) -> int:
    """Print the settings in force for PATH (or here), and where each came from."""
    import msgspec

    from enrich.settings.load import names, value_of

    resolved = options.resolved([path] if path else [], **given)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(resolved.settings)).decode())
        return 0
    for keys in names():
        name = ".".join(keys)
        value = json.dumps(value_of(resolved.settings, keys), ensure_ascii=False)
        origin = resolved.origins.get(name, "default")
        click.echo(f"{name} = {value}  # {origin}")
    return 0
