"""Help whose options stand under headings, for a command that has many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click


class Sectioned(click.Command):
    """A command whose `--help` lists its options in sections.

    `sections` has the headings and, for each, the names of options as they are typed; what none
    of them names stands last, under "Other options".
    """

    def __init__(self, *given: Any, sections: Mapping[str, Sequence[str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, section by section, in the order the sections name them."""
        rows = {
            name: row
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (row := parameter.get_help_record(ctx))
            for name in parameter.opts
        }
        for heading, names in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([rows[name] for name in names])
        named = {rows[name] for names in self.sections.values() for name in names}
        rest = [row for row in dict.fromkeys(rows.values()) if row not in named]
        with formatter.section("Other options"):
            formatter.write_dl(rest)
