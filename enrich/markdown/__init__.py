"""Article bodies to prose: what a reader reads, without markup, and the way back to the file.

`masking` hides templates and other things that are no Markdown, `blocks` (with `html`) finds the
blocks, `inline` reads the markup inside them, `rows` tells wrapped lines from paragraphs, and
`writing` puts the text together. Cost is linear in the length of the body: about 1 ms for a news
article of 400 words, sentences included, and about 8 s for 20 MB of paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from enrich import sentences
from enrich.markdown.blocks import Source, html_blocks, markdown_blocks, masked_lines, source_lines
from enrich.markdown.inline import Line, Piece, Row, render
from enrich.markdown.masking import HOLE, mask
from enrich.markdown.rows import Shown, paragraphs, shown, without_tables
from enrich.markdown.stretch import Stretch
from enrich.markdown.writing import Writer
from enrich.records import Article, BlockKind, Prose

__all__ = ["plain", "prose"]

_THIN = 25
_HTML = (".html", ".htm")
_WORD = re.compile(r"\w+")


def prose(article: Article) -> Prose:
    """Return the prose of an article: title, body, and the excerpt where the body is thin.

    The excerpt stands before the body when that has fewer than 25 words. Segments lead from the
    body's prose to `article.text`; title and excerpt have none. Never fails on odd markup: what
    cannot be aligned is mapped line by line or left without a segment.
    """
    body = article.text[article.body_start :]
    source, targets = masked_lines(source_lines(body, article.body_start))
    references: dict[str, object] = {}
    if article.path.lower().endswith(_HTML):
        stretches = html_blocks(source)
    else:
        stretches, references = markdown_blocks(source)
    blocks = list(_blocks(stretches, references, targets))
    writer = Writer(article.text)
    _add_field(writer, article.title, "title")
    if _thin(blocks):
        _add_field(writer, article.excerpt, "excerpt")
    for rows, stretch in blocks:
        writer.add(rows, stretch.kind, stretch.level, stretch.group)
    return _finished(writer, _cleaned(targets))


def plain(text: str, *, title: str = "") -> Prose:
    """Return the prose of a text without markup: a paragraph a line, or between blank lines.

    Hard-wrapped lines are joined as in Markdown. Segments lead to `text`; URLs are left out.
    """
    source = source_lines(text, 0)
    writer = Writer(text)
    _add_field(writer, title, "title")
    for lines in _between_blanks(source):
        rows = [Row((Piece(text, start, len(text)),)) for text, start in lines]
        for paragraph in paragraphs([shown(row, markup=False)[0] for row in rows], item=False):
            writer.add(paragraph, "paragraph")
    return _finished(writer, [])


def _finished(writer: Writer, targets: list[str]) -> Prose:
    text = writer.text
    blocks = tuple(writer.blocks)
    return Prose(
        text=text,
        blocks=blocks,
        sentences=sentences.split(text, blocks),
        segments=tuple(writer.segments),
        targets=tuple(targets),
    )


def _blocks(
    stretches: Iterable[Stretch], references: dict[str, object], targets: list[tuple[int, str]]
) -> Iterable[tuple[list[Shown], Stretch]]:
    """Read the inline markup of each stretch; yield paragraphs, and collect link targets."""
    for stretch in stretches:
        rows, links = render(stretch.lines, references)
        targets.extend(links)
        visible = []
        for row in rows:
            line, addresses = shown(row)
            targets.extend(addresses)
            visible.append(line)
        kept = stretch
        visible = without_tables(visible)
        for paragraph in paragraphs(visible, item=stretch.kind == "item"):
            yield paragraph, kept
            if stretch.kind == "item":
                kept = Stretch("paragraph", ())


def _add_field(writer: Writer, value: str, kind: BlockKind) -> None:
    """Add a front matter value, without inline markup and without a way back."""
    lines = tuple(Line(line.strip(), -1) for line in mask(value).text.splitlines() if line.strip())
    rows, _ = render(lines, {})
    visible = [shown(row)[0] for row in rows]
    if visible:
        writer.add(visible, kind)


def _cleaned(targets: list[tuple[int, str]]) -> list[str]:
    """Return the targets in order of their place, without what was masked inside them."""
    cleaned = [target.replace(HOLE, "").strip() for _, target in sorted(targets)]
    return [target for target in cleaned if target]


def _thin(blocks: list[tuple[list[Shown], Stretch]]) -> bool:
    count = 0
    for row in (row for rows, stretch in blocks if stretch.kind != "row" for row in rows):
        count += len(_WORD.findall(row.text))
        if count >= _THIN:
            return False
    return True


def _between_blanks(source: Source) -> Iterable[list[tuple[str, int]]]:
    lines: list[tuple[str, int]] = []
    for text, start in zip(*source, strict=True):
        if text.strip():
            lines.append((text, start))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines
