"""The trained network written as the files that the package ships."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.network import HIDDEN, Reader


def export(model: Reader, pieces: Path, folder: Path, *, quantise: bool = True) -> None:
    """Write encoder.onnx (int8), embeddings.npz (int8 rows with a scale each), decoder.npz and pieces.model."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready = Path(scratch) / "plain.onnx", Path(scratch) / "ready.onnx"
        _trace(model, plain)
        if quantise:
            quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
            # Seven bits: without VNNI, eight would overflow the processor's 16-bit sums.
            quantize_dynamic(
                ready, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
            )
        else:
            shutil.copy(plain, folder / "encoder.onnx")
    _save_embeddings(model, folder / "embeddings.npz")
    with torch.no_grad():
        np.savez(
            folder / "decoder.npz",
            distance=model.distance.numpy().astype(np.float32),
            paths=model.paths().numpy().astype(np.float32),
        )
    if pieces != folder / "pieces.model":
        shutil.copy(pieces, folder / "pieces.model")


def _trace(model: Reader, path: Path) -> None:
    model.eval()
    example = (torch.zeros(2, 32, HIDDEN), torch.tensor([32, 20]), torch.zeros(2, 10, dtype=torch.long))
    names = ["embedded", "lengths", "first"]
    axes = {"embedded": {0: "windows", 1: "pieces"}, "lengths": {0: "windows"}, "first": {0: "windows", 1: "words"}}
    torch.onnx.export(
        model.encoder,
        example,
        str(path),
        input_names=names,
        output_names=["scores"],
        dynamic_axes=axes | {"scores": {0: "windows", 1: "words"}},
        opset_version=17,
        dynamo=False,
    )


def _save_embeddings(model: Reader, path: Path) -> None:
    table = model.embeddings.numpy()
    scales = np.abs(table).max(1) / 127.0
    rows = np.round(table / scales[:, None]).astype(np.int8)
    np.savez(path, rows=rows, scales=scales.astype(np.float16))
