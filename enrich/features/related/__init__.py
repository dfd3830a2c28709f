"""Related articles: the nearest by the cosine of weighted term counts, and why.

`extract` counts the terms of one article. `fit` weighs them by the corpus and finds the nearest
articles of each. `choose` compares those once more, with what stands around them, leaves out
what is no recommendation, and names the reasons; `apply` gives its links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from enrich.features.related import copies, expansion, neighbours, unmatched, vectors
from enrich.features.related.boilerplate import repeated, without
from enrich.features.related.choice import Bar, Wishes, choose
from enrich.features.related.copies import Pairs
from enrich.features.related.expansion import CANDIDATES, Context, Found
from enrich.features.related.frequencies import Counted, count
from enrich.features.related.neighbours import UNIT, Table
from enrich.features.related.phrases import Phrases, common_surfaces, corpus_phrases, writing
from enrich.features.related.reasons import reasons, shared_terms, still_hold
from enrich.features.related.singles import NONE, Singles
from enrich.features.related.standing import Shelf, Standing, shelf, standing
from enrich.features.related.surfaces import Surfaces
from enrich.features.related.terms import Blocks, Passage, count_terms, passages
from enrich.features.related.unmatched import Unmatched
from enrich.features.related.vectors import Vector, Vocabulary
from enrich.records import Article, Prose
from enrich.settings.schema import RelatedSettings

__all__ = [
    "NEEDS_DOC",
    "Extract",
    "Index",
    "Neighbour",
    "Related",
    "Standing",
    "apply",
    "extract",
    "fit",
    "relate",
    "similar",
    "standing",
]

NEEDS_DOC = False


class Extract(Struct, frozen=True):
    """What one article is about."""

    terms: dict[str, int]
    """What each word, and each pair of words, counts for; see `terms`."""
    surfaces: Surfaces
    """How a term is written, for those that can be shown; also names of three to five words."""
    blocks: Blocks = {}
    """What each block adds to `terms`, by digest, so that boilerplate can be taken out."""
    targets: tuple[str, ...] = ()
    """Where the links of the body lead."""


class Neighbour(Struct, frozen=True):
    """A similar article."""

    path: str
    score: float
    """The cosine, from 0 to 1, rounded to four digits."""
    because: tuple[str, ...] = ()
    """The names and terms that both articles write, heaviest first."""


class Related(Struct, frozen=True):
    """The links of an article, and what was left out."""

    links: tuple[Neighbour, ...]
    copies: tuple[Neighbour, ...] = ()
    """Articles that say nearly the same; the score is the share of word pairs they have in common
    with the shorter one."""
    reason: str = ""
    """Why there are no links."""
    unknown_pins: tuple[str, ...] = ()
    """Pins that mean no article of the corpus."""


class Index(Struct, frozen=True, eq=False):
    """A corpus as vectors, with the neighbours of each article: plain arrays and strings."""

    paths: Sequence[str]
    """In order; the position of a path is its row."""
    rows: Mapping[str, int]
    terms: Sequence[str]
    """In order; the position of a term is its column."""
    vocabulary: Vocabulary
    phrases: Phrases
    vectors: Any
    """A SciPy CSR matrix, articles by terms; a weight of one is `vectors.SCALE`."""
    lengths: NDArray[np.float64]
    """How long each vector was before it was made a unit vector."""
    nearest: Table
    context: Context
    pairs: Pairs
    boilerplate: frozenset[str]
    """Digests of the blocks that the corpus repeats."""
    shelf: Shelf
    singles: Singles = NONE
    """Words of one article alone; only a saved index has them."""
    unmatched: Unmatched = unmatched.NONE
    """Pairs of words of one article alone; only a saved index has them."""


class Counts(Struct, frozen=True):
    """The term counts of articles without boilerplate, in order, as often as asked for."""

    extracts: Mapping[str, Extract]
    paths: Sequence[str]
    boilerplate: frozenset[str]

    def __iter__(self) -> Iterator[Mapping[str, int]]:
        return (counted(self.extracts[path], self.boilerplate) for path in self.paths)


class Ranked(Struct, frozen=True):
    """An article with every other that it is compared with."""

    vector: Vector
    scores: dict[int, int]
    """By row, in 1/UNIT, best first."""
    plain: dict[int, int]
    """The cosines without expansion, of the nearest."""
    length: float
    """Of the expanded vector."""


def extract(article: Article, prose: Prose, doc: Any = None) -> Extract:
    """Return the term counts of an article's title, excerpt and body."""
    return Extract(*count_terms(passages(prose)), tuple(dict.fromkeys(prose.targets)))


