"""Compares names: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from enrich.features.entities.lists import legal_forms

KEPT = 1 << 13
"""Names whose keys are remembered: two megabytes, whatever the size of the corpus."""

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_APOSTROPHES = str.maketrans("", "", "'’‘`.!")  # noqa: RUF001
_SPACES = str.maketrans(dict.fromkeys("-–—/,\u00a0", " "))  # noqa: RUF001


@lru_cache(maxsize=KEPT)  # a corpus names the same things again and again
def key(name: str) -> str:
    """Return a name without case, accents, article, hyphens, full stops and apostrophes."""
    plain = unicodedata.normalize("NFKD", _ARTICLE.sub("", name))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.translate(_APOSTROPHES).translate(_SPACES).replace("&", " and ")
    return " ".join(plain.casefold().split())


@lru_cache(maxsize=KEPT)
def without_legal_form(name: str, *, words_too: bool = False) -> str:
    """Return a company's name without `Inc`, `plc` and the like; the name itself without one.

    With `words_too`, words such as `Corporation` go as well. One word always stays.
    """
    parts = name.split()
    while len(parts) > 1 and (form := legal_forms_plain().get(_bare(parts[-1]))):
        if form == "word" and not words_too:
            break
        parts.pop()
    # "Tiffany & Co" is a name, not "Tiffany &".
    if len(parts) == len(name.split()) or parts[-1] in ("&", "and"):
        return name
    return " ".join(parts).rstrip(",")


@cache
def legal_forms_plain() -> dict[str, str]:
    """Return the legal forms as they are compared: without case and full stops."""
    return {_bare(form): kind for form, kind in legal_forms().items()}


def _bare(word: str) -> str:
    return word.replace(".", "").strip(",").casefold()
