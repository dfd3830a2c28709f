from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from enrich import cli

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "corpus"


class Result:
    """What a command left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def enrich(capsys, monkeypatch, tmp_path_factory):
    """Run a command in this process, with a store of its own."""
    monkeypatch.setenv("ENRICH_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: object) -> Result:
        capsys.readouterr()
        code = cli.status([str(argument) for argument in arguments])
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def corpus(tmp_path) -> Path:
    """A copy of the example corpus that may be written."""
    return Path(shutil.copytree(EXAMPLES, tmp_path / "corpus"))
