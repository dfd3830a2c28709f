"""The reasons of a link in the names that the article's entities have.

A feature knows no other: `related` says why two articles are alike in the words of the text,
"Varnholt Semiconductor" for one pair and "Varnholt" for another. A reader sees both under one
article, so each form of a name is given as its canonical name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from enrich.features.entities.keys import key, without_legal_form
from enrich.records import Entity


def canonical(because: Sequence[str], entities: Iterable[Entity]) -> tuple[str, ...]:
    """Return the reasons, forms of one entity as its name, each once, in their order."""
    names = {
        key(one): entity.name
        for entity in entities
        for form in (*entity.aliases, entity.name)
        for one in (form, without_legal_form(form, words_too=True))
    }
    return tuple(dict.fromkeys(names.get(key(reason), reason) for reason in because))
