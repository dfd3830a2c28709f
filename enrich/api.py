"""The same job from Python: `text`, `file`, `run`, `read`."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from enrich import features, notebook, store
from enrich.pipeline import run as pipeline
from enrich.pipeline.analysis import analyse_text
from enrich.pipeline.corpus import Corpus
from enrich.pipeline.outcome import RunReport
from enrich.pipeline.select import choose_features, select
from enrich.records import Article, Enrichment
from enrich.settings.load import Resolved, resolve

__all__ = ["file", "read", "run", "text"]

PathLike = str | os.PathLike[str]

notebook.register()


def text(
    body: str,
    *,
    title: str = "",
    settings: Mapping[str, Any] | None = None,
    config: PathLike | None = None,
) -> Enrichment:
    """Return what is found in a Markdown text; nothing is related, for there is no corpus.

    `settings` overrides settings by dotted name, `{"summary.bullets": 4}`; `config` is a settings
    file to use instead of the one found from the working directory upwards.
    """
    resolved = _resolve(Path.cwd(), settings, config)
    wanted = [name for name in features.FEATURES if name != "related"]
    article = Article(path="", title=title, excerpt="", fields={}, text=body, body_start=0)
    return Corpus(analyse_text(article, wanted, model=resolved.settings.model), resolved)[""]


def file(
    path: PathLike,
    *,
    corpus: PathLike | None = None,
    settings: Mapping[str, Any] | None = None,
    config: PathLike | None = None,
    cache: bool = True,
) -> Enrichment:
    """Return what is found in one article; nothing is written.

    With a `corpus` folder (or `corpus:` in the settings) it is compared with the articles there.
    Raises UsageError for a missing file, UnreadableError or FrontMatterError for one that cannot
    be read; front matter with broken lines is read without them.
    """
    where = Path(path)
    resolved = _resolve(where, settings, config)
    selection = select([where], resolved.settings, corpus=_path(corpus))
    with _store(cache) as known:
        found = pipeline.compare(selection, resolved, known)
    return pipeline.enrichment_of(found, selection.targets[0].name)


def read(
    *paths: PathLike,
    settings: Mapping[str, Any] | None = None,
    config: PathLike | None = None,
    cache: bool = True,
) -> Corpus:
    """Read and analyse a corpus once; asking it for enrichments is then instant.

    Articles that cannot be read are in its `failures`.
    """
    places = [Path(path) for path in paths]
    resolved = _resolve(places[0] if places else Path.cwd(), settings, config)
    selection = select(places, resolved.settings)
    with _store(cache) as known:
        return pipeline.read_corpus(selection, resolved, known)


def run(
    *paths: PathLike,
    check: bool = False,
    corpus: PathLike | None = None,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    adopt: Sequence[str] = (),
    create: bool = False,
    force: bool = False,
    settings: Mapping[str, Any] | None = None,
    config: PathLike | None = None,
    cache: bool = True,
) -> RunReport:
    """Enrich articles and write them, as `enrich run` does; with `check`, write nothing.

    `only` and `skip` name features; `adopt` names front matter keys of others to take over;
    `create` gives Markdown files without front matter one;
    `force` analyses everything again. The report's `exit_code` is that of the command.
    """
    places = [Path(path) for path in paths]
    resolved = _resolve(places[0] if places else Path.cwd(), settings, config)
    wanted = choose_features(only, skip)
    selection = select(places, resolved.settings, corpus=_path(corpus), features=wanted)
    options = pipeline.Options(dry=check, force=force, adopt=tuple(adopt), create=create)
    with _store(cache) as known:
        return pipeline.run(selection, resolved, known, options)


def _resolve(base: Path, settings: Mapping[str, Any] | None, config: PathLike | None) -> Resolved:
    flags = [f"{name}={json.dumps(value)}" for name, value in (settings or {}).items()]
    return resolve(base, file=_path(config), environ=os.environ, flags=flags)


def _path(path: PathLike | None) -> Path | None:
    return None if path is None else Path(path)


def _store(cache: bool) -> AbstractContextManager[store.Store]:
    folder = store.default_folder() if cache else None
    return store.connect(folder, warn=lambda message: warnings.warn(message, stacklevel=4))
