from __future__ import annotations

import pytest

from enrich.pipeline.outcome import FileOutcome, RunReport


def report(*statuses, **options):
    files = tuple(FileOutcome(f"{n}.md", status) for n, status in enumerate(statuses))
    return RunReport(files, **options)


@pytest.mark.parametrize(
    ("statuses", "dry", "code"),
    [
        ([], False, 0),
        (["enriched", "unchanged"], False, 0),
        (["enriched"], True, 1),
        (["unchanged", "skipped"], True, 0),
        (["failed", "enriched"], False, 3),
        (["failed", "enriched"], True, 3),
    ],
)
def test_the_exit_code(statuses, dry, code):
    assert report(*statuses, dry=dry).exit_code == code


@pytest.mark.parametrize(
    ("statuses", "options", "sentence"),
    [
        (["enriched"], {"seconds": 1.25}, "1 article enriched, 0 unchanged, in 1.2 s."),
        (
            ["enriched", "enriched", "unchanged", "failed"],
            {"seconds": 41, "from_store": 1},
            "2 articles enriched, 1 unchanged (1 from the store), 1 failed, in 41 s.",
        ),
        (
            ["enriched", "skipped"],
            {"seconds": 125, "dry": True},
            "1 article would be enriched, 0 unchanged, 1 skipped, in 2 min 5 s.",
        ),
        (["enriched"], {"action": "clean"}, "1 article cleaned, 0 unchanged, in 0.0 s."),
    ],
)
def test_the_sentence(statuses, options, sentence):
    assert str(report(*statuses, **options)) == sentence
