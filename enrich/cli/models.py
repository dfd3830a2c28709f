"""`enrich models`: which recognisers there are, checked, and how to get what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from enrich.cli import options
from enrich.errors import ModelError


@click.command("models")
@options.settings_options
def command(**given: Any) -> int:
    """List the recognisers, verify their checksums, say how to install what is missing."""
    from enrich import nlp

    chosen = options.resolved([], **given).settings.model
    cards = list(nlp.catalogue())
    if chosen not in {card.name for card in cards}:
        cards.append(nlp.describe(chosen))
    missing = False
    for card in cards:
        mark = "*" if card.name == chosen else " "
        click.echo(f"{mark} {card.name} {card.version} ({card.licence or 'licence unknown'})")
        click.echo(f"    {card.source}")
        if not card.installed:
            missing = missing or card.name == chosen
            click.echo(f"    missing; install it with: {card.install}")
            continue
        try:
            nlp.verify(card)
        except ModelError as error:
            missing = missing or card.name == chosen
            click.echo(f"    not usable: {error.message}")
            continue
        pinned = "checksums verified" if card.files else "not pinned"
        click.echo(f"    {card.path or Path.cwd()}, {pinned}")
    return 2 if missing else 0
