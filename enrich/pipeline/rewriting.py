"""Bullets in other words for the articles of a run: the model asked once per content."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from enrich import markdown, store
from enrich.corpus import read
from enrich.pipeline.entries import Entry
from enrich.records import Bullet
from enrich.rewriting import endpoint, library, prompt
from enrich.rewriting.prompt import Message
from enrich.rewriting.rewrite import Rewriting, rewrite
from enrich.settings.schema import Settings
from enrich.values import our_keys

KEY = "ENRICH_LLM_KEY"
"""The environment variable with the key of the endpoint; it is in no setting and no message."""
FEATURE = "rewriting"

Rewriter = Callable[[Entry, tuple[Bullet, ...]], Rewriting]


def rewriter(settings: Settings, known: store.Store, texts: Mapping[str, bytes]) -> Rewriter:
    """Return the function that rewrites the bullets of an article, answers kept in the store.

    `texts` gives the bytes of files that are not on disk.
    """

    def complete(asked: Sequence[Message]) -> str:
        chosen = settings.rewrite
        content = prompt.digest(asked, chosen.model, chosen.endpoint)
        for _, answer in known.load([content], FEATURE, FEATURE):
            return answer.decode()
        if chosen.endpoint:
            answer_text = endpoint.complete(asked, chosen, os.environ.get(KEY))
        else:
            answer_text = library.complete(asked, chosen.model)
        # Only what can be read is kept: a malformed answer is asked for again by the next run.
        prompt.check(answer_text)
        known.save(content, {FEATURE: answer_text.encode()}, {FEATURE: FEATURE})
        return answer_text

    def rewritten(entry: Entry, bullets: tuple[Bullet, ...]) -> Rewriting:
        name = entry.source.name
        data = texts[name] if name in texts else read.load(entry.source.file)
        article = read.parse(data, name, ours=our_keys(settings.keys))
        if article is None:
            return Rewriting(bullets)
        prose = markdown.prose(article)
        return rewrite(bullets, article, prose, complete, settings.rewrite.model)

    return rewritten
