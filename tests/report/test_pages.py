"""The report on a corpus: everything escaped, every link relative and leading somewhere."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser
from posixpath import join, normpath
from urllib.parse import urldefrag

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.errors import UnreadableError
from enrich.records import Bullet, Enrichment, Entities, Entity, Link, Money, Note
from enrich.report import pages

NASTY = "<script>alert('x')</script>\"&' --> ]]> </style>"


TAGS = "html head meta title style body nav a h1 h2 ul li p b br small span input script"


class Reader(HTMLParser):
    """Collects the tags, the links, the anchors and the text of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.ids, self.text = [], [], set(), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        found = dict(attrs)
        self.links += [found["href"]] if "href" in found else []
        self.ids |= {found["id"]} if "id" in found else set()
        assert not {"src", "onclick", "onerror"} & found.keys()

    def handle_data(self, data):
        self.text += data


def enrichment(path, text, *others):
    entity = Entity(name=text, type="company", aliases=(text + " Ltd",), mentions=(), salience=1.0)
    return Enrichment(
        path=path,
        title=text,
        entities=Entities(
            companies=(entity,), people=(entity,), money=(Money(text, Decimal(5), "EUR", text),)
        ),
        summary=(Bullet(text),),
        related=tuple(Link(other, text, 0.5, (text,)) for other in others),
        notes=(Note("related", text),),
    )


def read(corpus, failures=None):
    found = pages.pages(corpus, failures or {}, "Corpus")
    return {page.name: Reader(page.html) for page in found}


def check_links(site):
    for name, page in site.items():
        for link in page.links:
            target, anchor = urldefrag(link)
            where = normpath(join(name, "..", target))
            assert where in site, (name, link)
            assert not anchor or anchor in site[where].ids


@pytest.fixture
def site():
    corpus = {"a.md": enrichment("a.md", NASTY, "b/c.md", "gone.md")}
    corpus["b/c.md"] = enrichment("b/c.md", "Halden", "a.md")
    return read(corpus, {"bad.md": UnreadableError(NASTY, path="bad.md", line=3)})


def test_every_link_leads_to_a_page_and_every_name_to_its_place(site):
    check_links(site)
    assert {"index.html", "companies.html", "organizations.html", "people.html", "money.html"} <= {
        *site
    }


def test_what_articles_say_is_text_and_never_markup(site):
    for page in site.values():
        assert page.tags.count("script") == page.tags.count("style") == 1
    assert NASTY in site[pages.page_name("a.md")].text
    assert NASTY in site["companies.html"].text


def test_failures_and_reasons_are_shown(site):
    assert "bad.md, line 3: " + NASTY in site["index.html"].text
    assert "related: Halden" in site[pages.page_name("b/c.md")].text


def test_a_link_out_of_the_corpus_is_text(site):
    page = site[pages.page_name("a.md")]
    assert pages.page_name("gone.md") not in " ".join(page.links)


def test_an_empty_corpus_has_its_lists(site):
    assert len(read({})) == 5


@given(st.text(min_size=1))
def test_no_text_makes_markup_or_breaks_a_link(text):
    site = read({text: enrichment(text, text, text)})
    check_links(site)
    for page in site.values():
        assert {*page.tags} <= {*TAGS.split()}
        assert page.tags.count("script") == 1
