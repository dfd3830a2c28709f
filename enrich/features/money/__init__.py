"""Sums of money: what is said to cost, raise, pay or be worth how much."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from enrich.features.money.about import clause
from enrich.features.money.grammar import find, read, settle
from enrich.records import Article, Block, Money, Prose
from enrich.settings.schema import MoneySettings

__all__ = ["NEEDS_DOC", "Extract", "Model", "apply", "extract", "find", "fit"]

NEEDS_DOC = False

_Key: TypeAlias = tuple[Decimal, Decimal | None, str | None]


class Extract(Struct, frozen=True):
    """The sums of one article in order of appearance, repetitions included.

    The currency of a bare "$" is "$" here, because only the settings tell which dollar it is.
    """

    sums: tuple[Money, ...] = ()


class Model(Struct, frozen=True):
    """What the corpus knows about money, which is nothing: a sum is read where it stands."""


def extract(article: Article, prose: Prose, doc: Any) -> Extract:
    """Find the sums of an article and the clauses that say what they are.

    Those in a table are left out: without its head, nothing says what they are.
    """
    rows = [block for block in prose.blocks if block.kind == "row"]
    sums = [one for one in read(prose.text) if not _inside(one, rows)]
    return Extract(
        tuple(replace(money, about=clause(prose, money.start, money.end)) for money in sums)
    )


def _inside(money: Money, rows: Sequence[Block]) -> bool:
    at = bisect_right(rows, money.start, key=lambda block: block.start) - 1
    return at >= 0 and money.end <= rows[at].end


def fit(extracts: Mapping[str, Extract], settings: MoneySettings) -> Model:
    """Return the empty model."""
    return Model()


def apply(
    path: str,
    extract: Extract,
    model: Model,
    settings: MoneySettings,
) -> tuple[Money, ...]:
    """Return the distinct sums to write, in order of first appearance, title first."""
    distinct: dict[_Key, Money] = {}
    for found in extract.sums:
        money = settle(found, settings.dollar)
        distinct.setdefault((money.amount, money.upper, money.currency), money)
    chosen = tuple(distinct.values())
    return chosen[: settings.max] if settings.max else chosen
