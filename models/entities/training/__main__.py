"""Makes `accurate` and `small` from the data: `python -m training ../../../shared/data`.

The six layers of MiniLM learn from all gold, once for each of two seeds; the mean of their weights
is `accurate` (Wortsman et al., "Model soups", ICML 2022). Its bottom three layers, taught by it on
the same gold and on posts without labels, are `small`. All is seeded, and each fit runs on one
thread, those of the seeds side by side.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import torch
from joblib import Parallel, delayed
from tokenizers import Tokenizer

from enrich.recogniser import TOKENIZER, load
from training import card, score, texts
from training.augment import Names, names
from training.encoder import Tagger, mean, minilm_folder, pretrained, shallower
from training.export import export
from training.gold import Document, read
from training.split import split
from training.train import Plan, fit

HERE = Path(__file__).resolve().parent.parent
SEEDS = (0, 11)
EPOCHS, RATE = 4, 2e-4
STUDENT = Plan(epochs=3, rate=2e-4, seed=2)
OFTEN = 3
"""How often an epoch reads our own passages: they are few, and in the users' register."""
PLAIN = ("own-plain", "own-news", "own-business", "own-digests")
POSTS = 2500
"""Paragraphs without labels for the student."""


class Gold(NamedTuple):
    """What there is to learn from."""

    rest: list[Document]
    """The open sets."""
    dense: list[Document]
    """Our own passages, full of names."""
    plain: list[Document]
    """Our own passages in the registers of `PLAIN`."""
    names: Names
    tokenizer: Tokenizer


def gold(data: Path) -> Gold:
    """Read all that is not held out; names of the texts stand in for each other."""
    sets = data / "entities" / "train"
    rest = [split(one) for path in sorted(sets.glob("open-*.jsonl")) for one in read(path)]
    dense = [one for path in _dense(sets) for one in read(path, OFTEN)]
    tokenizer = Tokenizer.from_file(str(minilm_folder() / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    plain = [one for name in PLAIN for one in read(HERE / "data" / f"{name}.txt", OFTEN)]
    return Gold(rest, dense, plain, names([*rest, *dense, *plain]), tokenizer)


def accurate(from_: Gold) -> Tagger:
    """Return the mean of two models of six layers that saw the same gold in another order."""
    return mean(Parallel(n_jobs=len(SEEDS))(delayed(_taught)(from_, seed) for seed in SEEDS))


def small(teacher: Tagger, from_: Gold, data: Path) -> Tagger:
    """Return the model of three layers, taught by that of six."""
    model = shallower(teacher, 3)
    unlabelled = texts.posts(data / "articles" / "blogs", POSTS, STUDENT.seed)
    lessons = [*from_.rest, *_weighing(from_.dense, 2), *from_.plain, *unlabelled]
    fit(model, lessons, from_.names, from_.tokenizer, STUDENT, teacher)
    return model


def ship(model: Tagger, name: str, data: Path) -> None:
    """Write a model, its scores on what was held out, and its card, into its folder."""
    folder = HERE / name
    export(model, folder)
    held = [*_dense(data / "entities" / "train"), *(HERE / "data" / f"{one}.txt" for one in PLAIN)]
    scores = score.held_out(load(folder), held)
    card.write(folder, len(model.layers), scores, posts=name == "small")


def main(data: Path) -> None:
    """Train, export, score and describe both models."""
    torch.set_num_threads(1)
    from_ = gold(data)
    teacher = accurate(from_)
    ship(teacher, "accurate", data)
    ship(small(teacher, from_, data), "small", data)


def _taught(from_: Gold, seed: int) -> Tagger:
    torch.set_num_threads(1)
    model = pretrained(6)
    lessons = [*from_.rest, *from_.dense, *from_.plain]
    fit(model, lessons, from_.names, from_.tokenizer, Plan(EPOCHS, RATE, seed))
    return model


def _dense(sets: Path) -> list[Path]:
    ours = HERE / "data"
    return [
        ours / "own-ai.jsonl",
        ours / "own-deals.jsonl",
        sets / "own-posts.jsonl",
        ours / "own-tech.jsonl",
    ]


def _weighing(documents: Iterable[Document], weight: int) -> list[Document]:
    return [one._replace(weight=weight) for one in documents]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
