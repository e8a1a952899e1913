"""The trained network written as the files that the package ships."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from selon.model.labels import HIDDEN
from training.network import Reader, watched

# How much of a channel's range smoothing moves from the activations to the weights (SmoothQuant, Xiao et al. 2023).
_STRENGTH = 0.8

# Some windows: their pieces, lengths and words' first pieces, as `Reader.forward` takes them.
Sample = tuple[Tensor, Tensor, Tensor]


def export(model: Reader, folder: Path, sample: Sequence[Sample]) -> None:
    """Write encoder.onnx (int8), decoder.npz and version.txt.

    sample: some windows of text, on which the range of every channel is measured.
    """
    folder.mkdir(parents=True, exist_ok=True)
    even_out(model, sample)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        _trace(model, plain)
        in_eight_bits(plain, folder / "encoder.onnx")
    with torch.no_grad():
        np.savez(
            folder / "decoder.npz",
            distance=model.distance.numpy().astype(np.float32),
            paths=model.paths().numpy().astype(np.float32),
        )
    write_version(folder)


def in_eight_bits(plain: Path, path: Path) -> None:
    """Write the ONNX file `plain` with matrix products of eight-bit numbers."""
    with tempfile.TemporaryDirectory() as scratch:
        ready = Path(scratch) / "ready.onnx"
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        # Seven bits: without VNNI, eight would overflow the processor's 16-bit sums.
        quantize_dynamic(ready, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def write_version(folder: Path) -> None:
    """Write version.txt, which changes with what is learnt: the encoder and, where it is there, the entity tagger."""
    learnt = [path for name in ("encoder.onnx", "entities.onnx", "words.npz") if (path := folder / name).is_file()]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in learnt)).hexdigest()[:8]
    (folder / "version.txt").write_text(f"{digest}\n", encoding="utf-8")


@torch.no_grad()
def even_out(model: Reader, sample: Sequence[Sample]) -> None:
    """Even out the channels that go into the feed-forward parts: a few of them are so large that eight bits leave the
    others next to nothing. What the network computes stays the same.

    Where neurons are cut off at zero, only what comes out of them is evened out, which costs nothing: the rest would
    take 2 % of the encoder's time, and these networks have learnt to live with eight bits.
    """
    model.eval()
    layers = list(model.encoder.layers)
    linears = [layer.outer for layer in layers] + [layer.inner for layer in layers if not layer.rectified]
    scales = {
        linear: largest.clamp(min=1e-4) ** _STRENGTH / linear.weight.abs().amax(0).clamp(min=1e-4) ** (1 - _STRENGTH)
        for linear, largest in zip(linears, _ranges(model, linears, sample), strict=True)
    }
    for linear, scale in scales.items():
        linear.weight.mul_(scale)
    for layer in layers:
        if layer.rectified:  # what is cut off at zero may as well be divided before
            layer.inner.weight.div_(scales[layer.outer][:, None])
            layer.inner.bias.div_(scales[layer.outer])
        else:
            layer.even_outer.div_(scales[layer.outer])
            layer.even_inner.div_(scales[layer.inner])


def _ranges(model: Reader, linears: Sequence[nn.Linear], sample: Sequence[Sample]) -> list[Tensor]:
    """The largest size that each channel going into each of `linears` reaches on `sample`."""
    largest = [torch.zeros(linear.in_features) for linear in linears]

    def measure(place: int, given: Tensor) -> None:
        largest[place] = torch.maximum(largest[place], given.abs().amax(0))

    with watched(linears, measure):
        for pieces, lengths, first in sample:
            model(pieces, lengths, first)
    return largest


def _trace(model: Reader, path: Path) -> None:
    model.eval()
    torch.onnx.export(
        model.encoder,
        (torch.zeros(1, 32, HIDDEN), torch.zeros(1, 10, dtype=torch.long)),
        str(path),
        input_names=["embedded", "first"],
        output_names=["scores", "hidden"],
        dynamic_axes={"embedded": {1: "pieces"}} | {name: {1: "words"} for name in ("first", "scores", "hidden")},
        opset_version=17,
        dynamo=False,
    )


def save_embeddings(model: Reader, path: Path) -> None:
    """Write the embeddings of the pieces as int8 rows with a scale each."""
    np.savez(path, **_eight_bits(model.embeddings))


def save_words(model: Reader, words: Sequence[str], path: Path) -> None:
    """Write the words that are read as one piece each, and their embeddings as int8 rows with a scale each."""
    np.savez(path, words=np.array(words), **_eight_bits(model.words.detach()))


def _eight_bits(embeddings: Tensor) -> dict[str, npt.NDArray[np.generic]]:
    table = embeddings.numpy()
    scales = np.abs(table).max(1) / 127.0
    rows = np.round(table / scales[:, None]).astype(np.int8)
    return {"rows": rows, "scales": scales.astype(np.float16)}
