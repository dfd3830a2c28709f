"""Find the fences of front matter in bytes; nothing behind the closing fence is ever decoded."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct

from enrich.errors import FrontMatterError

Kind: TypeAlias = Literal["yaml", "toml", "json"]

MAX_BYTES = 1 << 20
BOM = b"\xef\xbb\xbf"

_KINDS: dict[bytes, Kind] = {b"---": "yaml", b"+++": "toml", b";;;": "json"}
_LANGUAGES: dict[bytes, Kind] = {b"yaml": "yaml", b"yml": "yaml", b"toml": "toml", b"json": "json"}
_OPENER = re.compile(rb"(---|\+\+\+|;;;)([A-Za-z]*)[ \t]*(\r\n|\n|\r)")
_JSON_OPENER = re.compile(rb"\{[ \t]*(?:[\r\n]|\"|\})")

_JSON_MEMBER = re.compile(rb'\{[ \t\r\n]*"(?:[^"\\\r\n]|\\.)*"[ \t\r\n]*:')


class Fences(Struct, frozen=True):
    """Where the front matter stands in a file; offsets are bytes, half-open."""

    kind: Kind
    start: int
    """Where the text between the fences starts."""
    end: int
    """Where it ends: the closing fence starts here."""
    body_start: int
    eol: bytes
    """The line end of the opening fence: LF or CRLF."""

    @property
    def line(self) -> int:
        """The line of the file on which the text starts: there may be no opening fence."""
        return 1 if self.start <= len(BOM) else 2


def split(data: bytes) -> Fences | None:
    """Return the fences of a file, or None where no front matter opens at its first byte.

    A byte order mark may stand before the opening fence; a blank line may not, because site
    generators disagree on what it means. Raises FrontMatterError for front matter that is never
    closed, is not UTF-8, or is larger than 1 MiB.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FrontMatterError("The file is UTF-16; save it as UTF-8.", line=1)
    origin = len(BOM) if data.startswith(BOM) else 0
    opener = _OPENER.match(data, origin)
    if opener is None:
        return _split_json(data, origin)
    fence, language, eol = opener.groups()
    if language and (fence != b"---" or language.lower() not in _LANGUAGES):
        name = (fence + language).decode("ascii")
        message = f"Front matter that opens with `{name}` is not supported; use `---` and YAML."
        raise FrontMatterError(message, line=1)
    if eol == b"\r":
        message = "The lines end in a lone CR; save the file with LF or CRLF line ends."
        raise FrontMatterError(message, line=1)
    kind = _LANGUAGES[language.lower()] if language else _KINDS[fence]
    closer = _closer(fence, kind).search(data, opener.end() - 1)  # from the line end on
    if closer is None:
        name = fence.decode("ascii")
        message = (
            f"The front matter is never closed; add a line `{name}` after it, "
            f"or begin the file with an empty line if it has none."
        )
        raise FrontMatterError(message, line=1)
    _refuse_large(closer.start(1) - opener.end())
    return Fences(kind, opener.end(), closer.start(1), closer.end(), eol)


def decode(data: bytes, fences: Fences) -> str:
    """Return the text between the fences; raises FrontMatterError where it is not UTF-8."""
    try:
        text = data[fences.start : fences.end].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = fences.start + error.start
        message = f"The front matter is not UTF-8 (byte {offset}); save the file as UTF-8."
        raise FrontMatterError(message, line=data.count(b"\n", 0, offset) + 1) from error
    nul = text.find("\0")
    if nul >= 0:
        message = "The front matter has a NUL byte in it; remove it."
        raise FrontMatterError(message, line=line_of(text, nul))
    return text


def line_of(text: str, index: int) -> int:
    """Return the line in the file, from 1, of a character of the text between the fences."""
    return text.count("\n", 0, index) + 2


@cache
def _closer(fence: bytes, kind: Kind) -> re.Pattern[bytes]:
    fences = rb"(?:---|\.\.\.)" if kind == "yaml" else re.escape(fence)
    return re.compile(rb"\n(" + fences + rb")[ \t]*(?:\r?\n|\Z)")


def _split_json(data: bytes, origin: int) -> Fences | None:
    """JSON front matter has no fences: it is an object at the first byte."""
    if not _JSON_OPENER.match(data, origin):
        return None
    text = data[origin : origin + MAX_BYTES + 1].decode("utf-8", "surrogateescape")
    try:
        value, length = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as error:
        if _JSON_MEMBER.match(data, origin):
            _refuse_large(len(text))
            raise _no_json(error) from error
        return None
    if not isinstance(value, dict):
        return None
    end = origin + len(text[:length].encode("utf-8", "surrogateescape"))
    _refuse_large(end - origin)
    tail = re.compile(rb"[ \t]*(?:\r?\n)?").match(data, end)
    assert tail is not None
    eol = b"\r\n" if tail.group().endswith(b"\r\n") else b"\n"
    return Fences("json", origin, end, tail.end(), eol)


def _no_json(error: Exception) -> FrontMatterError:
    """Return the error for what begins as an object of JSON does, and is none."""
    if isinstance(error, json.JSONDecodeError):
        what, line = f": {error.msg}", error.lineno
    else:
        what, line = "", 1
    message = (
        f"The front matter is not valid JSON{what}. Correct the line, "
        f"or begin the file with an empty line if it has none."
    )
    return FrontMatterError(message, line=line)


def _refuse_large(size: int) -> None:
    if size > MAX_BYTES:
        message = (
            f"The front matter is {size:,} bytes, over the limit of {MAX_BYTES:,}; "
            f"is its closing fence missing?"
        )
        raise FrontMatterError(message, line=1)
