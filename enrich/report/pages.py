"""A corpus as static pages: lists of its articles, names and sums, and a page for each article.

Every link is relative and every page holds its own style and script, so the pages work from disk
and load nothing from a network; a policy in each forbids that to browsers. All that comes from an
article is escaped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import NamedTuple

from enrich.errors import ArticleError
from enrich.records import Enrichment, Entity, Link, Money

ARTICLES = "articles"
"""The folder of the articles' pages."""
KINDS = {
    "companies": "Companies",
    "organizations": "Organizations",
    "people": "People",
    "money": "Money",
}
GENERATOR = '<meta name="generator" content="enrich report">'
"""Stands in every page: by this a folder is known as one of ours."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


class Page(NamedTuple):
    """A file of the report."""

    name: str
    """Relative to the report, with forward slashes."""
    html: str


class _Place(NamedTuple):
    """An article, from one of the lists."""

    page: str
    title: str
    hint: str = ""


def pages(
    corpus: Mapping[str, Enrichment], failures: Mapping[str, ArticleError], heading: str
) -> Iterator[Page]:
    """Yield every page of the report on a corpus; the lists come last, the index at the end.

    `failures` are the files that could not be read. No more is held than the lists need.
    """
    found: dict[str, dict[str, list[_Place]]] = {kind: {} for kind in KINDS}
    rows = []
    for path, enrichment in corpus.items():
        yield Page(page_name(path), article_page(enrichment, corpus))
        place = _Place(page_name(path), enrichment.title or path)
        rows.append(_row(place, enrichment))
        for kind, name, hint in _named(enrichment):
            found[kind].setdefault(name, []).append(place._replace(hint=hint))
    for kind, label in KINDS.items():
        items = [_name_item(name, places) for name, places in _by_frequency(found[kind])]
        yield Page(f"{kind}.html", _list_page(label, items))
    missing = [_failure(path, error) for path, error in sorted(failures.items())]
    yield Page("index.html", _list_page(heading, [*missing, *rows]))


def page_name(path: str) -> str:
    """Return the name of an article's page: one that every file system takes."""
    return f"{ARTICLES}/{_digest(path)}.html"


def article_page(enrichment: Enrichment, corpus: Mapping[str, Enrichment]) -> str:
    """Return the page of an article; its links lead to pages of the same corpus."""
    entities = enrichment.entities
    named = {kind: getattr(entities, kind) for kind in ("companies", "organizations", "people")}
    parts = [f'<p class="path">{escape(enrichment.path)}</p>']
    parts += _section("Summary", (escape(bullet.text) for bullet in enrichment.summary))
    for kind, those in named.items():
        parts += _section(KINDS[kind], (_entity(kind, entity) for entity in those))
    parts += _section(KINDS["money"], map(_sum, entities.money))
    parts += _section("Related", (_link(link, link.path in corpus) for link in enrichment.related))
    notes = (escape(f"{note.key}: {note.message}") for note in enrichment.notes)
    parts += _section("What is missing or left alone, and why", notes)
    return _page(enrichment.title or enrichment.path, "".join(parts), up="../")


def _named(enrichment: Enrichment) -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and hint of everything an article names."""
    entities = enrichment.entities
    for kind in ("companies", "organizations", "people"):
        for entity in getattr(entities, kind):
            yield kind, entity.name, ""
    for money in entities.money:
        yield "money", money.text, money.about


def _by_frequency(found: Mapping[str, list[_Place]]) -> list[tuple[str, list[_Place]]]:
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0].casefold(), item[0]))


def _row(place: _Place, enrichment: Enrichment) -> str:
    entities = enrichment.entities
    names = [one.name for one in (*entities.companies, *entities.organizations, *entities.people)]
    lacking = "".join(f"<br><small>{escape(note.message)}</small>" for note in enrichment.notes)
    return (
        f'{_anchor(place.page, place.title)} <span class="path">{escape(enrichment.path)}</span>'
        f"<br><small>{escape(', '.join(names))}</small>{lacking}"
    )


def _failure(path: str, error: ArticleError) -> str:
    line = f", line {error.line}" if error.line is not None else ""
    return f"<b>{escape(path)}</b>{line}: {escape(error.message)}"


def _name_item(name: str, places: Iterable[_Place]) -> str:
    links = ", ".join(map(_mention, dict.fromkeys(places)))
    return f'<b id="{_digest(name)}">{escape(name)}</b> {links}'


def _mention(place: _Place) -> str:
    hint = f" <small>{escape(place.hint)}</small>" if place.hint else ""
    return _anchor(place.page, place.title) + hint


def _entity(kind: str, entity: Entity) -> str:
    aliases = f" <small>also {escape(', '.join(entity.aliases))}</small>" if entity.aliases else ""
    return _anchor(f"../{kind}.html#{_digest(entity.name)}", entity.name) + aliases


def _sum(money: Money) -> str:
    amount = f"{money.amount:,} {money.currency or ''}".strip()
    about = f": {money.about}" if money.about else ""
    anchor = _anchor(f"../money.html#{_digest(money.text)}", money.text)
    return f"{anchor} <small>{escape(amount + about)}</small>"


def _link(link: Link, known: bool) -> str:
    title = link.title or link.path
    shown = _anchor(f"../{page_name(link.path)}", title) if known else escape(title)
    return f"{shown} <small>{link.score:.2f}, {escape(', '.join(link.because))}</small>"


def _section(heading: str, items: Iterable[str]) -> list[str]:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return [f"<h2>{heading}</h2><ul>{lines}</ul>"] if lines else []


def _list_page(heading: str, items: list[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    box = '<input type="search" placeholder="Filter" aria-label="Filter">'
    return _page(f"{heading} ({len(items):,})", f'{box}<ul class="list">{lines}</ul>')


def _page(title: str, body: str, *, up: str = "") -> str:
    tabs = {"index": "Articles", **KINDS}
    nav = "".join(f'<a href="{up}{name}.html">{label}</a>' for name, label in tabs.items())
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">{GENERATOR}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_file('pages.css')}</style></head>\n"
        f"<body><nav>{nav}</nav><h1>{escape(title)}</h1>{body}"
        f"<script>{_file('pages.js')}</script></body></html>\n"
    )


def _anchor(address: str, text: str) -> str:
    return f'<a href="{address}">{escape(text)}</a>'


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
