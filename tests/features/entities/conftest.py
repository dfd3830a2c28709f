"""Documents whose names are marked by hand, so that no model is needed."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from enrich.features import entities
from enrich.records import Article, Block, Prose
from enrich.settings.schema import EntitiesSettings, Lexicon

NO_LEXICON = Lexicon()
MARK = re.compile(r"\[([A-Z_]+):([^\]]*)\]")


@pytest.fixture(scope="session")
def marked():
    """Turn "[ORG:Acme] fell" into the text and a document with that entity."""

    def parse(source: str):
        text, entities_, last = "", [], 0
        for match in MARK.finditer(source):
            text += source[last : match.start()]
            start = len(text)
            text += match[2]
            entities_.append(SimpleNamespace(start_char=start, end_char=len(text), label_=match[1]))
            last = match.end()
        return text + source[last:], SimpleNamespace(ents=entities_)

    return parse


@pytest.fixture(scope="session")
def extracted(marked):
    """Return the extract of a marked text; its first paragraph is the title if `title`."""

    def run(source: str, *, title: bool = False):
        text, doc = marked(source)
        blocks, start = [], 0
        for part in text.split("\n\n"):
            kind = "title" if title and not blocks else "paragraph"
            blocks.append(Block(start, start + len(part), kind))
            start += len(part) + 2
        prose = Prose(text, tuple(blocks), ())
        return entities.extract(Article("a.md", "", "", {}, text, 0), prose, doc)

    return run


@pytest.fixture(scope="session")
def names(extracted):
    """Return what an article would get, alone or in a corpus of others."""

    def run(
        source: str, *others: str, lexicon: Lexicon = NO_LEXICON, title: bool = False, **chosen
    ):
        settings = EntitiesSettings(**chosen)
        extract = extracted(source, title=title)
        corpus = {"a.md": extract, **{f"{n}.md": extracted(o) for n, o in enumerate(others)}}
        book = entities.fit(corpus, settings, lexicon)
        return entities.apply("a.md", extract, book, settings)

    return run
