"""Writes a tagger as ONNX with 8-bit weights, and the tokeniser beside it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

from enrich.recogniser import MODEL, TOKENIZER
from training.encoder import HEADS, WIDTH, Tagger, minilm_folder

OPSET = 17
_INPUTS = ("ids", "shapes", "mask")
_QUANTISED = ["MatMul", "Gather", "Attention", "EmbedLayerNormalization"]


def export(model: Tagger, folder: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` of a trained model into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch, "plain.onnx"), Path(scratch, "fused.onnx")
        _trace(model, plain)
        optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=1
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            folder / MODEL,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=_QUANTISED,
            extra_options={
                "MatMulConstBOnly": True,
                "DefaultTensorType": onnx.TensorProto.FLOAT,
            },
        )
    shutil.copyfile(minilm_folder() / "tokenizer.json", folder / TOKENIZER)


def _trace(model: Tagger, path: Path) -> None:
    model.eval()
    ids = torch.randint(1000, 2000, (2, 17))
    inputs: Any = (ids, ids % 10, torch.ones_like(ids))
    torch.onnx.export(
        model,
        inputs,
        str(path),
        input_names=list(_INPUTS),
        output_names=["scores"],
        dynamic_axes={name: {0: "batch", 1: "time"} for name in (*_INPUTS, "scores")},
        opset_version=OPSET,
        dynamo=False,
    )
