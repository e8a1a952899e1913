"""The trained network written as the files that the package ships."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from selon.model.labels import HIDDEN
from training.network import Batch, Reader

# How much of a channel's range smoothing moves from the activations to the weights (SmoothQuant, Xiao et al. 2023).
_STRENGTH = 0.8


def export(model: Reader, pieces: Path, folder: Path, sample: Sequence[Batch], *, quantise: bool = True) -> None:
    """Write encoder.onnx (int8), embeddings.npz (int8 rows with a scale each), decoder.npz, pieces.model, version.txt.

    sample: some batches of text, on which the range of every channel is measured.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _smooth(model, sample)
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
    show_hidden(folder / "encoder.onnx")
    _save_embeddings(model, folder / "embeddings.npz")
    with torch.no_grad():
        np.savez(
            folder / "decoder.npz",
            distance=model.distance.numpy().astype(np.float32),
            paths=model.paths().numpy().astype(np.float32),
        )
    if pieces != folder / "pieces.model":
        shutil.copy(pieces, folder / "pieces.model")
    write_version(folder)


def write_version(folder: Path) -> None:
    """Write version.txt, which changes with what is learnt: the encoder and, where it is there, the entity tagger."""
    learnt = [path for name in ("encoder.onnx", "entities.onnx") if (path := folder / name).is_file()]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in learnt)).hexdigest()[:8]
    (folder / "version.txt").write_text(f"{digest}\n", encoding="utf-8")


def show_hidden(path: Path) -> None:
    """Give the graph a second output, `hidden`: what the heads are computed from, (1, words, HIDDEN)."""
    model = onnx.load(path)
    nodes = model.graph.node
    gathered = next(node for node in nodes if node.op_type == "GatherElements").output[0]
    for node in nodes:
        for names in (node.input, node.output):
            names[:] = ["hidden" if name == gathered else name for name in names]
    shape = [1, "words", HIDDEN]
    model.graph.output.append(onnx.helper.make_tensor_value_info("hidden", onnx.TensorProto.FLOAT, shape))
    onnx.save(model, path)


@torch.no_grad()
def _smooth(model: Reader, sample: Sequence[Batch]) -> None:
    """Even out the channels that go into the feed-forward parts: a few of them are so large that eight bits leave the
    others next to nothing. What the network computes stays the same."""
    model.eval()
    layers = list(model.encoder.layers)
    linears = [(layer.inner, layer.even_inner) for layer in layers] + [
        (layer.outer, layer.even_outer) for layer in layers
    ]
    reached = _ranges(model, [linear for linear, _ in linears], sample)
    for (linear, even), largest in zip(linears, reached, strict=True):
        weights = linear.weight.abs().amax(0).clamp(min=1e-4)
        scale = largest.clamp(min=1e-4) ** _STRENGTH / weights ** (1 - _STRENGTH)
        even.div_(scale)
        linear.weight.mul_(scale)


def _ranges(model: Reader, linears: Sequence[nn.Linear], sample: Sequence[Batch]) -> list[Tensor]:
    """The largest size that each channel going into each of `linears` reaches on `sample`."""
    largest = [torch.zeros(linear.in_features) for linear in linears]

    def measure(place: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            largest[place] = torch.maximum(largest[place], given[0].abs().flatten(0, 1).amax(0))

        return hook

    hooks = [linear.register_forward_pre_hook(measure(place)) for place, linear in enumerate(linears)]
    for batch in sample:
        model(batch.pieces, batch.lengths, batch.first)
    for hook in hooks:
        hook.remove()
    return largest


def _trace(model: Reader, path: Path) -> None:
    model.eval()
    torch.onnx.export(
        model.encoder,
        (torch.zeros(1, 32, HIDDEN), torch.zeros(1, 10, dtype=torch.long)),
        str(path),
        input_names=["embedded", "first"],
        output_names=["scores"],
        dynamic_axes={"embedded": {1: "pieces"}, "first": {1: "words"}, "scores": {1: "words"}},
        opset_version=17,
        dynamo=False,
    )


def _save_embeddings(model: Reader, path: Path) -> None:
    table = model.embeddings.numpy()
    scales = np.abs(table).max(1) / 127.0
    rows = np.round(table / scales[:, None]).astype(np.int8)
    np.savez(path, rows=rows, scales=scales.astype(np.float16))
