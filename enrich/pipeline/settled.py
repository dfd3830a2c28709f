"""When there is nothing to do: what a complete run remembers, and whether it still holds."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Mapping, Sequence

import msgspec

from enrich import nlp, shipped, store
from enrich.corpus.find import Source
from enrich.pipeline.outcome import FileOutcome, RunReport
from enrich.pipeline.select import Selection
from enrich.records import Note
from enrich.settings.load import Resolved

RACY_NS = 20_000_000
"""A file touched so shortly before it was looked at may change again unseen by its time stamp."""


def identity(selection: Selection) -> str:
    """Return what a run is remembered under: its folder, its files unless all, its features."""
    everything = selection.whole and not selection.others
    names = "" if everything else "\n".join(source.name for source in selection.targets)
    digest = hashlib.sha256(f"{names}\n\n{selection.features}".encode()).hexdigest()
    return f"{selection.root}#{digest[:16]}"


def signature(resolved: Resolved) -> str:
    """Digest everything that decides the result, apart from the articles.

    Where and on how many processors it runs, and how the corpus was named, decide nothing.
    """
    settings = msgspec.structs.replace(
        resolved.settings, jobs=0, engine="auto", engine_address=None, corpus=None
    )
    digest = hashlib.sha256(msgspec.json.encode([settings, resolved.lexicon]))
    digest.update(store.code_digest("enrich").encode())
    digest.update(store.folder_digest(shipped.folder()).encode())
    digest.update(nlp.fingerprint(nlp.describe(resolved.settings.model)).encode())
    return digest.hexdigest()


def stamps(sources: Sequence[Source]) -> dict[str, store.Stamp]:
    """Return size and modification time of each file that is there."""
    found = {}
    for source in sources:
        try:
            status = os.stat(source.file)  # noqa: PTH116  Path.stat is slower, and this is hot
        except OSError:
            continue  # it is reported when it is read
        found[source.name] = store.Stamp(status.st_size, status.st_mtime_ns)
    return found


def holds(settled: store.Settled, signature: str, stamps: Mapping[str, store.Stamp]) -> bool:
    """Tell whether nothing has changed since that run."""
    newest = max((stamp.mtime_ns for stamp in stamps.values()), default=0)
    return (
        settled.signature == signature
        and settled.stamps == stamps
        and newest + RACY_NS < settled.checked_ns
    )


def settle(
    report: RunReport,
    signature: str,
    checked_ns: int,
    stamps: Mapping[str, store.Stamp],
    *,
    unanswered: Collection[str] = (),
    run: str = "",
) -> store.Settled | None:
    """Return what to remember of a run, or None if it only said what would change.

    A file that failed, or that a language model did not answer for, looks changed to the next run.
    """
    if report.dry and report.count("enriched"):
        return None
    undone = {outcome.path for outcome in report.files if outcome.status == "failed"}
    undone |= {*unanswered}
    notes = {
        outcome.path: [(note.key, note.message) for note in outcome.notes]
        for outcome in report.files
        if outcome.notes
    }
    skipped = [outcome.path for outcome in report.files if outcome.status == "skipped"]
    left = {name: stamp for name, stamp in stamps.items() if name not in undone}
    return store.Settled(signature, checked_ns, left, notes, skipped, run)


def recall(source: Source, settled: store.Settled) -> FileOutcome:
    """Return what a settled run said about a file."""
    notes = tuple(Note(key, message) for key, message in settled.notes.get(source.name, ()))
    if source.name in settled.skipped:
        return FileOutcome(source.name, "skipped", notes=notes)
    return FileOutcome(source.name, "unchanged", notes=notes)


def steady(
    stamps: Mapping[str, store.Stamp], checked_ns: int, state: store.Settled | None
) -> dict[str, store.Stamp]:
    """Return stamps that agree with no file that `state` lacks, or that may change again unseen."""
    left = stamps if state is None else state.stamps
    return {
        name: stamp
        if stamp.mtime_ns + RACY_NS < checked_ns and name in left
        else store.Stamp(-1, -1)
        for name, stamp in stamps.items()
    }


def rest() -> int:
    """Wait until files written just now are safely in the past; return the time, in ns."""
    time.sleep(2 * RACY_NS / 1e9)
    return time.time_ns()
