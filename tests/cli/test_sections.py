"""Options stand under headings, each once."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from enrich.cli.run import SECTIONS, command
from enrich.cli.sections import Sectioned


def test_every_option_of_run_stands_under_one_heading(enrich):
    text = enrich("run", "--help").out
    shown = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.MULTILINE)
    assert sorted(shown) == sorted(
        max(parameter.opts, key=len)
        for parameter in command.get_params(click.Context(command))
        if isinstance(parameter, click.Option)
    )
    headings = re.findall(r"^(\w.*):$", text, re.MULTILINE)
    assert headings == [*SECTIONS, "Other options"]
    assert text.split("Other options:\n")[1].split("\n\n")[0].strip().startswith("-h, --help")


def test_an_option_that_does_not_exist_cannot_be_named():
    @click.command(cls=Sectioned, sections={"Colours": ("--red",)})
    @click.option("--blue", is_flag=True)
    def paint(blue: bool) -> None: ...

    with pytest.raises(KeyError, match="--red"):
        CliRunner().invoke(paint, ["--help"], catch_exceptions=False)