def fit(
    extracts: Mapping[str, Extract],
    settings: RelatedSettings,
    standings: Mapping[str, Standing] | None = None,
) -> Index:
    """Return the index of a corpus; it does not depend on the order of articles.

    `standings` is what their front matter says about links, by path.
    """
    paths = tuple(sorted(extracts))
    boilerplate = repeated((extracts[path].blocks for path in paths), len(paths))
    terms = count(Counts(extracts, paths, boilerplate), len(paths))
    known, rows, lengths = _weigh(terms)
    nearest = neighbours.nearest(rows, comparisons(settings), 1)
    return Index(
        paths=paths,
        rows={path: row for row, path in enumerate(paths)},
        terms=tuple(known.columns),
        vocabulary=known,
        phrases=corpus_phrases((extracts[path].surfaces for path in paths), known),
        vectors=rows,
        lengths=lengths,
        nearest=nearest,
        context=expansion.context(rows, nearest),
        pairs=copies.pairs(terms.pairs, known.columns),
        boilerplate=boilerplate,
        shelf=shelf(paths, standings or {}),
    )


def apply(
    path: str, extract: Extract, model: Index, settings: RelatedSettings
) -> tuple[Neighbour, ...]:
    """Return the related articles of one article: pins, then the most similar first."""
    return relate(path, extract, model, settings).links


def relate(path: str, extract: Extract, model: Index, settings: RelatedSettings) -> Related:
    """Return the links of one article, with reasons, and what was left out.

    An article that is not in the index is compared with all that are.
    """
    here = model.shelf.of(path)
    present = _rows(model.shelf.present(path), model)
    pinned = {pin: model.shelf.article(pin, source=path) for pin in here.pins}
    pins = [model.rows[other] for other in pinned.values() if other and other != path]
    found = ranked(path, extract, model, settings, also=[*pins, *present])
    alike = copies_among(path, found, extract, model)
    apart = settings.copies == "apart"
    bars = barred(path, extract, model, alike if apart else ())
    wishes = Wishes(settings.count, least(settings), bars, pins, list(present))
    rows = choose(found.scores, wishes, lambda row, others: apart and _is_copy(row, others, model))
    return Related(
        links=_neighbours(rows, found, extract, model, settings.because, present),
        copies=tuple(
            Neighbour(model.paths[row], round(part, 2)) for row, part in alike.items() if apart
        ),
        reason="" if rows else _reason(found, bars, model, wishes.least),
        unknown_pins=tuple(pin for pin, other in pinned.items() if other is None),
    )


def similar(text: str, model: Index, count: int = 5, because: int = 3) -> tuple[Neighbour, ...]:
    """Return the `count` articles most similar to a free text; none if they share no term.

    Each line of the text is read as a paragraph.
    """
    extract = Extract(*count_terms(Passage(line) for line in text.splitlines()))
    vector = vectors.vector(extract.terms, model.vocabulary)
    scores = dict(_search(vector, model, count))
    return _neighbours(list(scores), Ranked(vector, scores, scores, 1), extract, model, because)


def counted(extract: Extract, boilerplate: frozenset[str]) -> Mapping[str, int]:
    """Return the term counts of an article without what is boilerplate."""
    return without(extract.terms, extract.blocks, boilerplate)


def _counts(extract: Extract, model: Index) -> Mapping[str, int]:
    return counted(extract, model.boilerplate)


def _weigh(terms: Counted) -> tuple[Vocabulary, Any, NDArray[np.float64]]:
    """Return the vocabulary of articles, their vectors as a matrix, and the lengths of these."""
    known = vectors.vocabulary(terms)
    lengths: list[float] = []
    stream = (_measured(one, lengths) for one in vectors.counted_vectors(terms, known))
    return known, vectors.matrix(stream, len(known.idf)), np.array(lengths, np.float64)


def _measured(vector: Vector, lengths: list[float]) -> Vector:
    lengths.append(vector.length)
    return vector


