"""Extracts are decoded as they were encoded, and in parts where no more is asked for."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import Struct

from enrich.features.related.extracts import Counted, Extract, Repeated, Written, only
from enrich.pipeline.extracts import Extracts

WHOLE = {
    "a.md": Extract({"linen": 2, "mill linen": 1}, {"mill linen": "Mill Linen"}, targets=("/b",)),
    "b.md": Extract({}, {}),
}


class Targets(Struct):
    targets: tuple[str, ...] = ()


@pytest.fixture
def extracts():
    found = Extracts("related")
    for path, extract in WHOLE.items():
        found.put(path, msgspec.json.encode(extract))
    return found


def test_a_whole_extract_is_what_was_put(extracts):
    assert {**extracts} == WHOLE


@pytest.mark.parametrize("kind", [Counted, Repeated, Written, Targets])
def test_a_part_has_the_same_fields(extracts, kind):
    parts = extracts.only(kind)
    assert list(parts) == list(WHOLE)
    for path, part in parts.items():
        for name in kind.__struct_fields__:
            assert getattr(part, name) == getattr(WHOLE[path], name)
    assert len(parts) == len(WHOLE)


def test_what_is_decoded_already_is_given_whole():
    assert only(WHOLE, Counted) is WHOLE
