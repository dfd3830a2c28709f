"""What a command works on: the files to write, and the corpus they are compared with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from enrich import features
from enrich.corpus.find import Source, find, root_of
from enrich.errors import ArticleError, UnreadableError, UsageError
from enrich.settings.schema import Settings
from enrich.values import keys_of


class Selection(NamedTuple):
    """Files and features of one run."""

    root: Path
    targets: tuple[Source, ...]
    """What is enriched."""
    others: tuple[Source, ...]
    """What is only read, to compare with."""
    features: tuple[str, ...]
    compared: bool
    """False where files were given without a corpus, so that nothing can be related."""
    failures: dict[str, ArticleError]
    """Folders that could not be listed."""
    whole: bool = False
    """Whether this is everything below `root`, and not some of it."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return everything that is read."""
        return self.targets + self.others


def select(
    paths: Sequence[Path],
    settings: Settings,
    *,
    corpus: Path | None = None,
    features: Sequence[str] | None = None,
    force_exclude: bool = False,
) -> Selection:
    """Find the files of a run; raises UsageError where there is nothing to work on.

    `corpus` is what single files are compared with; without one, `related` is left out.
    """
    corpus = corpus or (Path(settings.corpus) if settings.corpus else None)
    paths = tuple(paths) or ((corpus,) if corpus else ())
    if not paths:
        raise UsageError("name a file or a folder, or set `corpus:` in enrich.yaml")
    if corpus is not None and not corpus.is_dir():
        raise UsageError("the corpus is not a folder", path=str(corpus))
    failures: dict[str, ArticleError] = {}

    def failed(error: UnreadableError) -> None:
        failures[str(error.path)] = error

    root = corpus.absolute() if corpus else root_of(existing(paths))
    targets = find(
        paths,
        root=root,
        exclude=settings.exclude,
        force_exclude=force_exclude,
        failed=failed,
    )
    everything = (
        find([corpus], root=root, exclude=settings.exclude, failed=failed) if corpus else []
    )
    names = {source.name for source in targets}
    others = tuple(source for source in everything if source.name not in names)
    compared = corpus is not None or all(path.is_dir() for path in paths)
    wanted = _features(features, settings, compared=compared)
    whole = corpus is not None or (len(paths) == 1 and paths[0].is_dir())
    return Selection(root, tuple(targets), others, wanted, compared, failures, whole)


def existing(paths: Iterable[Path]) -> list[Path]:
    """Return `paths`; raises UsageError for one that is not there."""
    listed = list(paths)
    for path in listed:
        if not os.path.lexists(path):
            raise UsageError("no such file or folder", path=str(path))
    return listed


def choose_features(only: Sequence[str], skip: Sequence[str]) -> tuple[str, ...]:
    """Return the features that `--only` and `--skip` leave; raises UsageError for none."""
    chosen = tuple(
        name for name in features.FEATURES if (not only or name in only) and name not in skip
    )
    if not chosen:
        raise UsageError("--only and --skip leave no feature to run")
    return chosen


def _features(
    names: Sequence[str] | None, settings: Settings, *, compared: bool
) -> tuple[str, ...]:
    chosen = set(names if names is not None else features.FEATURES)
    if not compared:
        chosen.discard("related")
    # Features that share a key are written together: one alone would remove the other's part.
    keys = {key for name in chosen for key in keys_of(name, settings)}
    return tuple(name for name in features.FEATURES if keys_of(name, settings) & keys)
