"""Which article an address means."""

import pytest

from enrich.features.related.addresses import directory, meant

KNOWN = directory(
    {
        "posts/2024-05-01-tides-at-noon-rise.md": (),
        "posts/2023-05-01-summary.md": (),
        "notes/summary.md": (),
        "posts/salt/index.md": ("/craft/salt-works/",),
        "posts/kiln.md": ("https://example.org/2024/kiln-notes", "old-kiln"),
    }
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/2024/05/01/tides-at-noon-rise/", "posts/2024-05-01-tides-at-noon-rise.md"),
        ("https://o.example/tides-at-noon-rise.html#top", "posts/2024-05-01-tides-at-noon-rise.md"),
        ("2024-05-01-tides-at-noon-rise.md", "posts/2024-05-01-tides-at-noon-rise.md"),
        ('{{< ref "posts/kiln.md" >}}', "posts/kiln.md"),
        ("../notes/summary.md", "notes/summary.md"),
        ("/blog/summary/", None),
        ("/craft/salt-works", "posts/salt/index.md"),
        ("salt/", "posts/salt/index.md"),
        ("https://example.org/2024/kiln-notes?ref=a", "posts/kiln.md"),
        ("old-kiln", "posts/kiln.md"),
        ("https://en.example.org/wiki/Kiln", None),
        ("#top", None),
        ("", None),
        ("http://[broken", None),
        ("mailto:a@example.org", None),
    ],
)  # fmt: skip
def test_an_address_means_an_article_or_none(address, expected):
    assert meant(address, KNOWN, source="posts/kiln.md") == expected
