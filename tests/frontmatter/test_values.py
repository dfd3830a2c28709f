"""What unquoted scalars mean, and which values have the same digest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from enrich.frontmatter.values import digest, normalize, resolve
from enrich.records import Plain

AGREED = {
    "": None, "~": None, "null": None, "Null": None, "true": True, "FALSE": False,
    "0": 0, "-7": -7, "2024": 2024, "0.5": 0.5, "-3.25": -3.25, "13000000000": 13000000000,
    "a": "a", "Yes we can": "Yes we can", "2024 was good": "2024 was good", "3M": "3M",
    "7-Eleven": "7-Eleven", "1.2.3": "1.2.3", "on time": "on time", "-": "-", "none": "none",
    "2024-05": "2024-05", "10:00am": "10:00am", "tRue": "tRue",
}  # fmt: skip
DISPUTED = """yes No ON off y N 007 08 0o7 0x1F 0b1 1_000 1,000 +1 -0 1. .5 1.10 1e3 1.5E-7 .inf
-.INF .NaN 10:00 1:30:00 2024-05-06 2024-5-6 2024-05-06T10:00:00Z << = :symbol
1234567890123456789012"""


@pytest.mark.parametrize(("text", "value"), AGREED.items())
def test_readers_agree(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


@pytest.mark.parametrize("text", [*DISPUTED.split(), "2024-05-06 10:00:00 +02:00", ":two words"])
def test_readers_disagree(text):
    assert resolve(text) == Plain(text)


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        (("a", ["b"]), ["a", ["b"]]),
        (Decimal("13000000000"), 13000000000),
        (Decimal("1E+3"), 1000),
        (Decimal("2.50"), 2.5),
        (Decimal("0.1234567890123456789"), Plain("0.1234567890123456789")),
        (1e-7, Plain("0.0000001")),
        (1e22, Plain("10000000000000000000000.0")),
        (float("inf"), Plain(".inf")),
        (10**20, Plain("100000000000000000000")),
        (Plain("3"), 3),
        (Plain("word"), "word"),
        (date(2024, 5, 6), Plain("2024-05-06")),
        (datetime(2024, 5, 6, 10, tzinfo=UTC), Plain("2024-05-06T10:00:00+00:00")),
    ],
)
def test_normal_form(value, normal):
    assert repr(normalize(value)) == repr(normal)
    assert repr(normalize(normal)) == repr(normal)


def test_digest_is_known():
    assert digest(["a", {"b": 1}]) == "da1e2466"


def test_digest_ignores_key_order_and_container_class():
    assert digest({"a": 1, "b": (2,)}) == digest({"b": [2], "a": 1})


def test_digest_sees_types():
    values = [
        1,
        1.5,
        "1",
        True,
        "true",
        None,
        "null",
        Plain("007"),
        "007",
        [],
        {},
        ["plain", "007"],
    ]
    values += [{"a": 1}, [["a", 1]], ["map", [["a", 1]]], ["a", "b"], ["b", "a"]]
    assert len({digest(value) for value in values}) == len(values)
