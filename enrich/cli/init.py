"""`enrich init`: a commented settings file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from enrich.cli import options
from enrich.errors import UsageError


@click.command("init")
@click.argument("folder", default=".", type=options.PATH)
def command(folder: Path) -> int:
    """Write a commented enrich.yaml into FOLDER (here, if none is named)."""
    from importlib.resources import files

    from enrich.settings.load import FILE_NAME

    path = folder / FILE_NAME
    template = files("enrich.settings").joinpath("template.yaml").read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template)
    except FileExistsError as error:
        raise UsageError("is there already; nothing was changed", path=str(path)) from error
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", path=str(path)) from error
    click.echo(f"wrote {path}", err=True)
    return 0
