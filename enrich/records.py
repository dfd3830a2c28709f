"""What flows through the pipeline: frozen, plain records that pickle and outlive any model.

Offsets are characters, half-open. `Span`s of a `Prose` count in `Prose.text`; spans called
`source` count in the decoded file (`Article.text`), so that a reader can be shown the place.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from msgspec import Struct

Value: TypeAlias = Any
"""A front matter value: str, int, float, bool, None, Plain, or lists and dicts of these."""

BlockKind: TypeAlias = Literal["title", "excerpt", "heading", "paragraph", "item", "quote", "row"]
MentionType: TypeAlias = Literal["person", "company", "organization", "product", "place"]
BulletOrigin: TypeAlias = Literal["author", "extracted", "rewritten"]


class Plain(Struct, frozen=True):
    """An unquoted scalar kept as it was typed, because readers disagree on what it means.

    Dates, `10:00`, `0o7`, `yes`: a copy of such a value must be the same characters, unquoted.
    """

    text: str


class Span(Struct, frozen=True, order=True):
    """A half-open stretch of characters."""

    start: int
    end: int


class Article(Struct, frozen=True):
    """One file: its front matter as plain values, and its text."""

    path: str
    """Where it is, relative to the corpus, with forward slashes; the article's identity."""
    title: str
    excerpt: str
    fields: dict[str, Value]
    """Every key of the front matter with its value."""
    text: str
    """The whole file, decoded."""
    body_start: int
    """Where the body starts in `text`."""


class Block(Struct, frozen=True):
    """A paragraph-like stretch of prose: no sentence crosses its borders."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    """Heading depth (1 to 6) or list depth (from 1); 0 elsewhere."""
    group: int = 0
    """Which list an item belongs to, counted from 1; 0 for anything else."""


class Segment(Struct, frozen=True):
    """A stretch of prose and the stretch of the file it came from.

    Equal lengths map character by character; otherwise (an escape, an HTML entity) as a whole.
    """

    start: int
    length: int
    source: int
    source_length: int


class Prose(Struct, frozen=True):
    """What a reader reads, without markup, and the way back to the file.

    Blocks are in reading order and separated by a blank line in `text`.
    """

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    """Sentences in order; each lies inside one block."""
    segments: tuple[Segment, ...] = ()
    targets: tuple[str, ...] = ()
    """Link targets of the body, in order."""

    def locate(self, start: int, end: int) -> Span | None:
        """Return where prose `[start, end)` stands in the file, or None outside the body."""
        first = self._segment_at(start)
        last = self._segment_at(end - 1)
        if first is None or last is None:
            return None
        return Span(_source_start(first, start), _source_end(last, end))

    def _segment_at(self, offset: int) -> Segment | None:
        index = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        if index < 0:
            return None
        segment = self.segments[index]
        return segment if offset < segment.start + segment.length else None


def _source_start(segment: Segment, offset: int) -> int:
    same = segment.length == segment.source_length
    return segment.source + (offset - segment.start if same else 0)


def _source_end(segment: Segment, offset: int) -> int:
    same = segment.length == segment.source_length
    return segment.source + (offset - segment.start if same else segment.source_length)


class Mention(Struct, frozen=True):
    """One place in the prose where something is named."""

    start: int
    end: int
    text: str
    type: MentionType


class Entity(Struct, frozen=True):
    """One person, company or organization, however often and under whatever names it appears."""

    name: str
    type: MentionType
    aliases: tuple[str, ...] = ()
    """Other forms that the article uses, most frequent first."""
    mentions: tuple[Span, ...] = ()
    """Where it is named, in the prose."""
    salience: float = 0.0
    """How prominent it is in this article, from 0 to 1."""

    def __repr__(self) -> str:
        also = f", also {', '.join(self.aliases)}" if self.aliases else ""
        return f"<{self.type} {self.name}{also}; {len(self.mentions)} mentions>"


class Money(Struct, frozen=True):
    """A sum of money."""

    text: str
    amount: Decimal
    """In major units of the currency; the lower end of a range."""
    currency: str | None
    """ISO 4217, or None where the text does not tell."""
    about: str = ""
    """The clause that says what the sum is."""
    upper: Decimal | None = None
    """The upper end of a range."""
    approximate: bool = False
    """True after "about", "more than", "up to" and the like."""
    start: int = 0
    end: int = 0


class Bullet(Struct, frozen=True):
    """A line of the summary, with its evidence."""

    text: str
    origin: BulletOrigin = "extracted"
    span: Span | None = None
    """The sentence in the prose it is taken from."""
    source: Span | None = None
    """The same sentence in the file."""
    score: float = 0.0
    trims: tuple[str, ...] = ()
    """What was cut from the sentence, by name; empty for a verbatim bullet."""
    completed: tuple[str, ...] = ()
    """Names that we wrote in full where the sentence has a surname only."""


class Link(Struct, frozen=True):
    """A related article."""

    path: str
    title: str
    score: float
    because: tuple[str, ...]
    """The names and terms that both share, heaviest first."""
    fields: dict[str, Value] = {}
    """What is copied from that article's front matter."""


class Entities(Struct, frozen=True):
    """Everything named in an article, most salient first."""

    companies: tuple[Entity, ...] = ()
    organizations: tuple[Entity, ...] = ()
    people: tuple[Entity, ...] = ()
    money: tuple[Money, ...] = ()


class Note(Struct, frozen=True):
    """Why something is missing or was left alone."""

    key: str
    """The front matter key, or the feature, that the note is about."""
    message: str


class Enrichment(Struct, frozen=True):
    """What was found in one article, as it would be written."""

    path: str
    title: str
    entities: Entities = Entities()
    summary: tuple[Bullet, ...] = ()
    related: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()

    def __repr__(self) -> str:
        found = self.entities
        counts = (
            (len(found.companies), "companies"),
            (len(found.organizations), "organizations"),
            (len(found.people), "people"),
            (len(found.money), "sums"),
            (len(self.summary), "bullets"),
            (len(self.related), "related"),
        )
        said = ", ".join(f"{count} {noun}" for count, noun in counts if count)
        return f"<Enrichment of {self.path or self.title or 'a text'}: {said or 'nothing found'}>"
