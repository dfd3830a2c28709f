"""A folder of pages, written as a whole and known again by what its index holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from enrich.errors import UsageError, WriteError

INDEX = "index.html"


def prepare(folder: Path, mark: str, *, among: Path) -> None:
    """Make the folder; raises UsageError for one that holds anything but earlier pages of ours.

    Ours is known by `mark` in its index. It may not lie `among` the articles, which would find it.
    """
    if folder.resolve().is_relative_to(among.resolve()):
        message = "this would lie among the articles; name a folder outside the corpus"
        raise UsageError(message, path=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        index = folder / INDEX
        ours = index.is_file() and mark in index.read_text("utf-8", "replace")
        if not ours and any(folder.iterdir()):
            message = "this folder is not empty, and not an earlier report; name another"
            raise UsageError(message, path=str(folder))
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", path=str(folder)) from error


def write(folder: Path, pages: Iterable[tuple[str, str]]) -> int:
    """Write pages, each a name and its text; return how many. Raises WriteError.

    Pages of an earlier time that are not written again are removed from the same folders.
    """
    written: set[Path] = set()
    path = folder
    try:
        for name, text in pages:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "replace"))
            written.add(path)
        for path in {old for one in written for old in one.parent.glob("*.html")} - written:
            path.unlink()
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", path=str(path)) from error
    return len(written)
