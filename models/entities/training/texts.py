"""Openly licensed texts without labels, from which a student learns what its teacher says."""

from __future__ import annotations

import random
from pathlib import Path

from enrich import markdown
from training.gold import Document

LONGEST = 1200
"""Characters of a paragraph at most; longer ones are left out."""
SHORTEST = 80


def posts(folder: Path, count: int, seed: int) -> list[Document]:
    """Return so many paragraphs of the posts in a folder, drawn at random."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*.md")):
        _, _, body = path.read_text(encoding="utf-8").removeprefix("---").partition("\n---")
        for block in markdown.plain(body).text.split("\n\n"):
            if SHORTEST <= len(block) <= LONGEST:
                found.add(block.strip())
    drawn = random.Random(seed).sample(sorted(found), min(count, len(found)))  # noqa: S311
    return [Document("text-posts", text, ()) for text in drawn]
