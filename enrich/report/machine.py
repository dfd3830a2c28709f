"""Results for programs: JSON, JSON lines, annotations of GitHub."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from enrich.pipeline.outcome import FileOutcome, RunReport, Status
from enrich.records import Enrichment

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def run_json(report: RunReport) -> str:
    """Return a run as one JSON object: `files`, `counts`, `exit_code`, `seconds`, `dry`."""
    document = {
        "files": report.files,
        "counts": {status: report.count(status) for status in get_args(Status)},
        "from_store": report.from_store,
        "seconds": round(report.seconds, 3),
        "dry": report.dry,
        "exit_code": report.exit_code,
    }
    return _pretty(document)


def run_json_lines(report: RunReport) -> Iterator[str]:
    """Yield one JSON object per file."""
    return (msgspec.json.encode(outcome).decode() for outcome in report.files)


def run_annotations(report: RunReport) -> Iterator[str]:
    """Yield workflow commands that GitHub shows beside the files."""
    for outcome in report.files:
        if outcome.status == "failed":
            yield _annotation("error", outcome, outcome.error)
        elif outcome.status == "enriched" and report.dry:
            yield _annotation("warning", outcome, "front matter is not up to date; run enrich")


def article_json(enrichment: Enrichment) -> str:
    """Return an enrichment as JSON, with offsets and evidence."""
    return _pretty(enrichment)


def _pretty(document: Any) -> str:
    return msgspec.json.format(_ENCODER.encode(document)).decode()


def _annotation(level: str, outcome: FileOutcome, message: str) -> str:
    line = f",line={outcome.line}" if outcome.line is not None else ""
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{level} file={outcome.path}{line}::{escaped}"
