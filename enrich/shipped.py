"""Where the files of `models/` are: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from enrich.errors import ModelError


@cache
def folder() -> Path:
    """Return the folder of shipped models; raises ModelError when the installation lacks it."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "models", package.parent / "models"):
        if candidate.is_dir():
            return candidate
    raise ModelError(
        f"the folder of shipped models is missing beside {package}; reinstall enrich-articles"
    )
