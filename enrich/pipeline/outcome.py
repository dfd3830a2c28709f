"""What happened to each file, and to the run; the only owner of the exit code."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from enrich.errors import ArticleError
from enrich.records import Note

Status = Literal["enriched", "unchanged", "failed", "skipped"]


class FileOutcome(Struct, frozen=True):
    """What happened to one file."""

    path: str
    status: Status
    written: tuple[str, ...] = ()
    """Keys that were added or replaced."""
    removed: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    """Why something is missing or was left alone."""
    error: str = ""
    line: int | None = None
    diff: str = ""


class RunReport(Struct, frozen=True):
    """What happened in a run."""

    files: tuple[FileOutcome, ...]
    from_store: int = 0
    """Unchanged articles that were not analysed again."""
    seconds: float = 0.0
    dry: bool = False
    """True for `--check` and `--diff`: nothing was written."""
    action: Literal["enrich", "clean"] = "enrich"
    notes: tuple[str, ...] = ()
    """What is to be said about the run as a whole."""

    def count(self, status: Status) -> int:
        """Return how many files ended that way."""
        return sum(outcome.status == status for outcome in self.files)

    @property
    def exit_code(self) -> int:
        """0 done, 1 something would change (dry runs only), 3 a file failed."""
        if self.count("failed"):
            return 3
        return 1 if self.dry and self.count("enriched") else 0

    def __repr__(self) -> str:
        return f"<RunReport: {self}>"

    def __str__(self) -> str:
        done = "enriched" if self.action == "enrich" else "cleaned"
        verb = f"would be {done}" if self.dry else done
        enriched, unchanged = self.count("enriched"), self.count("unchanged")
        noun = "article" if enriched == 1 else "articles"
        stored = f" ({self.from_store} from the store)" if self.from_store else ""
        parts = [f"{enriched} {noun} {verb}", f"{unchanged} unchanged{stored}"]
        if skipped := self.count("skipped"):
            parts.append(f"{skipped} skipped")
        if failed := self.count("failed"):
            parts.append(f"{failed} failed")
        return f"{', '.join(parts)}, in {_duration(self.seconds)}."


def failed(path: str, error: ArticleError) -> FileOutcome:
    """Return the outcome of a file that an error kept as it was."""
    return FileOutcome(path, "failed", error=error.message, line=error.line)


def _duration(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
