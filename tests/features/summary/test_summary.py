from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features import summary
from enrich.features.summary.trims import trim
from enrich.records import Bullet
from enrich.settings.schema import SummarySettings

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.md"))
DEFAULT = SummarySettings()
SENTENCES = [
    "The harbour office has changed its rules for boats.",
    "But the fine for owners without papers stays at 400 euros.",
    "He said so.",
    "Insurance for paying guests costs twice as much as a private policy!",
    "PORTO (Reuters) - Sixty boats a month are checked by the office in Porto.",
    "They were never told about it (see the rules.",
    "Will the office be closed in winter?",
    "Most of the boats pass the inspection, which takes about an hour per boat.",
    "“Boats are safer now,” the head of the office said.",
    "Read more in our guide.",
]
BODIES = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join), max_size=6
).map("\n\n".join)


def bullets(one, chosen=DEFAULT) -> tuple[Bullet, ...]:
    return summary.apply("a.md", summary.extract(*one), None, chosen).bullets


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(read_file, path: Path):
    result = summary.apply("a.md", summary.extract(*read_file(path)), None, DEFAULT)
    lines = [f"{bullet.origin}: {bullet.text}" for bullet in result.bullets]
    lines += [f"reason: {result.reason}"] if result.reason else []
    assert lines == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@given(body=BODIES, count=st.integers(1, 5), limit=st.integers(5, 40))
def test_laws(read, body: str, count: int, limit: int):
    one = read(body, title="New rules for boats")
    chosen = SummarySettings(bullets=count, max_words=limit, min_article_words=0)
    extract = summary.extract(*one)
    result = summary.apply("a.md", extract, None, chosen)
    again = summary.apply("b.md", summary.extract(*one), None, chosen)
    assert result == again
    assert bool(result.bullets) != bool(result.reason)
    assert len(result.bullets) <= count
    assert [b.span for b in result.bullets] == sorted(b.span for b in result.bullets)
    for bullet in result.bullets:
        sentence = squeezed(one.prose.text[bullet.span.start : bullet.span.end])
        assert trim(sentence) == (bullet.text, bullet.trims)
        assert not bullet.completed
        assert bullet.trims or bullet.text == sentence
        source = one.article.text[bullet.source.start : bullet.source.end]
        assert squeezed(source) == sentence


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_extract_survives_the_store(read_file, path: Path):
    extract = summary.extract(*read_file(path))
    assert msgspec.json.decode(msgspec.json.encode(extract), type=summary.Extract) == extract


def test_author_bullets_do_not_depend_on_the_settings(read_file):
    one = read_file(Path(__file__).parent / "golden" / "at-a-glance.md")
    found = bullets(one, SummarySettings(bullets=1, max_words=5, min_article_words=10_000))
    assert [bullet.origin for bullet in found] == ["author"] * 3


def test_a_long_sentence_is_chosen_only_where_no_shorter_one_is_left(read):
    long = "The office, " + "which checks the boats, " * 9 + "has changed its rules."
    short = "Insurance for guests costs twice as much."
    one = read(f"{long} {short}")
    chosen = SummarySettings(bullets=1, max_words=20, min_article_words=0)
    assert [bullet.text for bullet in bullets(one, chosen)] == [short]
    assert len(bullets(read(long), chosen)) == 1


def test_the_same_is_not_said_twice(read):
    one = read(
        "The office has changed its rules for boats. " * 2 + "Insurance costs much more now."
    )
    found = bullets(one, SummarySettings(min_article_words=0))
    assert [bullet.text for bullet in found] == [
        "The office has changed its rules for boats.",
        "Insurance costs much more now.",
    ]


def test_quoted_blocks_and_headings_are_no_candidates(read):
    body = "# The office has changed its rules.\n\n> The boats are all safe and sound.\n"
    assert summary.extract(*read(body)).body.candidates == ()


def test_fit_learns_nothing(read):
    assert summary.fit({"a.md": summary.extract(*read("One. Two."))}, DEFAULT) is None
