from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.markdown import plain, prose
from enrich.records import Article, Prose

GOLDEN = Path(__file__).parents[1] / "golden/markdown"
ARTICLES = sorted(path for path in GOLDEN.iterdir() if path.suffix in (".md", ".html"))
FRAGMENTS = [
    *"ab .:!?*_`~[]()<>{}%#|\\\"'=+-&;\n\t\r\ue000",
    *("\n\n", "\r\n", "- ", "1. ", "> ", "    ", "## ", "```", "~~~", "**", "~~", "](", "[[", "]]"),
    *("{{", "}}", "{%", "%}", "{% raw %}", "{% endraw %}", "<!--", "-->", "<div>", "</div>"),
    *("<table>", "</table>", "<li>", "<br>", "<a href='x'>", "&amp;", "&nbsp;", "https://a.bc/d"),
    *(
        "\0",
        "a@b.cd",
        "[a]: b",
        "[^1]",
        "!!! a",
        ":::",
        "$$",
        "<A b={",
        "export const a",
        "\u200b",
        "é",
    ),
    *("Some words here. ", "x" * 120 + ".", "At a glance:", "| a | b |\n|---|---|\n"),
]


def article(text: str, *, path: str = "a.md", start: int = 0, title: str = "") -> Article:
    return Article(path, title, "", {}, text, start)


def check_map(text: str, result: Prose) -> None:
    """The law of the map: verbatim where lengths agree, in order, and nothing left out."""
    covered = set()
    position = 0
    for segment in result.segments:
        assert segment.start >= position
        position = segment.start + segment.length
        assert segment.source >= 0
        if segment.length == segment.source_length:
            source = text[segment.source : segment.source + segment.length]
            assert result.text[segment.start : position] == source
        covered.update(range(segment.start, position))
    for block in result.blocks:
        if block.kind not in ("title", "excerpt"):
            for offset in range(block.start, block.end):
                assert offset in covered or result.text[offset].isspace()


def check_shape(result: Prose) -> None:
    """Blocks tile the text with blank lines between; sentences lie inside them."""
    parts = [result.text[block.start : block.end] for block in result.blocks]
    assert "\n\n".join(parts) == result.text
    assert all(part == part.strip() and "  " not in part for part in parts)
    for sentence in result.sentences:
        assert any(b.start <= sentence.start < sentence.end <= b.end for b in result.blocks)


def listing(result: Prose) -> str:
    blocks = [
        f"{block.kind} {block.level} {block.group} | {result.text[block.start : block.end]}"
        for block in result.blocks
    ]
    return "\n".join([*blocks, *(f"-> {target}" for target in result.targets)]) + "\n"


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    result = prose(article(text, path=path.name))
    assert listing(result) == path.with_suffix(".txt").read_text(encoding="utf-8")
    check_map(text, result)
    check_shape(result)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_ends_make_no_difference(path: Path, ending: str) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", ending)
    result = prose(article(text, path=path.name))
    assert listing(result) == path.with_suffix(".txt").read_text(encoding="utf-8")
    check_map(text, result)


def _rows(name: str) -> list[tuple[str, str]]:
    rows = []
    for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines():
        if "\t" in line and not line.startswith("# "):
            source, _, shown = line.partition("\t")
            rows.append((source, shown))
    return rows


def _inline(source: str) -> str:
    for escape, character in (("\\t", "\t"), ("\\u200b", "\u200b"), ("\\u00ad", "\u00ad")):
        source = source.replace(escape, character)
    return source.replace("⏎", "\n")


def _joined(result: Prose) -> str:
    return " | ".join(result.text[block.start : block.end] for block in result.blocks)


@pytest.mark.parametrize(("source", "shown"), _rows("inline.tsv"))
def test_inline(source: str, shown: str) -> None:
    text = _inline(source)
    result = prose(article(text))
    assert _joined(result) == shown
    check_map(text, result)


@pytest.mark.parametrize(("source", "shown"), _rows("rows.tsv"))
def test_lines_and_paragraphs(source: str, shown: str) -> None:
    def grown(text: str) -> str:
        return re.sub(r"(\d+)\*(\w)", lambda match: match[2] * int(match[1]), text)

    text = grown(source).replace("⏎", "\n")
    result = prose(article(text))
    assert _joined(result) == grown(shown)
    check_map(text, result)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join), st.booleans())
