"""The trained network written as the files that the package ships."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from selon.model.labels import ANCHOR_HEADS, HEADS, WORD_HEADS, Anchor
from training.network import Encoder, Reader, watched

# How much of a channel's range smoothing moves from the activations to the weights (SmoothQuant, Xiao et al. 2023).
_STRENGTH = 0.8
# What the heads that are asked at every word, and those that are asked at anchors, are called in the file.
OF_WORDS, OF_ANCHORS = "of_words", "of_anchors"

# Some windows: their pieces, lengths and words' positions, as `Reader.forward` takes them.
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
        # Where there is no anchor there is nothing to measure a range by.
        in_eight_bits(plain, folder / "encoder.onnx", but_for=OF_ANCHORS)
    with torch.no_grad():
        np.savez(
            folder / "decoder.npz",
            distance=model.distance.numpy().astype(np.float32),
            paths=model.paths().numpy().astype(np.float32),
        )
    write_version(folder)


def in_eight_bits(plain: Path, path: Path, but_for: str = "") -> None:
    """Write the ONNX file `plain` with matrix products of eight-bit numbers.

    but_for: a part of the network that keeps its numbers, where there is one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        ready = Path(scratch) / "ready.onnx"
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        kept = [node.name for node in onnx.load(ready).graph.node if but_for and f"/{but_for}/" in node.name]
        kept += [f"{name}_MatMul" for name in kept]  # as a product is called that had a bias
        # Seven bits: without VNNI, eight would overflow the processor's 16-bit sums.
        quantize_dynamic(
            ready, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=kept
        )


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
        for pieces, lengths, places in sample:
            model(pieces, lengths, places)
    return largest


class _Told(nn.Module):
    """What `selon.model.encoder.Encoded` holds of a window: the heads that concern anchors are asked at these alone."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.of_words, self.of_anchors = (_some(encoder.heads, names) for names in (WORD_HEADS, ANCHOR_HEADS))

    def forward(self, embedded: Tensor, places: Tensor, lowest: Tensor) -> tuple[Tensor, ...]:
        hidden = self.encoder.hidden(embedded, places).flatten(0, 1)
        scores = self.of_words(hidden)
        sure = 1 - scores[:, WORD_HEADS["anchor"]].softmax(-1)[:, Anchor.NONE]
        anchors = (sure >= lowest).nonzero()[:, 0]
        return scores, anchors, sure[anchors], self.of_anchors(hidden[anchors]), hidden


def _some(heads: nn.Linear, names: Iterable[str]) -> nn.Linear:
    """The heads of these names, in this order."""
    own = torch.cat([torch.arange(heads.out_features)[HEADS[name]] for name in names])
    some = nn.Linear(heads.in_features, len(own))
    some.load_state_dict({"weight": heads.weight[own], "bias": heads.bias[own]})
    return some


def _trace(model: Reader, path: Path) -> None:
    by_word, by_anchor = ("scores", "hidden"), ("anchors", "sure", "of_anchors")
    torch.onnx.export(
        _Told(model.encoder).eval(),
        (torch.zeros(1, 32, model.words.shape[1]), torch.zeros(1, 10, dtype=torch.long), torch.tensor(0.0)),
        str(path),
        input_names=["embedded", "places", "lowest"],
        output_names=["scores", "anchors", "sure", "of_anchors", "hidden"],
        dynamic_axes={"embedded": {1: "positions"}, "places": {1: "words"}}
        | {name: {0: "words"} for name in by_word}
        | {name: {0: "anchors"} for name in by_anchor},
        opset_version=17,
        dynamo=False,
    )


def save_embeddings(model: Reader, path: Path) -> None:
    """Write the embeddings of the pieces as int8 rows with a scale each."""
    np.savez(path, **_eight_bits(model.embeddings))


def save_words(model: Reader, words: Sequence[str], path: Path) -> None:
    """Write the words that are read as one piece each, their embeddings as int8 rows with a scale each and, where there
    is one, what makes the embeddings of the pieces as narrow."""
    narrow = {} if model.narrow is None else {"narrow": model.narrow.detach().numpy().astype(np.float16)}
    np.savez(path, words=np.array(words), **_eight_bits(model.words.detach()), **narrow)


def _eight_bits(embeddings: Tensor) -> dict[str, npt.NDArray[np.generic]]:
    table = embeddings.numpy()
    scales = np.abs(table).max(1) / 127.0
    rows = np.round(table / scales[:, None]).astype(np.int8)
    return {"rows": rows, "scales": scales.astype(np.float16)}
