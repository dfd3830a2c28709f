"""Term counts: the same as counting word by word."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from enrich.features.related.names import bridge
from enrich.features.related.terms import (
    LEAD,
    LEAD_WORDS,
    PLAIN,
    SHORTEST_BLOCK,
    TITLE,
    Passage,
    added,
    count_terms,
)
from enrich.features.related.words import content_words, pairs

WORDS = ["Loom", "looms", "of", "the", "mill", "linen.", "Orbel", "(weaver)", "Ines", "O'Hara's"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
PASSAGES = st.lists(
    st.builds(Passage, st.one_of(TEXTS, TEXTS.map(lambda text: f"{text} " * 12)), st.booleans()),
    max_size=6,
)


def plainly(passages: list[Passage]) -> tuple[Counter[str], list[Counter[str]]]:
    """Return the counts of all terms, and those of each block that is kept."""
    counts: Counter[str] = Counter()
    blocks: dict[str, Counter[str]] = {}
    seen = 0
    for passage in passages:
        words = content_words(passage.text)
        found: Counter[str] = Counter()
        for place, word in enumerate(words, seen):
            weight = TITLE if passage.title else LEAD if place < LEAD_WORDS else PLAIN
            found[word.term] += weight
            if word.follows:
                found[f"{words[place - seen - 1].term} {word.term}"] += weight
        counts.update(found)
        if not passage.title:
            seen += len(words)
            if len(words) >= SHORTEST_BLOCK:
                same = " ".join(word.term for word in words)
                blocks.setdefault(same, Counter()).update(found)
    return counts, list(blocks.values())


@given(PASSAGES)
def test_terms_are_counted_as_word_by_word(passages):
    counts, blocks = plainly(passages)
    found = count_terms(passages)
    terms = list(found.counts)
    assert found.counts == dict(counts)
    assert [
        {terms[place]: count for place, count in added(block).items()}
        for block in found.blocks.values()
    ] == blocks


@given(st.lists(st.sampled_from([*WORDS, " ", "\n", "-", "&", "\u2019s"]), max_size=20))
def test_a_bridge_keeps_what_is_written_but_for_white_space(parts):
    text = " ".join(parts)
    for _, first, second in pairs(content_words(text)):
        joined = bridge(text[first.end : second.start])
        if joined is not None:
            written = " ".join(text[first.start : second.end].split())
            assert f"{first.form}{joined}{second.form}" == written
