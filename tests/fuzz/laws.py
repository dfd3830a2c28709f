"""What must hold of an edit of any bytes whatever."""

from __future__ import annotations

from enrich.errors import FrontMatterError
from enrich.frontmatter import clean, enrich, read
from enrich.records import Plain

FIRST = {
    "entities": {"people": ["Ada Osei"], "money": [{"text": "$1: 2", "amount": 12}]},
    "highlights": ["Rates rise by a quarter of a point.", "yes", "#\u2028"],
}
SECOND = {"highlights": ["Other."], "related": [{"title": "A", "date": Plain("2024-05-06")}]}
CREATED = b"front-matter"


def check(data: bytes) -> None:
    """Raise AssertionError, or whatever else is not meant, where a law does not hold."""
    try:
        read(data, lenient=True)
        before = clean(data)
        once = enrich(data, FIRST, create=True)
    except FrontMatterError as error:
        refusal = error.message
    else:
        refusal = ""
    if refusal:
        assert refusal.endswith((".", "?"))
        return
    assert clean(before.data).data == before.data
    assert enrich(once.data, FIRST, create=True).data == once.data
    assert subsequence(clean(once.data).data, once.data)
    if b"enriched" in data or CREATED in data:  # somebody's record: what it says is not known
        return
    assert clean(once.data).data == data
    if not once.written:
        assert once.data == data
        return
    assert enrich(once.data, {}, create=True).data == data
    try:
        twice = enrich(once.data, SECOND, create=True)
    except FrontMatterError:  # it asks for another key, which the file may have twice
        return
    assert enrich(twice.data, SECOND, create=True).data == twice.data
    assert clean(twice.data).data == data


def subsequence(part: bytes, whole: bytes) -> bool:
    """Tell whether `part` is `whole` with bytes left out."""
    rest = iter(whole)
    return all(byte in rest for byte in part)