def test_map_law(body: str, html: bool) -> None:
    head = "---\ntitle: x\n---\n"
    text = head + body
    result = prose(article(text, path="a.html" if html else "a.md", start=len(head), title="T"))
    check_map(text, result)
    check_shape(result)
    assert all(segment.source >= len(head) for segment in result.segments)
    assert not set("\ue000\ue001") & set(result.text)


@given(st.text(st.sampled_from("ab. :X\n\r\u200b"), max_size=120))
def test_plain_map_law(text: str) -> None:
    result = plain(text, title="T")
    check_map(text, result)
    check_shape(result)
    assert "".join(result.text.split())[1:] == "".join(text.replace("\u200b", "").split()) or (
        not re.search(r"\w", text) or any(not re.search(r"\w", line) for line in text.splitlines())
    )


def test_locate_leads_to_the_file() -> None:
    text = "---\ntitle: x\n---\nHe joined **Rowan &amp; Sons** in\n2019.\n"
    result = prose(article(text, start=17, title="Rowan"))
    start = result.text.index("Rowan & Sons")
    span = result.locate(start, start + len("Rowan & Sons"))
    assert span is not None
    assert text[span.start : span.end] == "Rowan &amp; Sons"
    assert result.locate(0, 5) is None


def test_title_loses_its_markup_and_stands_first() -> None:
    result = prose(article("Text.", title="The *best* `buses` of [Elm](x) &amp; Oak"))
    assert result.blocks[0].kind == "title"
    assert result.text.startswith("The best buses of Elm & Oak\n\n")


@pytest.mark.parametrize(("words", "expected"), [(24, True), (25, False)])
def test_excerpt_helps_only_a_thin_body(words: int, expected: bool) -> None:
    result = prose(Article("a.md", "T", "The *excerpt*.", {}, "word " * words, 0))
    assert ("The excerpt." in result.text) is expected
    assert [block.kind for block in result.blocks][:2] == (
        ["title", "excerpt"] if expected else ["title", "paragraph"]
    )


def test_empty_article_gives_empty_prose() -> None:
    assert prose(article("")) == Prose(text="", blocks=(), sentences=())
    assert plain("") == Prose(text="", blocks=(), sentences=())


def test_plain_keeps_markup_as_text() -> None:
    result = plain("A *b* [c](d).\n\nSecond\nthird", title="T")
    assert result.text == "T\n\nA *b* [c](d).\n\nSecond third"
    check_map("A *b* [c](d).\n\nSecond\nthird", result)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["articles/blogs", "articles/news", "frontmatter"])
def test_map_law_on_real_files(shared: Path, folder: str) -> None:
    files = sorted((shared / "data" / folder).rglob("*.md"))[::17]
    assert files
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        head = re.match(r"(---|\+\+\+)[ \t]*\r?\n.*?\n\1[ \t]*(?:\r?\n|\Z)", text, re.DOTALL)
        result = prose(article(text, path=path.name, start=head.end() if head else 0, title="T"))
        check_map(text, result)
        check_shape(result)
        assert not re.search(r"https?://|\{%|<!--|\{\{<|</\w+>", result.text), path


def test_the_rows_of_a_table_are_blocks_with_a_way_back() -> None:
    text = (
        "Some words before.\n\n> | Name | Town |\n> |---|---|\n> | **Ada Quist** | Bonn |\n"
        "> |[Karl](a.md)|Lund\\|Ystad|\n> | 12 | 3 |\n\nWords after, Ada Quist."
    )
    result = prose(article(text))
    check_map(text, result)
    rows = [result.text[one.start : one.end] for one in result.blocks if one.kind == "row"]
    assert rows == ["Ada Quist | Bonn", "Karl|Lund|Ystad"]
    place = result.locate(result.text.index("Quist"), result.text.index("Quist") + 5)
    assert place is not None
    assert place.start == text.index("Quist")
    assert "Karl|Lund|Ystad" in [result.text[one.start : one.end] for one in result.sentences]
    assert result.targets == ("a.md",)
