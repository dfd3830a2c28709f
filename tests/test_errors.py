from __future__ import annotations

import pickle

import pytest

from enrich.errors import EnrichError, FrontMatterError


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        (None, None, "is broken"),
        ("a.md", None, "a.md: is broken"),
        ("a.md", 3, "a.md:3: is broken"),
    ],
)
def test_a_message_starts_with_the_place(path, line, text):
    assert str(EnrichError("is broken", path=path, line=line)) == text


def test_an_error_travels_between_processes():
    error = pickle.loads(pickle.dumps(FrontMatterError("is broken", path="a.md", line=3)))
    assert isinstance(error, FrontMatterError)
    assert str(error) == "a.md:3: is broken"
