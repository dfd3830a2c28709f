"""Packs the words of a text into the chunks of word pieces that an encoder reads.

The encoder is uncased, so what the case of a word tells goes in beside it, as one of `SHAPES`
classes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, repeat
from typing import NamedTuple

from enrich.recogniser.words import KEPT, Words

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


class Chunk(NamedTuple):
    """Whole sentences that the encoder reads at once."""

    ids: list[int]
    shapes: list[int]
    """One class for each piece; 0 for the two that mark start and end."""
    firsts: list[int]
    """Where the first piece of each word is."""
    spans: list[tuple[int, int]]
    """Start and end of each word, in characters of the text."""


def chunks(text: str, words: Words, limit: int = CHUNK) -> list[Chunk]:
    """Pack the sentences of a text, given as its words, into chunks of `limit` pieces.

    A sentence that is longer is cut between words; only a single word longer than that is
    cut short.
    """
    gaps = _gaps(text, words.spans)
    shapes = [form(word) * GAPS + gap for word, gap in zip(words.written, gaps, strict=True)]
    before = [0, *accumulate(map(len, words.pieces))]
    packed: list[tuple[int, int]] = []
    for sentence in _sentences(words.written, gaps):
        for begin, end in _parts(sentence, before, limit):
            if packed and before[end] - before[packed[-1][0]] <= limit:
                packed[-1] = packed[-1][0], end
            else:
                packed.append((begin, end))
    for begin, _ in packed:
        # What begins a chunk is glued to nothing, whatever stands before it.
        start = words.spans[begin][0]
        gap = _gap(text[start - 1 : start]) if start else _GLUED
        shapes[begin] = form(words.written[begin]) * GAPS + gap
    return [_chunk(words, shapes, begin, end, limit) for begin, end in packed]


def openers(parts: Iterable[Chunk]) -> list[int]:
    """Return the numbers, counted through all chunks, of the words that begin a chunk or a line."""
    found: list[int] = []
    count = 0
    for part in parts:
        lines = (n for n, first in enumerate(part.firsts) if part.shapes[first] % GAPS == _LINE)
        found += sorted({count, *(count + n for n in lines)})
        count += len(part.firsts)
    return found


@lru_cache(maxsize=KEPT)  # a corpus has the same words again and again
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


def _gaps(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the class of what parts each word from the word before."""
    found = []
    before = 0
    for start, end in spans:
        found.append(_gap(text[before:start]))
        before = end
    return found


def _gap(between: str) -> int:
    return _GLUED if not between else _LINE if "\n" in between else _SPACE


def _sentences(written: Sequence[str], gaps: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the sentences as `[first, last)` numbers of words.

    They end at a line end, or at a stop before a space.
    """
    begin = 0
    for number, gap in enumerate(gaps):
        if number and (gap == _LINE or (gap == _SPACE and _stops(written, number - 1))):
            yield begin, number
            begin = number
    if written:
        yield begin, len(written)


def _stops(written: Sequence[str], number: int) -> bool:
    """Tell whether a word is a stop that ends a sentence: in "J. Smith" it does not."""
    return written[number] in _STOPS and (number == 0 or len(written[number - 1]) > 1)


def _parts(
    sentence: tuple[int, int], before: Sequence[int], limit: int
) -> Iterator[tuple[int, int]]:
    """Cut a sentence into parts of at most `limit` pieces, of one word at least.

    `before` has, for each word and the end, how many pieces stand before it.
    """
    begin, end = sentence
    while begin < end:
        fits = bisect_right(before, before[begin] + limit, begin, end + 1) - 1
        cut = max(fits, begin + 1)
        yield begin, cut
        begin = cut


def _chunk(words: Words, shapes: Sequence[int], begin: int, end: int, limit: int) -> Chunk:
    pieces = words.pieces[begin:end]
    sizes = list(map(len, pieces))
    kept = max(limit, 1)
    return Chunk(
        ids=[START, *[*chain.from_iterable(pieces)][:kept], END],
        shapes=[0, *[*chain.from_iterable(map(repeat, shapes[begin:end], sizes))][:kept], 0],
        firsts=list(accumulate(sizes[:-1], initial=1)),
        spans=words.spans[begin:end],
    )
