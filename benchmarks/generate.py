"""Articles made up by a seeded generator, for measurements at sizes no real corpus here has.

Words follow Zipf's law over a made-up vocabulary that grows with the corpus as Heaps' law says;
every article is on one of many topics and names a few people, companies and sums.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

WORDS = 350
TOPICS_PER_ARTICLE = 0.02
ONSETS = ("b", "br", "c", "ch", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s")
NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("", "l", "n", "nd", "r", "rt", "s", "st", "t", "x")
SMALL_WORDS = ("the", "of", "and", "to", "in", "a", "for", "on", "with", "was", "by", "its")
FORMS = ("Ltd", "Inc", "AG", "Group", "Holdings", "Systems")
FOLDER_SIZE = 1000
"""Articles per folder: file systems and people dislike larger ones."""


def articles(count: int, *, words: int = WORDS, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of `count` articles; the same arguments give the same articles."""
    source = random.Random(seed)
    vocabulary = list(itertools.islice(_words(source), int(30 * (count * words) ** 0.5)))
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    topics = [source.sample(vocabulary, 40) for _ in range(max(5, int(count * TOPICS_PER_ARTICLE)))]
    for number in range(count):
        text = _article(source, vocabulary, weights, source.choice(topics), words)
        yield f"{number // FOLDER_SIZE:04}/{number:08}.md", text


def write(folder: Path, count: int, *, words: int = WORDS, seed: int = 7) -> int:
    """Write `count` articles below `folder`; return their bytes."""
    size = 0
    for name, text in articles(count, words=words, seed=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(text.encode())
    return size


def _words(source: random.Random) -> Iterator[str]:
    seen = set(SMALL_WORDS)
    while True:
        syllables = source.randint(1, 3)
        word = "".join(
            source.choice(part) for _ in range(syllables) for part in (ONSETS, NUCLEI, CODAS)
        )
        if word not in seen:
            seen.add(word)
            yield word


def _article(
    source: random.Random,
    vocabulary: Sequence[str],
    weights: Sequence[float],
    topic: Sequence[str],
    words: int,
) -> str:
    names = [_name(source) for _ in range(4)]
    paragraphs, sentence, left = [[]], [], words
    while left > 0:
        draw = source.random()
        if draw < 0.45:
            word = source.choice(SMALL_WORDS)
        elif draw < 0.60:
            word = source.choice(topic)
        elif draw < 0.63:
            word = source.choice(names)
        elif draw < 0.64:
            word = f"${source.randint(2, 900)} million"
        else:
            word = source.choices(vocabulary, cum_weights=weights)[0]
        sentence.append(word)
        left -= 1
        if len(sentence) >= source.randint(12, 26):
            said = " ".join(sentence)
            paragraphs[-1].append(said[0].upper() + said[1:] + ".")
            sentence = []
            if len(paragraphs[-1]) == 4:
                paragraphs.append([])
    title = " ".join([names[0], *source.sample(topic, 5)])
    body = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    day = f"2024-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
    return (
        f'---\ntitle: "{title}"\npublishedDateTime: {day}T08:00:00Z\n'
        f'webUrl: "https://example.org/{source.randrange(10**9)}"\n---\n\n{body}\n'
    )


def _name(source: random.Random) -> str:
    first, last = itertools.islice(_words(source), 2)
    if source.random() < 0.5:
        return f"{first.capitalize()} {last.capitalize()}"
    return f"{first.capitalize()} {source.choice(FORMS)}"