def ranked(
    path: str,
    extract: Extract,
    model: Index,
    settings: RelatedSettings,
    also: Sequence[int] = (),
) -> Ranked:
    """Return the nearest articles, and those in `also`, each with its score."""
    row = model.rows.get(path)
    if row is None:
        vector = vectors.vector(_counts(extract, model), model.vocabulary)
        found: Found = _search(vector, model, comparisons(settings))
    else:
        vector = vectors.row(model.vectors, row)
        found = model.nearest.of(row)
    one = expansion.expand(vector, found, model.vectors, model.context)
    others = dict.fromkeys([*dict(found), *(other for other in also if other != row)])
    scores = expansion.closeness(one, list(others), model.vectors, model.context)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return Ranked(vector, dict(best), dict(found), one.length)


def copies_among(path: str, found: Ranked, extract: Extract, model: Index) -> dict[int, float]:
    """Return which of the ranked articles say nearly the same, and how much they share."""
    row = model.rows.get(path)
    pairs = model.pairs.counts[row] if row is not None else copies.count(_counts(extract, model))
    mine = copies.Mine(found.vector.columns, int(pairs))
    parts = copies.containment(mine, found.plain, model.vectors, model.pairs)
    return {row: part for row, part in parts.items() if part >= copies.CONTAINMENT}


def barred(path: str, extract: Extract, model: Index, alike: Iterable[int]) -> dict[int, Bar]:
    """Return the articles that are never listed in this one, and why; `alike` are copies of it."""
    bars: dict[int, Bar] = dict.fromkeys(alike, "near-duplicate")
    bars |= dict.fromkeys((model.rows[other] for other in model.shelf.drafts), "draft")
    addressed: dict[Bar, Iterable[str]] = {
        "linked in the text": extract.targets,
        "hidden": model.shelf.of(path).hides,
    }
    for bar, addresses in addressed.items():
        meant = (model.shelf.article(address, source=path) for address in addresses)
        bars |= {model.rows[other]: bar for other in meant if other}
    return bars


def comparisons(settings: RelatedSettings) -> int:
    """Return how many articles are compared with each."""
    return max(CANDIDATES, 3 * settings.count)


def least(settings: RelatedSettings) -> int:
    """Return the least score of a link, in 1/UNIT."""
    return round(settings.min_score * UNIT)


def _search(vector: Vector, model: Index, count: int) -> list[tuple[int, int]]:
    query = np.zeros(len(model.terms), np.float32)
    query[vector.columns] = vector.weights
    return neighbours.search(model.vectors, query, count, 1)


def _rows(present: Mapping[str, tuple[str, ...]], model: Index) -> dict[int, tuple[str, ...]]:
    return {model.rows[path]: because for path, because in present.items()}


def _is_copy(row: int, others: Sequence[int], model: Index) -> bool:
    columns = vectors.row(model.vectors, row).columns
    mine = copies.Mine(columns, int(model.pairs.counts[row]))
    parts = copies.containment(mine, others, model.vectors, model.pairs)
    return any(part >= copies.CONTAINMENT for part in parts.values())


def _reason(found: Ranked, bars: Mapping[int, Bar], model: Index, least: int) -> str:
    """Return why an article gets no links, for people."""
    if len(model.paths) < 2:
        return "there is no other article"
    if not any(found.scores.values()):
        return "no other article shares a word with this one that tells something"
    left = {bar for row, bar in bars.items() if found.scores.get(row, 0) >= least}
    if left:
        return f"all that is similar enough is left out ({', '.join(sorted(left))})"
    return "no other article is similar enough"


def _neighbours(
    rows: Sequence[int],
    found: Ranked,
    extract: Extract,
    model: Index,
    because: int,
    present: Mapping[int, tuple[str, ...]] | None = None,
) -> tuple[Neighbour, ...]:
    known = model.vocabulary
    own = writing(extract.surfaces, extract.terms, known)
    chosen: list[Neighbour] = []
    for row in rows:
        other = vectors.row(model.vectors, row)
        shares = shared_terms(found.vector, other, model.terms)
        surfaces = common_surfaces(shares, own, row, model.phrases, known)
        options = (shares, extract.terms, surfaces, because, own.openings)
        given = (present or {}).get(row, ())
        light = shared_terms(found.vector, other, model.terms, None) if given else ()
        stays = given and still_hold(given, *options, light=light)
        shown = given if stays else reasons(*options)
        chosen.append(Neighbour(model.paths[row], found.scores[row] / UNIT, shown))
    return tuple(chosen)
