"""Finds names with a small transformer, quantised to 8 bits.

A model is a folder with `model.onnx` and `tokenizer.json`; it needs ONNX Runtime, tokenizers and
NumPy, and runs on one thread. `models/entities/training` makes such folders.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from enrich.errors import ModelError
from enrich.recogniser.decoding import Scores, Span, decode
from enrich.recogniser.pieces import Chunk, chunks, openers
from enrich.recogniser.words import reader

__all__ = ["MODEL", "TOKENIZER", "Network", "Span", "load"]

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
"""The files of a model's folder."""


class Network:
    """A loaded model: called with texts, it finds their names, the same ones every time."""

    def __init__(self, tokenizer: Any, session: Any) -> None:
        self._read = reader(tokenizer)
        self._session = session

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return the names of each text, in order and without overlaps.

        Texts are of any length, and must hold no lone surrogates.
        """
        return [self._names(text) for text in texts]

    def _names(self, text: str) -> list[Span]:
        # One text at a time: a batch of the tokenizer's would start threads of its own.
        parts = chunks(text, self._read(text))
        if not parts:
            return []
        scores = np.concatenate([self._scores(part) for part in parts])
        words = [word for part in parts for word in part.spans]
        return decode(scores, words, openers(parts))

    def _scores(self, chunk: Chunk) -> Scores:
        """Return the scores of the tags of each word, `[words, tags]`.

        One chunk at a time: what the network rounds to 8 bits is scaled by all that runs together,
        and a text must get the same names whatever stands beside it. It is also the quickest.
        """
        ids, shapes = np.array([[chunk.ids], [chunk.shapes]], np.int64)
        inputs = {"ids": ids, "shapes": shapes, "mask": np.ones_like(ids)}
        scores: Scores = self._session.run(["scores"], inputs)[0][0, chunk.firsts]
        return scores


def load(folder: Path) -> Network:
    """Load the model in a folder, for one thread.

    Raises ModelError when a file is missing or is not what it should be.
    """
    for name in (MODEL, TOKENIZER):
        if not (folder / name).is_file():
            raise ModelError(f"{folder} holds no {name}; reinstall enrich-articles")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        tokenizer = Tokenizer.from_buffer((folder / TOKENIZER).read_bytes())
        session = onnxruntime.InferenceSession(
            folder / MODEL, options, providers=["CPUExecutionProvider"]
        )
    # Both libraries raise classes of their own that derive from nothing narrower.
    except Exception as error:
        raise ModelError(f"the model in {folder} cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Network(tokenizer, session)
