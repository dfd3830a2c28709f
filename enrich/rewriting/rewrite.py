"""One article: its bullets rewritten, each checked, and the article's own kept where it fails."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from enrich.errors import RewritingError
from enrich.records import Article, Bullet, Prose
from enrich.rewriting import gate, prompt
from enrich.rewriting.gate import Source
from enrich.rewriting.prompt import Message

Complete = Callable[[Sequence[Message]], str]
"""From what is asked to the answer; raises RewritingError."""


class Rewriting(Struct, frozen=True):
    """The bullets to write, and what to tell the user."""

    bullets: tuple[Bullet, ...]
    note: str = ""
    answered: bool = True
    """False where the model could not be asked: another run may have more luck."""


def rewrite(
    bullets: tuple[Bullet, ...], article: Article, prose: Prose, complete: Complete, model: str
) -> Rewriting:
    """Return the bullets in the model's words where these are faithful, else as they are."""
    if any(bullet.origin != "extracted" or bullet.span is None for bullet in bullets):
        return Rewriting(bullets)
    text = readable(prose)
    asked = prompt.messages(article.title, text, [bullet.text for bullet in bullets])
    try:
        answer = prompt.read(complete(asked), len(bullets))
    except RewritingError as error:
        note = f"the bullets are the article's own sentences: {error.message}"
        return Rewriting(bullets, note, answered=False)
    found: list[Bullet] = []
    problems: list[str] = []
    for bullet, new in zip(bullets, answer, strict=True):
        wrong = gate.faults(new, _source(bullet, article, prose, text))
        problems += wrong[:1]
        found.append(bullet if wrong else _renewed(bullet, new))
    return Rewriting(tuple(found), _note(len(bullets), problems, model))


def readable(prose: Prose) -> str:
    """Return the text without sentences that speak to a language model."""
    kept = (
        prose.text[span.start : span.end]
        for span in prose.sentences
        if not gate.addresses_model(prose.text[span.start : span.end])
    )
    return "\n".join(" ".join(sentence.split()) for sentence in kept)


def _source(bullet: Bullet, article: Article, prose: Prose, text: str) -> Source:
    assert bullet.span is not None
    index = bisect_right(prose.blocks, bullet.span.start, key=lambda block: block.start) - 1
    block = prose.blocks[index]
    return Source(
        sentence=prose.text[bullet.span.start : bullet.span.end],
        passage=prose.text[block.start : block.end],
        article=f"{article.title}\n{text}",
    )


def _renewed(bullet: Bullet, text: str) -> Bullet:
    if text == bullet.text:
        return bullet
    return msgspec.structs.replace(bullet, text=text, origin="rewritten", trims=(), completed=())


def _note(count: int, problems: Sequence[str], model: str) -> str:
    if not problems:
        return ""
    kept = f"{len(problems)} of {count} bullets of {model} were refused"
    return f"{kept}, the article's own sentences are used: {'; '.join(problems)}"
