"""Cuts a text into the chunks of word pieces that an encoder reads.

Words are those of BERT's pre-tokeniser, pieces those of WordPiece. The encoder is uncased, so
what the case of a word tells goes in beside it, as one of `SHAPES` classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

CHUNK = 160
"""Pieces in a chunk at most; more context does not help, and attention grows with its square."""
FORMS = 16
GAPS = 3
_SPACE, _GLUED, _LINE = range(GAPS)
SHAPES = FORMS * GAPS
"""Number of classes of `shape`."""
START, END = 101, 102
"""The pieces [CLS] and [SEP] of BERT's vocabulary."""
_STOPS = frozenset(".!?")
_PUNCTUATION = (".!?", ",;:", "'\"“”‘’`", "()[]", "-–—/&")  # noqa: RUF001


class Encoding(Protocol):
    """The part of `tokenizers.Encoding` that is used."""

    @property
    def ids(self) -> list[int]:
        """Number of each piece in the vocabulary."""

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Start and end of each piece, in characters."""

    @property
    def word_ids(self) -> list[int | None]:
        """Which word each piece belongs to."""


class Word(NamedTuple):
    """A word: its pieces `[first, last)` and its characters `[start, end)`."""

    first: int
    last: int
    start: int
    end: int


class Chunk(NamedTuple):
    """Whole sentences that the encoder reads at once."""

    ids: list[int]
    shapes: list[int]
    """One class for each piece; 0 for the two that mark start and end."""
    firsts: list[int]
    """Where the first piece of each word is."""
    spans: list[tuple[int, int]]
    """Start and end of each word, in characters of the text."""


def chunks(text: str, encoding: Encoding, limit: int = CHUNK) -> list[Chunk]:
    """Pack the sentences of a text, encoded without special pieces, into chunks of `limit` pieces.

    A sentence that is longer is cut between words; only a single word longer than that is
    cut short.
    """
    found = words(encoding)
    packed: list[list[Word]] = []
    for sentence in _sentences(text, found):
        for part in _parts(sentence, limit):
            if packed and part[-1].last - packed[-1][0].first <= limit:
                packed[-1].extend(part)
            else:
                packed.append(part)
    return [_chunk(text, encoding.ids, part, limit) for part in packed]


def openers(parts: Iterable[Chunk]) -> list[int]:
    """Return the numbers, counted through all chunks, of the words that begin a chunk or a line."""
    found: list[int] = []
    count = 0
    for part in parts:
        lines = (n for n, first in enumerate(part.firsts) if part.shapes[first] % GAPS == _LINE)
        found += sorted({count, *(count + n for n in lines)})
        count += len(part.firsts)
    return found


def words(encoding: Encoding) -> list[Word]:
    """Return the words of an encoding, in order."""
    numbers, offsets = encoding.word_ids, encoding.offsets
    found: list[Word] = []
    first = 0
    for last in range(1, len(numbers) + 1):
        if last == len(numbers) or numbers[last] != numbers[first]:
            found.append(Word(first, last, offsets[first][0], offsets[last - 1][1]))
            first = last
    return found


def form(word: str) -> int:
    """Return which of `FORMS` classes a word has by its letters: 1 to 15."""
    if word.isalpha():
        return _alphabetic(word)
    if word.isdigit():
        return 6
    if any(character.isdigit() for character in word):
        return 7
    for number, marks in enumerate(_PUNCTUATION, start=8):
        if word in marks:
            return number
    return 13


def _alphabetic(word: str) -> int:
    if word.islower():
        return 1
    if len(word) == 1:
        return 2
    if word.isupper():
        return 3
    if word[0].isupper():
        return 4 if word[1:].islower() else 5
    return 14  # xAI, iPhone; also scripts without case


def _sentences(text: str, found: Sequence[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for number, word in enumerate(found):
        sentence.append(word)
        if number + 1 == len(found) or _ends(text, found, number):
            yield sentence
            sentence = []


def _ends(text: str, found: Sequence[Word], number: int) -> bool:
    """Tell whether a sentence ends after a word: at a line end, or a stop before a space."""
    word = found[number]
    gap = text[word.end : found[number + 1].start]
    if "\n" in gap:
        return True
    if not gap or text[word.start : word.end] not in _STOPS:
        return False
    before = found[number - 1] if number else None
    return before is None or before.end - before.start > 1  # "J. Smith" goes on


def _parts(sentence: list[Word], limit: int) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in sentence:
        if part and word.last - part[0].first > limit:
            yield part
            part = []
        part.append(word)
    yield part


def _chunk(text: str, ids: list[int], part: list[Word], limit: int) -> Chunk:
    begin = part[0].first
    shapes = [0]
    before = part[0].start - 1 if part[0].start else 0
    for word in part:
        shapes += [_shape(text, word, before)] * (word.last - word.first)
        before = word.end
    pieces = ids[begin : begin + max(limit, 1)][: part[-1].last - begin]
    return Chunk(
        ids=[START, *pieces, END],
        shapes=[*shapes[: len(pieces) + 1], 0],
        firsts=[word.first - begin + 1 for word in part],
        spans=[(word.start, word.end) for word in part],
    )


def _shape(text: str, word: Word, before: int) -> int:
    """Return the class of a word by its form and by what parts it from the word before."""
    gap = text[before : word.start]
    parted = _GLUED if not gap else _LINE if "\n" in gap else _SPACE
    return form(text[word.start : word.end]) * GAPS + parted
