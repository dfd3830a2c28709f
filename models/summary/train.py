"""Learn the weights of the sentence ranker, for `ranker.json`.

Run in an environment with enrich and its `dev` extra, on the study's data:

    python models/summary/train.py PATH/TO/data

The weights are tuned so that the three bullets which `enrich` would choose have the highest ROUGE
against bullets that people wrote: the whole selection is inside the objective, as in F. J. Och,
"Minimum Error Rate Training in Statistical Machine Translation", ACL 2003. The objective is flat in
places and jumps in others, so the search is an evolution strategy with one step size per weight
(R. Ros and N. Hansen, "A Simple Modification in CMA-ES", PPSN 2008), begun at hand-set weights and
drawn back to them, once per bootstrap sample of the articles; the mean of all runs ships (bagging:
L. Breiman, 1996). Seeds are fixed: the same data give the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from rouge_score.tokenizers import DefaultTokenizer

from enrich import markdown
from enrich.corpus import read
from enrich.features.summary.candidates import BODY, hear
from enrich.features.summary.guards import defects
from enrich.features.summary.ranker import Ranker
from enrich.records import Prose

TARGET = Path(__file__).with_name("ranker.json")
START = {
    "position": -0.2, "first": 1.0, "central": 1.0, "centroid": 0.0, "topics": 0.0, "title": 0.1,
    "opening": 0.0, "names": 0.0, "numbers": 0.1, "brief": -0.6, "long": -0.5, "coverage": 1.0,
}  # fmt: skip
"""Where the search begins: weights set by hand, and the gain for keywords not yet covered."""
HELD = {
    "item": -0.6, "quotation": -0.5, "speaker": -0.5, "person": -0.2, "pointing": -0.3,
    "unnamed": -0.15, "anaphor": -0.2, "example": -0.3, "instruction": -0.3, "exclamation": -0.4,
}  # fmt: skip
"""What an editor minds and ROUGE does not see: set by hand, and not learned."""
NAMES = tuple(START)
BULLETS, MAX_WORDS = 3, 40
POSTS_SHARE = 0.15
"""What an article with a teaser by its author counts beside one with bullets."""
TEASER_WORDS = 12
BAGS, ROUNDS, BROOD, STEP, PULL = 8, 25, 12, 0.2, 0.1

Array = NDArray[np.float64]
Grams = tuple[Counter[str], Counter[tuple[str, str]]]
_TOKENIZER = DefaultTokenizer(use_stemmer=True)


class Example(NamedTuple):
    """The candidates of one article, and what people wrote about it."""

    features: Array
    """One row per candidate, in the order of `NAMES` without coverage."""
    against: Array
    """How many defects each has."""
    held: Array
    """What each scores by the weights that are not learned."""
    covers: Array
    """What each weighs by keyword, 0 where it lacks it."""
    triples: list[frozenset[tuple[str, ...]]]
    tokens: list[list[str]]
    reference: Grams
    known: dict[tuple[int, ...], float]
    """The ROUGE of sets that were chosen before."""


def example(prose: Prose, title: str, reference: str) -> Example | None:
    """Return an article as the search sees it, or None where there is nothing to choose."""
    hearing = hear(prose, title, BODY, None)
    heard = [one for one in hearing.sentences if one.barred is None]
    if len(heard) <= BULLETS:
        return None
    words = [one.sentence.words for one in heard]
    many = [len(words) > MAX_WORDS for words in (one.sentence.words for one in heard)]
    return Example(
        features=np.array([[one.features[name] for name in NAMES[:-1]] for one in heard]),
        against=np.array([len(defects(one.sentence.text)) for one in heard]) + np.array(many),
        held=np.array([sum(HELD[name] * one.features[name] for name in HELD) for one in heard]),
        covers=np.array([_covers(terms, hearing.keywords) for terms in words]),
        triples=[frozenset(zip(terms, terms[1:], terms[2:], strict=False)) for terms in words],
        tokens=[_TOKENIZER.tokenize(one.sentence.text) for one in heard],
        reference=grams(_TOKENIZER.tokenize(reference)),
        known={},
    )


def _covers(terms: Sequence[str], keywords: Sequence[tuple[str, float]]) -> list[float]:
    return [share if term in terms else 0.0 for term, share in keywords]


def chosen(one: Example, weights: Array) -> tuple[int, ...]:
    """Return the bullets that `enrich.features.summary.selection` would choose."""
    scores = one.features @ weights[:-1] + one.held - 100.0 * one.against
    missing = np.ones(one.covers.shape[1])
    found: list[int] = []
    seen: frozenset[tuple[str, ...]] = frozenset()
    for _ in range(len(scores)):
        best = int(np.argmax(scores + weights[-1] * (one.covers @ missing)))
        if len(found) == BULLETS or (one.against[best] and len(found) > 1):
            break
        scores[best] = -np.inf
        if not one.triples[best] & seen:
            found.append(best)
            seen |= one.triples[best]
            missing *= one.covers[best] == 0
    return tuple(sorted(found))


def grams(tokens: Sequence[str]) -> Grams:
    """Return the words and the pairs of words."""
    return Counter(tokens), Counter(pairwise(tokens))


def rouge(one: Example, bullets: tuple[int, ...]) -> float:
    """Return ROUGE-1 plus ROUGE-2 (F1) of a set of bullets."""
    if bullets not in one.known:
        ours = grams([token for index in bullets for token in one.tokens[index]])
        total = 0.0
        for mine, theirs in zip(ours, one.reference, strict=True):
            shared = sum((mine & theirs).values())  # type: ignore[operator]
            total += 2 * shared / max(1, mine.total() + theirs.total())
        one.known[bullets] = total
    return one.known[bullets]


def value(groups: Sequence[tuple[Sequence[Example], float]], weights: Array, start: Array) -> float:
    """Return what the search maximises: mean ROUGE in percent, less the pull to the start."""
    means = (
        share * 100 * sum(rouge(one, chosen(one, weights)) for one in examples) / len(examples)
        for examples, share in groups
    )
    return sum(means) - PULL * float(np.sum((weights - start) ** 2))


def search(groups: Sequence[tuple[Sequence[Example], float]], seed: int) -> Array:
    """Return the weights that one run of the evolution strategy ends at."""
    noise = np.random.default_rng(seed)
    start = np.array(list(START.values()))
    mean, steps = start.copy(), np.full(len(start), STEP)
    parents = BROOD // 2
    ranks = np.log(parents + 0.5) - np.log(np.arange(1, parents + 1))
    ranks /= ranks.sum()
    for _ in range(ROUNDS):
        draws = noise.standard_normal((BROOD, len(mean)))
        values = [value(groups, mean + draw * steps, start) for draw in draws]
        best = draws[np.argsort(values)[::-1][:parents]]
        mean = mean + 0.8 * (ranks @ best) * steps
        steps = steps * np.exp(0.25 * (ranks @ best**2 - 1)) * 0.97
    return mean


def train(highlights: Sequence[Example], posts: Sequence[Example]) -> Array:
    """Return the mean of the weights over bootstrap samples."""
    runs = []
    for seed in range(BAGS):
        draw = np.random.default_rng(seed)
        groups = [
            ([examples[index] for index in draw.integers(0, len(examples), len(examples))], share)
            for examples, share in ((highlights, 1.0), (posts, POSTS_SHARE))
        ]
        runs.append(search(groups, seed))
        sys.stderr.write(f"{seed + 1} of {BAGS}\n")
    return np.mean(runs, axis=0)


def read_highlights(path: Path) -> list[Example]:
    """Return the articles of a file with the bullets that people wrote for each."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = (example(markdown.plain(row["text"]), "", "\n".join(row["summary"])) for row in rows)
    return [one for one in found if one is not None]


