"""The score of a sentence: a weighted sum of its features, with weights that ship."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import itemgetter, mul

import msgspec
from msgspec import Struct

from enrich import shipped
from enrich.errors import ModelError
from enrich.features.summary.features import Features

PATH = "summary/ranker.json"
LEAST = 5e-5
"""Parts of a score below this are none."""


class Ranker(Struct, frozen=True, forbid_unknown_fields=True):
    """What `models/summary/train.py` writes."""

    weights: dict[str, float]
    """By the name of the feature; a feature without one counts nothing."""
    coverage: float
    """What a bullet gains for the article's keywords that no bullet before it has, of 1 in all."""


def score(features: Features) -> float:
    """Return the score of a sentence; only differences within one article mean something."""
    names, weights = _columns()
    total: float = sum(map(mul, weights, names(features)))
    return total


def parts(features: Features) -> dict[str, float]:
    """Return what each feature adds to the score, heaviest first; what adds nothing is left out."""
    found = {name: weight * features[name] for name, weight in load().weights.items()}
    heaviest = sorted(found.items(), key=lambda part: (-abs(part[1]), part[0]))
    return {name: round(value, 4) for name, value in heaviest if abs(value) >= LEAST}


@cache
def _columns() -> tuple[Callable[[Features], tuple[float, ...]], tuple[float, ...]]:
    """Return what takes the weighted features of a sentence, and their weights."""
    weights = load().weights
    return itemgetter(*weights), tuple(weights.values())


@cache
def load() -> Ranker:
    """Return the shipped ranker; raises ModelError when its file is missing or damaged."""
    path = shipped.folder() / PATH
    try:
        return msgspec.json.decode(path.read_bytes(), type=Ranker)
    except (OSError, msgspec.DecodeError) as error:
        message = f"cannot read the weights of the summary in {path} ({error}); reinstall"
        raise ModelError(message) from error
