"""Edit front matter by splicing whole lines: what is not ours keeps its bytes.

The text is parsed to events, our entries are located by their marks, and their lines alone are
cut out or put in. New keys go before the closing fence, and the record of digests after them.
Every result is proven (see `proof`) before it is returned.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from msgspec import Struct

from enrich.errors import FrontMatterError
from enrich.frontmatter import proof
from enrich.frontmatter.emit import lines, one_line
from enrich.frontmatter.events import Document, parse
from enrich.frontmatter.ownership import Decision, Rights, decide
from enrich.frontmatter.regions import replaceable
from enrich.frontmatter.split import Fences, decode, split
from enrich.frontmatter.state import State, survey
from enrich.frontmatter.style import Style, detect
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


def enrich(
    data: bytes,
    values: Mapping[str, Value],
    *,
    record: str = RECORD,
    untouched: Collection[str] = (),
    adopt: Collection[str] = (),
    locked: Collection[str] = (),
) -> Edit:
    """Write `values` into the front matter of a file, as far as their keys are free or ours.

    A key is free if it is absent, and ours if its digest under `record` matches its value; in
    `adopt` are keys to take over regardless. Keys of ours that are not in `values` are removed,
    unless they are in `untouched` or `locked`. A value that already means the same keeps its
    bytes. Without front matter the file stays as it is, with a note.

    Raises FrontMatterError where the front matter cannot be edited safely, and ValueError for a
    value that cannot be written or is empty.
    """
    normal = {key: _full(key, value) for key, value in values.items()}
    if record in normal:
        raise ValueError(f"{record!r} is the record of digests and takes no value")
    target = _Target(normal, {key: normal_digest(value) for key, value in normal.items()}, record)
    fences = split(data)
    if fences is None:
        note = "the file has no front matter; begin it with `---`, keys and values, `---`"
        return Edit(data, kept=(Note(record, note),))
    if fences.kind != "yaml":
        name = fences.kind.upper()
        message = f"{name} front matter is not written yet; use YAML between `---` lines."
        raise FrontMatterError(message, line=1)
    rights = Rights(untouched, adopt, locked)
    return _edit(data, fences, target, rights, forget=False)


def clean(data: bytes, *, record: str = RECORD) -> Edit:
    """Remove what is ours from the front matter of a file: the inverse of `enrich`.

    Values that were edited by hand stay, with a note; the record of digests goes.
    """
    fences = split(data)
    if fences is None or fences.kind != "yaml":
        return Edit(data)
    return _edit(data, fences, _Target({}, {}, record), Rights(), forget=True)


def _full(key: str, value: Value) -> Value:
    normal = normalize(value)
    if normal is None or normal in ("", [], {}):
        raise ValueError(f"the value for {key!r} is empty; leave the key out instead")
    return normal


def _edit(data: bytes, fences: Fences, target: _Target, rights: Rights, *, forget: bool) -> Edit:
    text = decode(data, fences)
    before = parse(text)
    if before.root is not None and before.root.flow_style:
        message = "The front matter is one `{…}`; write one `key: value` a line instead."
        raise FrontMatterError(message, line=2)
    state = survey(before, target.digests, target.record)
    decision = _decide(state, target, rights, forget)
    touched = {*decision.write, *decision.remove}
    if decision.record != state.recorded or (forget and state.has_record):
        touched.add(target.record)
    if not touched:
        return Edit(data, kept=decision.kept)
    ours = {*target.values, *state.recorded, target.record}
    style = detect(before, ours)
    new = _splice(before, target, decision, touched, style, fences.eol.decode("ascii"))
    after_data = data[: fences.start] + new.encode("utf-8") + data[fences.end :]
    after = proof.same_elsewhere(data, after_data, fences, before, touched)
    done = survey(after, target.digests, target.record)
    again = _decide(done, target, rights, forget)
    proof.as_decided(done, decision, target.digests, again)
    return Edit(after_data, decision.write, decision.remove, decision.kept)


def _decide(state: State, target: _Target, rights: Rights, forget: bool) -> Decision:
    decision = decide(state.present, state.recorded, target.digests, rights)
    if forget:
        return Decision(decision.write, decision.remove, {}, decision.kept)
    return decision


def _splice(
    document: Document,
    target: _Target,
    decision: Decision,
    touched: Collection[str],
    style: Style,
    eol: str,
) -> str:
    """Return the text with the touched entries replaced, removed, or put at the end."""
    text = document.text
    pieces: list[str] = []
    position = 0
    there = set()
    for entry in document.entries:
        there.add(entry.name)
        if entry.name is None or entry.name not in touched:
            continue
        start, end = replaceable(document, entry)
        pieces.append(text[position:start])
        if entry.name in decision.write:
            own = _eol(text[:start], eol)
            pieces += (line + own for line in lines(entry.name, target.values[entry.name], style))
        position = end
    pieces.append(text[position:])
    last = _eol(text, eol)
    for key in decision.write:
        if key not in there:
            pieces += (line + last for line in lines(key, target.values[key], style))
    if target.record in touched and decision.record:
        order = [entry.name for entry in document.entries] + list(decision.write)
        digests = {key: decision.record[key] for key in order if key in decision.record}
        pieces.append(one_line(target.record, digests, style) + last)
    return "".join(pieces)


def _eol(text: str, opener: str) -> str:
    """Return the line end of the line before; of the opening fence where there is none."""
    if not text:
        return opener
    return "\r\n" if text.endswith("\r\n") else "\n"