def read_posts(folder: Path) -> list[Example]:
    """Return the posts whose author wrote a teaser that is not copied from the post."""
    found = []
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        name = json.loads(line)["file"]
        if not name.startswith("blogs/"):
            continue
        article = read.parse((folder / name).read_bytes(), name, ours=frozenset())
        teaser = _teaser(article.fields) if article else ""
        prose = markdown.prose(article) if article else None
        if article is None or prose is None or not teaser or _copied(teaser, prose):
            continue
        found.append(example(prose, article.title, teaser))
    return [one for one in found if one is not None]


def _teaser(fields: dict[str, Any]) -> str:
    given = (fields.get(key) for key in ("summary", "excerpt", "description"))
    text = next((" ".join(one.split()) for one in given if isinstance(one, str) and one), "")
    whole = not text.endswith(("…", "...", "[&hellip;]"))
    return text if whole and len(text.split()) >= TEASER_WORDS else ""


def _copied(teaser: str, prose: Prose) -> bool:
    blocks = (block for block in prose.blocks if block.kind not in ("title", "excerpt"))
    body = " ".join(" ".join(prose.text[block.start : block.end].split()) for block in blocks)
    return teaser[:50] in body or teaser[-50:] in body


def main(data: Path) -> None:
    """Train on the highlights and the posts, and write the ranker."""
    highlights = read_highlights(data / "summaries" / "cnndm.train.jsonl")
    posts = read_posts(data / "articles")
    sys.stderr.write(f"{len(highlights)} articles, {len(posts)} posts\n")
    *weights, coverage = (round(float(weight), 2) for weight in train(highlights, posts))
    learned = {name: one for name, one in zip(NAMES, weights, strict=False) if one}
    ranker = Ranker(learned | HELD, coverage)
    TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(ranker)) + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
