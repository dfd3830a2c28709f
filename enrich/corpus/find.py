"""Which files are articles: folders searched, ignores respected, links not followed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pathspec import GitIgnoreSpec

from enrich.errors import UnreadableError, UsageError

SUFFIXES = (".md", ".markdown", ".mdx", ".html")


class Source(NamedTuple):
    """A file to read, and the name it has in the corpus."""

    file: str
    """Where it is."""
    name: str
    """Relative to the corpus, with forward slashes."""

    @property
    def path(self) -> Path:
        """Return where it is; a path takes four times the memory of its text."""
        return Path(self.file)


class Ignore(NamedTuple):
    """The patterns of one .gitignore, and the folder they count from."""

    folder: Path
    spec: GitIgnoreSpec


def root_of(paths: Sequence[Path]) -> Path:
    """Return the deepest folder that holds all of `paths`."""
    folders = [path.absolute() if path.is_dir() else path.absolute().parent for path in paths]
    return Path(os.path.commonpath(folders))


def find(
    paths: Sequence[Path],
    *,
    root: Path,
    exclude: Sequence[str] = (),
    force_exclude: bool = False,
    failed: Callable[[UnreadableError], None] = lambda error: None,
) -> list[Source]:
    """List the articles under `paths` in a stable order, each once.

    A file that is named wins over `exclude` and .gitignore unless `force_exclude`. Raises
    UsageError for a path that is not there; folders that cannot be listed go to `failed`.
    """
    sources: dict[str, Source] = {}
    chosen = Ignore(root, GitIgnoreSpec.from_lines(exclude))
    for path in paths:
        if not path.exists():
            raise UsageError("no such file or folder", path=str(path))
        if path.is_dir():
            above = _above(path.absolute())
            # Whoever names a folder means it, even if the repository ignores it as a whole.
            above = [] if _ignored(path.absolute(), above, is_folder=True) else above
            start = path.absolute()
            below = Path(os.path.relpath(start, root)).as_posix()
            found = _walk(start, "" if below == "." else f"{below}/", [*above, chosen], failed)
        elif force_exclude and _ignored(path.absolute(), [*_above(path.absolute()), chosen]):
            continue
        else:
            file = path.absolute()
            found = iter([Source(str(file), Path(os.path.relpath(file, root)).as_posix())])
        for source in found:
            sources.setdefault(source.name, source)
    return [sources[name] for name in sorted(sources)]


def _walk(
    folder: Path, below: str, ignores: list[Ignore], failed: Callable[[UnreadableError], None]
) -> Iterator[Source]:
    """Yield what is in a folder; `below` is what stands before the names of its files."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        failed(UnreadableError(f"the folder cannot be read: {error.strerror}", path=str(folder)))
        return
    if any(entry.name == ".gitignore" for entry in entries):
        # The user's own patterns stay last, so that they win over any .gitignore.
        ignores = [*ignores[:-1], *_read_ignore(folder), ignores[-1]]
    patterns = any(len(ignore.spec) for ignore in ignores)
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder and not entry.name.lower().endswith(SUFFIXES):
            continue
        if patterns and _ignored(folder / entry.name, ignores, is_folder=is_folder):
            continue
        if is_folder:
            yield from _walk(folder / entry.name, f"{below}{entry.name}/", ignores, failed)
        elif entry.is_file(follow_symlinks=False):
            yield Source(entry.path, below + entry.name)


def _above(path: Path) -> list[Ignore]:
    """Collect what the repository around `path` ignores, outermost first."""
    ignores: list[Ignore] = []
    for parent in path.parents:
        ignores[:0] = _read_ignore(parent)
        if (parent / ".git").exists():
            return ignores
    return []  # outside a repository, a .gitignore further up is somebody else's


def _read_ignore(folder: Path) -> list[Ignore]:
    path = folder / ".gitignore"
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [Ignore(folder, GitIgnoreSpec.from_lines(lines))]


def _ignored(path: Path, ignores: Sequence[Ignore], *, is_folder: bool = False) -> bool:
    # As in git, the innermost file that has an opinion decides.
    for ignore in reversed(ignores):
        if len(ignore.spec) and path.is_relative_to(ignore.folder):
            name = path.relative_to(ignore.folder).as_posix() + ("/" if is_folder else "")
            decision = ignore.spec.check_file(name).include
            if decision is not None:
                return decision
    return False
