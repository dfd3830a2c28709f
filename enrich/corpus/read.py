"""One file as an article: bytes checked, front matter read, title and excerpt found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from enrich import frontmatter
from enrich.errors import UnreadableError
from enrich.records import Article, Plain

TITLE_KEYS = ("title", "headline", "name")
EXCERPT_KEYS = ("excerpt", "description", "summary")
MAX_BYTES = 64 * 1024 * 1024


def load(path: Path | str) -> bytes:
    """Return the bytes of a file; raises UnreadableError with the reason."""
    try:
        size = os.stat(path).st_size  # noqa: PTH116  Path.stat is slower, and this is hot
        if size > MAX_BYTES:
            message = f"is {size:,} bytes; articles over {MAX_BYTES:,} bytes are not read"
            raise UnreadableError(message, path=str(path))
        return Path(path).read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise UnreadableError(message, path=str(path)) from error


def parse(
    data: bytes, name: str, *, ours: Collection[str] = (), create: bool = False
) -> Article | None:
    """Turn the bytes of a file into an article, or None where there is no front matter.

    `ours` names the keys that are written by this program; they are not part of the article.
    With `create`, a file without front matter is an article too. Front matter that no parser
    takes is read as far as it can be; writing the file is refused later. Raises UnreadableError
    or FrontMatterError with the line.
    """
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise UnreadableError("is binary, not text (a NUL byte)", path=name, line=line)
    text = _decode(data, name)
    block = frontmatter.read(data, lenient=True)
    if block is None and not create:
        return None
    found, start = (block.fields, block.body_start) if block is not None else ({}, 0)
    fields = {key: value for key, value in found.items() if key not in ours}
    return Article(
        path=name,
        title=_first_text(fields, TITLE_KEYS),
        excerpt=_first_text(fields, EXCERPT_KEYS),
        fields=fields,
        text=text,
        body_start=len(data[:start].decode("utf-8")),
    )


def content_digest(article: Article) -> str:
    """Return a digest of what analysis depends on: title, excerpt and body."""
    parts = (article.title, article.excerpt, article.text[article.body_start :])
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 (byte {error.start}); convert it, for example with iconv"
        raise UnreadableError(message, path=name, line=line) from error


def _first_text(fields: dict[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = fields.get(key)
        if isinstance(value, Plain):
            return value.text
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""
