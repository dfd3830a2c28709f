"""How a run behaves, beyond the settings."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """How a run behaves, beyond the settings."""

    dry: bool = False
    """Write nothing; say what would change."""
    diff: bool = False
    """Keep a unified diff of every change."""
    force: bool = False
    """Analyse everything again, whatever the store has."""
    adopt: tuple[str, ...] = ()
    """Keys of others that become ours."""
    create: bool = False
    """Give Markdown files without front matter one."""


DEFAULT = Options()
