"""Writes the lists that ship: `python -m gazetteers`, in `models/entities`."""

from __future__ import annotations

import sys
from pathlib import Path

from gazetteers.build import build

HERE = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write every list, or say which names contradict each other."""
    try:
        lists = build()
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, text in lists.items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
        sys.stderr.write(f"{name}: {text.count(chr(10))}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
