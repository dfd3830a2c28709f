"""Names in doubt as a lexicon: YAML to edit and feed back with `lexicon:`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from enrich.pipeline.explanation import DoubtfulName, Doubts
from enrich.report.explanation import quoted, where

SECTIONS = (("company", "companies"), ("organization", "organizations"), ("person", "people"))
HELP = (
    "# Correct what is wrong: rename it, move it to another section, or to `ignore:` if it is no",
    "# name. Delete what you do not want to decide. Then set `lexicon:` to this file.",
)
_WIDE = 1_000_000
"""Wider than any name, so that YAML never breaks one."""


def lexicon_lines(found: Doubts) -> Iterator[str]:
    """Yield the lines of a lexicon that `enrich.settings.lexicon` reads as it stands.

    Each name has its other forms as aliases, and above it a comment: how frequent it is, why it
    is in doubt, and one place where it stands. No form is given twice.
    """
    yield f"# {len(found.names)} of {found.count} names in doubt, from {found.articles} articles."
    yield from HELP
    taken = {one.doubt.name for one in found.names}
    for type_, section in SECTIONS:
        named = [one for one in found.names if one.doubt.type == type_]
        if named:
            yield f"{section}:"
        for one in named:
            aliases = [form for form in one.doubt.aliases if form not in taken]
            taken.update(aliases)
            yield f"  # {_comment(one)}"
            yield from (f"  {line}" for line in _entry(one.doubt.name, aliases))


def _entry(name: str, aliases: list[str]) -> Iterable[str]:
    value = {name: aliases}
    dumped = yaml.safe_dump(value, allow_unicode=True, default_flow_style=None, width=_WIDE)
    return str(dumped).splitlines()


def _comment(one: DoubtfulName) -> str:
    doubt = one.doubt
    articles = f"{doubt.articles} {'article' if doubt.articles == 1 else 'articles'}"
    mentions = f"{doubt.mentions} {'mention' if doubt.mentions == 1 else 'mentions'}"
    types = ", ".join(f"{type_} {count}" for type_, count in doubt.types.items())
    text = (
        f"{articles}, {mentions}; {'; '.join(doubt.doubts)}; {types}; "
        f"{where(doubt.path, one.place)}: {quoted(one.place)}"
    )
    return "".join(letter if letter.isprintable() else " " for letter in text)
