"""One file's change: made, shown as a diff, put in place."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from enrich import features, frontmatter
from enrich.corpus import write
from enrich.corpus.find import Source
from enrich.pipeline.outcome import FileOutcome
from enrich.records import Enrichment
from enrich.settings.schema import Settings
from enrich.store import Stamp
from enrich.values import compose, keys_of

CONTEXT_LINES = 3


def edit(
    data: bytes,
    enrichment: Enrichment,
    settings: Settings,
    wanted: Sequence[str],
    *,
    adopt: Sequence[str] = (),
    create: bool = False,
) -> frontmatter.Edit:
    """Return the bytes of an article with its enrichment; raises FrontMatterError.

    Keys of features that are not `wanted` stay as they are. With `create`, a file without front
    matter gets one.
    """
    block = frontmatter.read(data)
    switches = frontmatter.switches(block.fields if block else {}, data)
    ours = {key for name in wanted for key in keys_of(name, settings)}
    every = {key for name in features.FEATURES for key in keys_of(name, settings)}
    values = {
        key: value
        for key, value in compose(enrichment, settings).items()
        if key in ours and key not in switches.skip
    }
    return frontmatter.enrich(
        data,
        values,
        record=settings.keys.enriched,
        untouched=every - ours,
        adopt=adopt,
        locked=switches.lock,
        create=create,
    )


def put(
    source: Source,
    data: bytes,
    edit: frontmatter.Edit,
    root: Path,
    *,
    dry: bool = False,
    diff: bool = False,
    unflushed: set[Path] | None = None,
) -> tuple[FileOutcome, Stamp | None]:
    """Write an edit unless `dry`; return what happened, and the stamp of the file if written.

    `unflushed` are folders that the caller flushes (`write.flush`); without, it is done here.
    Raises WriteError where the file cannot be replaced safely.
    """
    if edit.data == data:
        return FileOutcome(source.name, "unchanged", notes=edit.kept), None
    stamp = None
    if not dry:
        status = write.replace(source.path, data, edit.data, root=root, unflushed=unflushed)
        stamp = Stamp(status.st_size, status.st_mtime_ns)
    outcome = FileOutcome(
        path=source.name,
        status="enriched",
        written=edit.written,
        removed=edit.removed,
        notes=edit.kept,
        diff=unified_diff(data, edit.data, source.name) if diff else "",
    )
    return outcome, stamp


def unified_diff(before: bytes, after: bytes, name: str) -> str:
    """Return what changed, as `diff -u` would print it; the bodies are taken to be equal."""
    old, new = (_head(data) for data in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", n=CONTEXT_LINES)
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def _head(data: bytes) -> list[str]:
    block = frontmatter.read(data)
    start = block.body_start if block else 0
    body = data[start:].split(b"\n", CONTEXT_LINES)[:CONTEXT_LINES]
    return (data[:start] + b"\n".join(body)).decode("utf-8", "replace").splitlines(keepends=True)
