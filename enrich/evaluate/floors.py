"""Figures that must not be lost: a file of floors, each set tied to the gold it was measured on.

{"gold.jsonl": {"digest": "5f0c…", "floors": {"companies.f1": 71.2, "people.f1": 84.0}}}

The keys are paths of gold relative to the file.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from enrich.errors import UsageError
from enrich.evaluate import summaries

STEPS = 10
"""Floors are rounded down to tenths of a percent."""


class Floors(Struct, frozen=True, forbid_unknown_fields=True):
    """The floors of one gold."""

    digest: str
    """Of the labels and the texts that the floors were measured on."""
    floors: dict[str, float]
    """By the name of the figure, in percent."""


class Shortfall(NamedTuple):
    """A figure below its floor."""

    measure: str
    value: float
    floor: float


def read(path: Path, *, new: bool = False) -> dict[str, Floors]:
    """Read a file of floors; raises UsageError where it is missing (unless `new`) or wrong."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Floors])
    except FileNotFoundError as error:
        if new:
            return {}
        raise UsageError("no such file; --update-floors writes it", path=str(path)) from error
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=str(path)) from error
    except msgspec.DecodeError as error:
        raise UsageError(f"is no file of floors: {error}", path=str(path)) from error


def write(path: Path, every: Mapping[str, Floors]) -> None:
    """Write a file of floors; raises UsageError where that fails."""
    data = msgspec.json.format(msgspec.json.encode(every, order="sorted"), indent=2)
    try:
        path.write_bytes(data + b"\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", path=str(path)) from error


def key(path: Path, gold: Path) -> str:
    """Return what the floors of `gold` are called in the file at `path`."""
    return Path(os.path.relpath(gold.absolute(), path.absolute().parent)).as_posix()


def shortfalls(
    known: Floors | None, figures: Mapping[str, float], digest: str, *, path: Path
) -> list[Shortfall]:
    """Return the figures below their floors.

    Raises UsageError where there are no floors for this gold, where it has changed since they were
    set, and for a floor of a figure that was not measured.
    """
    if known is None:
        raise UsageError("has no floors for this gold; --update-floors sets them", path=str(path))
    if known.digest != digest:
        message = (
            "the gold, or its texts, changed since the floors were set, so the figures cannot be "
            "compared; look at them, then say --update-floors"
        )
        raise UsageError(message, path=str(path))
    return below(known, figures, path=path)


def below(known: Floors, figures: Mapping[str, float], *, path: Path) -> list[Shortfall]:
    """Return the figures below their floors, whatever gold these were measured on."""
    found = []
    for measure, floor in known.floors.items():
        if measure not in figures:
            raise UsageError(_unmeasured(measure, figures), path=str(path))
        if figures[measure] < floor:
            found.append(Shortfall(measure, figures[measure], floor))
    return found


def updated(
    known: Floors | None, figures: Mapping[str, float], digest: str, *, lower: bool = False
) -> Floors:
    """Return floors at the present figures: raised where these are higher, lowered only if told.

    Floors that are there are kept, and every F1 gets one; a floor of a figure that is not measured
    any more goes only where `lower` allows it.
    """
    old = dict(known.floors) if known else {}
    wanted = {name for name in figures if name.endswith(".f1") or name in summaries.ROUGE}
    floors = {name: floor for name, floor in old.items() if name not in figures and not lower}
    for name in (wanted | old.keys()) & figures.keys():
        value = math.floor(figures[name] * STEPS) / STEPS
        floors[name] = value if lower else max(value, old.get(name, 0.0))
    return Floors(digest, floors)


def _unmeasured(measure: str, figures: Mapping[str, float]) -> str:
    if measure in summaries.ROUGE and not summaries.available():
        return f"{measure} needs rouge-score; install it with: {summaries.INSTALL}"
    allowed = ", ".join(sorted(figures))
    return f'"{measure}" is not measured on this gold; measured are: {allowed}'
