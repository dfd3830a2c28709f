"""Marked texts with the names that an article would get."""

from __future__ import annotations

from pathlib import Path

import pytest

LINES = [
    line
    for line in Path(__file__).with_name("cases.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def listed(cell: str) -> set[str]:
    return {name.strip() for name in cell.split(";") if name.strip()}


@pytest.mark.parametrize("line", LINES)
def test_names_are_found_joined_and_typed(line, names):
    source, companies, organizations, people = line.split("\t")
    found = names(source.replace(r"\n", "\n"))
    assert {one.name for one in found.companies} == listed(companies)
    assert {one.name for one in found.organizations} == listed(organizations)
    assert {one.name for one in found.people} == listed(people)
