"""Edit front matter by splicing: what is not ours keeps its bytes.

The text is parsed, our entries are located, and they alone are cut out or put in, the record of
digests behind them. Every result is proven (see `proof`) before it is returned.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter import proof
from enrich.frontmatter.languages import LANGUAGES
from enrich.frontmatter.ownership import Decision, Rights, decide
from enrich.frontmatter.split import BOM, Fences, decode, split
from enrich.frontmatter.state import CREATED, State
from enrich.frontmatter.syntax import Change, Text
from enrich.frontmatter.values import normal_digest, normalize
from enrich.records import Note, Value

RECORD = "enriched"


class Edit(Struct, frozen=True):
    """The bytes after an edit, and what was done to which key."""

    data: bytes
    written: tuple[str, ...] = ()
    """Keys whose value was inserted or replaced."""
    removed: tuple[str, ...] = ()
    kept: tuple[Note, ...] = ()
    """Keys that were left alone, and why."""


class _Target(NamedTuple):
    """What the file is to hold: our values, and the name of the record of their digests."""

    values: Mapping[str, Value]
    digests: Mapping[str, str]
    record: str
    rights: Rights
    forget: bool
    """Whether the record goes, whatever is left on it."""
    created: bool = False
    """Whether the front matter is made in this edit."""

    def decide(self, state: State) -> Decision:
        """Decide about a file in this state."""
        decision = decide(state.present, state.recorded, self.digests, self.rights)
        if self.forget:
            return Decision(decision.write, decision.remove, {}, decision.kept)
        return decision


def enrich(
    data: bytes,
    values: Mapping[str, Value],
    *,
    record: str = RECORD,
    untouched: Collection[str] = (),
    adopt: Collection[str] = (),
    locked: Collection[str] = (),
    create: bool = False,
) -> Edit:
    """Write `values` into the front matter of a file, as far as their keys are free or ours.

    A key is free if it is absent, and ours if its digest under `record` matches its value; in
    `adopt` are keys to take over regardless. Keys of ours that are not in `values` are removed,
    unless they are in `untouched` or `locked`. A value that already means the same keeps its
    bytes. Without front matter the file stays as it is, with a note; with `create`, it gets one.

    Raises FrontMatterError where the front matter cannot be edited safely, and ValueError for a
    value that cannot be written or is empty.
    """
    normal = {key: _full(key, value) for key, value in values.items()}
    if record in normal:
        raise ValueError(f"{record!r} is the record of digests and takes no value")
    fences = split(data)
    created = fences is None and create and bool(normal)
    if fences is None and not created:
        note = "the file has no front matter; begin it with `---`, keys and values, `---`"
        return Edit(data, kept=(Note(record, note),))
    kind = "yaml" if fences is None else fences.kind
    hold = LANGUAGES[kind].hold
    digests = {key: normal_digest(hold(value)) for key, value in normal.items()}
    rights = Rights(untouched, adopt, locked)
    target = _Target(normal, digests, record, rights, forget=False, created=created)
    if fences is not None:
        return _edit(data, fences, target)
    edit = _edit(*_with_fences(data), target)
    return edit if edit.written else Edit(data, kept=edit.kept)


def clean(data: bytes, *, record: str = RECORD) -> Edit:
    """Remove what is ours from the front matter of a file: the inverse of `enrich`.

    Values that were edited by hand stay, with a note; the record of digests goes, and so do
    fences that `enrich` made, once nothing is between them.
    """
    fences = split(data)
    if fences is None:
        return Edit(data)
    return _edit(data, fences, _Target({}, {}, record, Rights(), forget=True))


def _full(key: str, value: Value) -> Value:
    normal = normalize(value)
    if normal is None or normal in ("", [], {}):
        raise ValueError(f"the value for {key!r} is empty; leave the key out instead")
    return normal


def _edit(data: bytes, fences: Fences, target: _Target) -> Edit:
    before = LANGUAGES[fences.kind].parse(decode(data, fences), fences.line)
    state = before.state(target.digests, target.record)
    decision = target.decide(state)
    touched = {*decision.write, *decision.remove}
    if decision.record != state.recorded or (target.forget and state.has_record):
        touched.add(target.record)
    if not touched:
        return Edit(data, kept=decision.kept)
    created = bool(decision.record) and (state.created or target.created)
    change = _change(target, decision, touched, fences, state, created=created)
    new = before.edited(change).encode("utf-8")
    after_data = data[: fences.start] + new + data[fences.end :]
    after = proof.same_elsewhere(data, after_data, fences, before, touched)
    _prove(after, target, decision, created=created)
    if state.created and not new.strip():
        after_data = _without_fences(after_data)
    return Edit(after_data, decision.write, decision.remove, decision.kept)


def _prove(after: Text, target: _Target, decision: Decision, *, created: bool) -> None:
    done = after.state(target.digests, target.record)
    proof.as_decided(done, decision, target.digests, target.decide(done), created=created)


def _change(
    target: _Target,
    decision: Decision,
    touched: Collection[str],
    fences: Fences,
    state: State,
    *,
    created: bool,
) -> Change:
    values: dict[str, Value] = {key: target.values[key] for key in decision.write}
    if target.record in touched and decision.record:
        order = dict.fromkeys((*state.present, *decision.write))
        digests = {key: decision.record[key] for key in order if key in decision.record}
        values[target.record] = digests | (dict([CREATED]) if created else {})
    ours = {*target.values, *state.recorded, target.record}
    return Change(touched, values, target.record, ours, fences.eol.decode("ascii"))


def _with_fences(data: bytes) -> tuple[bytes, Fences]:
    """Return the file with empty front matter, in its own line ends."""
    start = len(BOM) if data.startswith(BOM) else 0
    first = data.find(b"\n")
    eol = b"\r\n" if first > 0 and data[first - 1 : first] == b"\r" else b"\n"
    fence = b"---" + eol
    opened = start + len(fence)
    fences = Fences("yaml", opened, opened, opened + len(fence), eol)
    return data[:start] + fence + fence + data[start:], fences


def _without_fences(data: bytes) -> bytes:
    """Return the file without its empty front matter, unless what follows would become one."""
    fences = split(data)
    assert fences is not None
    bare = (BOM if data.startswith(BOM) else b"") + data[fences.body_start :]
    try:
        return data if split(bare) is not None else bare
    except FrontMatterError:
        return data
