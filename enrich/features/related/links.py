"""The links of one article: who is listed, with which reasons, and who is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from enrich.features.related import vectors
from enrich.features.related.choice import Bar, Wishes, choose
from enrich.features.related.extracts import Extract
from enrich.features.related.index import Index
from enrich.features.related.neighbours import UNIT
from enrich.features.related.phrases import common_surfaces, writing
from enrich.features.related.ranking import Ranked, copies_among, is_copy, ranked, search
from enrich.features.related.reasons import reasons, shared_terms, still_hold
from enrich.features.related.terms import Passage, count_terms
from enrich.settings.schema import RelatedSettings


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
    rows = choose(found.scores, wishes, lambda row, others: apart and is_copy(row, others, model))
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
    scores = dict(search(vector, model, count))
    return _neighbours(list(scores), Ranked(vector, scores, scores, 1), extract, model, because)


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


def least(settings: RelatedSettings) -> int:
    """Return the least score of a link, in 1/UNIT."""
    return round(settings.min_score * UNIT)


def _rows(present: Mapping[str, tuple[str, ...]], model: Index) -> dict[int, tuple[str, ...]]:
    return {model.rows[path]: because for path, because in present.items()}


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
    own = writing(extract.surfaces, extract.terms, model.phrases, known)
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
