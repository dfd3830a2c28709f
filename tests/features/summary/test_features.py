"""What is known of a sentence, and what it scores."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.features.summary import ranker
from enrich.features.summary.centrality import vectors
from enrich.features.summary.features import KEYWORDS, Sentence, known
from enrich.features.summary.words import content, lines, terms

TEXTS = st.lists(
    st.sampled_from(
        [
            "The Orbel mill bought three looms for $4 million.",
            "We think that linen is the future!",
            "Set the loom to 40 threads.",
            "“It is a loom,” said Ines Duarte of Halden.",
            "",
        ]
    ),
    max_size=6,
)


def features(text: str, title: str = "", **more):
    return known([Sentence(text, terms(text), **more)], terms(title)).features[0]


@given(TEXTS)
def test_a_score_is_the_sum_of_its_parts(texts):
    for found in known([Sentence(text, terms(text)) for text in texts], ["loom"]).features:
        total = sum(ranker.parts(found).values())
        assert ranker.score(found) == pytest.approx(total, abs=2e-3)


@given(TEXTS)
def test_the_shares_of_keywords_add_up(texts):
    shares = [share for _, share in known([Sentence("", terms(t)) for t in texts], []).keywords]
    assert sum(shares) == pytest.approx(1.0 if shares else 0.0)
    assert shares == sorted(shares, reverse=True)


@given(st.lists(st.text("abcd ", max_size=40), min_size=1, max_size=6))
def test_keywords_are_the_heaviest_terms_by_weight_and_alphabet(texts):
    of = vectors([content(terms(text)) for text in texts])
    pairs = zip((-of.weights).tolist(), of.places, strict=True)
    heaviest = [term for _, term in sorted(pairs)[:KEYWORDS]]
    sentences = [Sentence(text, terms(text)) for text in texts]
    assert [term for term, _ in known(sentences, []).keywords] == heaviest


def test_what_must_occur_hides_no_cue():
    patterns = defaultdict(list)
    for name, pattern, *_ in (line.split("\t") for line in lines("cues.tsv")):
        patterns[name].append(f"(?:{pattern})")
    whole = {name: re.compile("|".join(each), re.IGNORECASE) for name, each in patterns.items()}
    words = sorted(
        {word for each in patterns.values() for word in re.findall(r"[a-z]+", "|".join(each))}
    )
    for word in words:
        for text in (
            f"{word.capitalize()} the loom!",
            f"{word.capitalize()} they weave, the mill earns.",
            f"\u201c{word}'s they have, he {word}.",
            f"The {word} is for example what\u2019s his, she {word} it.",
            f"Ines Duarte is a {word}, and they do {word} with part of {word} looms.",
        ):
            found = features(text)
            plain = {name: float(bool(find.search(text))) for name, find in whole.items()}
            assert {name: found[name] for name in plain} == plain, text


def test_every_weight_has_its_feature():
    assert set(ranker.load().weights) <= set(features("The mill bought three looms."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We bought three looms.", "speaker"),
        ("The mill sold my loom.", "person"),
        ("The use of these looms has doubled.", "pointing"),
        ("Part of his loom was lost in the flood.", "partitive"),
        ("Weavers with one of these looms earn twice as much.", "partitive"),
        ("One part of that mill has closed.", "partitive"),
        ("When I came to Orbel, the mill had closed.", "narrator"),
        ("The mill sold my loom.", "narrator"),
        ("On Monday, she sold the mill.", "unnamed"),
        ("Together, they bought three looms.", "unnamed"),
        ("The decision cost the mill a year.", "anaphor"),
        ("Linen, for example, is weaker.", "example"),
        ("Install the loom on a flat floor.", "instruction"),
        ("First, go to the mill with a sample.", "instruction"),
        ("The looms are here!", "exclamation"),
        ("The mill taught the weavers to do this at home.", "example"),
        ("When they came to Orbel, the weavers were paid by the day.", "clause"),
        ("The looms will be sold by June, she said.", "unattributed"),
        ("Ines Duarte is a loom designer at the mill.", "biography"),
        ("“The looms are here,” said Ines Duarte.", "quotation"),
    ],
)
def test_cues(text: str, name: str):
    assert features(text)[name] == 1
    assert features("Halden bought the Orbel mill in this week of May.")[name] == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("World War I ended before the mill was built.", "narrator"),
        ("Ines Duarte said: “I sold my loom.”", "narrator"),
        ("On Monday, Ines Duarte said that she sold the mill.", "unnamed"),
        ("First, the mill sold three looms.", "instruction"),
    ],
)
def test_what_looks_like_a_cue(text: str, name: str):
    assert features(text)[name] == 0


def test_the_title_and_the_place_count():
    assert features("The Orbel mill grows.", "Orbel mill grows")["title"] > 0.9
    assert features("The Orbel mill grows.")["title"] == 0
    assert features("The mill grows.", item=True)["item"] == 1
