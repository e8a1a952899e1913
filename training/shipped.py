"""An encoder back in torch from the files that `training.export` wrote: what another one is distilled from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from selon.model.labels import ANCHOR_HEADS, HEADS, WIDTH, WORD_HEADS
from selon.model.shipped import SHIPPED
from training.entities import Tagger
from training.export import OF_ANCHORS, OF_WORDS
from training.network import HEAD_WIDTH, Reader

# What the shipped models are distilled from, and what that was distilled from, neither of which ships; what all share
# lies beside them.
ELDER, TEACHER = SHIPPED / "elder", SHIPPED / "teacher"
# What the standard one and the fast one are cut out of, and what those are.
BROAD, WIDER, WIDE, THIN, NARROW, SCHOOLED = (
    SHIPPED / name for name in ("broad", "wider", "wide", "thin", "narrow", "schooled")
)
_SCALE, _ROWS = "_scale", "_quantized"


def embeddings(path: Path) -> Tensor:
    """The rows of `embeddings.npz`, (pieces, HIDDEN), or `words.npz`, (words, width), in full numbers."""
    with np.load(path, allow_pickle=False) as table:
        return torch.from_numpy(table["rows"].astype(np.float32) * table["scales"].astype(np.float32)[:, None])


def network(folder: Path) -> Reader:
    """The network of a folder of weights; its numbers are the eight-bit ones times their scales.

    Raises OSError when the files are not there.
    """
    graph = onnx.load(folder / "encoder.onnx").graph
    held = _held(graph)
    learnt = ("norm", "bias", "positions")
    state = {name: held[name] for name in held if name.startswith("encoder.") and any(part in name for part in learnt)}
    state |= {f"encoder.{name}.weight": values for name, values in _weights(graph, held)}
    state |= _heads(held)
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    rectified = any(node.op_type == "Relu" for node in graph.node)
    if rectified:
        _balance(state, layers)
    words = folder / "words.npz"
    model = Reader(
        embeddings(folder.parent / "embeddings.npz"),
        layers,
        feed_forward=[len(state[f"encoder.layers.{layer}.inner.bias"]) for layer in range(layers)],
        heads=[state[f"encoder.layers.{layer}.out.weight"].shape[1] // HEAD_WIDTH for layer in range(layers)],
        rectified=rectified,
        words=embeddings(words) if words.is_file() else None,
        narrow=_narrow(words) if words.is_file() else None,
    )
    with np.load(folder / "decoder.npz", allow_pickle=False) as table:
        state["distance"] = table["distance"]
        state["transitions"] = np.where(model.forbidden.numpy() < 0, 0, table["paths"])
    model.load_state_dict(
        {name: torch.from_numpy(np.array(values, np.float32)) for name, values in state.items()}
        | {name: value for name, value in model.state_dict().items() if name in ("forbidden", "words", "narrow")}
    )
    return model.eval()


def tagger(folder: Path) -> Tagger:
    """The tagger of names of a folder of weights, as `network` gives its encoder."""
    written = onnx.load(folder / "entities.onnx")
    held = _held(written.graph)
    state = {name: held[name] for name in held if name.endswith(".bias")}
    for name in ("inner", "outer", "label"):
        weight = f"{name}.weight_Transposed"
        state[f"{name}.weight"] = (held[f"{weight}{_ROWS}"].astype(np.float32) * held[f"{weight}{_SCALE}"]).T
    narrow, width = state["inner.weight"].shape
    model = Tagger(torch.zeros(2, width), narrow)
    model.mean = model.scale = None
    steps = json.loads(next(own.value for own in written.metadata_props if own.key == "steps"))
    state["transitions"] = np.where(model.forbidden.numpy() < 0, 0, np.array(steps))
    tensors = {name: torch.from_numpy(np.array(values, np.float32)) for name, values in state.items()}
    model.load_state_dict(tensors | {"forbidden": model.forbidden})
    return model


def _narrow(path: Path) -> Tensor | None:
    """What makes the embeddings of the pieces as narrow as the words of a `words.npz`, where that is needed."""
    with np.load(path, allow_pickle=False) as table:
        return torch.from_numpy(table["narrow"].astype(np.float32)) if "narrow" in table else None


def _heads(held: dict[str, npt.NDArray[np.generic]]) -> dict[str, npt.NDArray[np.generic]]:
    """Weight and bias of all heads together; those that are not asked at run time have none."""
    rows = held[f"{OF_WORDS}.weight_Transposed{_ROWS}"].astype(np.float32)
    weight, bias = np.zeros((WIDTH, len(rows)), np.float32), np.zeros(WIDTH, np.float32)
    parts = (
        (OF_WORDS, WORD_HEADS, rows * held[f"{OF_WORDS}.weight_Transposed{_SCALE}"]),
        (OF_ANCHORS, ANCHOR_HEADS, held[f"{OF_ANCHORS}.weight_Transposed"]),
    )
    for part, heads, columns in parts:
        for name, own in heads.items():
            weight[HEADS[name]], bias[HEADS[name]] = columns.T[own], held[f"{part}.bias"][own]
    return {"encoder.heads.weight": weight, "encoder.heads.bias": bias}


def _balance(state: dict[str, npt.NDArray[np.generic]], layers: int) -> None:
    """Weigh what goes into each inner neuron like what comes out of it.

    The evening out that `training.export` put into rectified neurons can't be told from what was learnt; left as it
    is, neurons would learn at very different speeds.
    """
    for layer in range(layers):
        inner, bias, outer = (
            f"encoder.layers.{layer}.{name}" for name in ("inner.weight", "inner.bias", "outer.weight")
        )
        going_in, coming_out = np.linalg.norm(state[inner], axis=1), np.linalg.norm(state[outer], axis=0)
        alive = (going_in > 0) & (coming_out > 0)
        share = np.sqrt(np.divide(coming_out, going_in, out=np.ones_like(going_in), where=alive))
        state |= {inner: state[inner] * share[:, None], bias: state[bias] * share, outer: state[outer] / share}


def _held(graph: onnx.GraphProto) -> dict[str, npt.NDArray[np.generic]]:
    """Every tensor that the file holds, by name."""
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            held[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    return held


def _weights(
    graph: onnx.GraphProto, held: dict[str, npt.NDArray[np.generic]]
) -> list[tuple[str, npt.NDArray[np.generic]]]:
    """The weights of the layers' linear maps, (out, in), the evening out that `training.export` put in taken back."""
    makers = {name: node for node in graph.node for name in node.output}
    found = []
    for node in graph.node:
        if node.op_type == "MatMulInteger" and "layers." in node.output[0]:
            rows = held[node.input[1]].astype(np.float32)
            weights = (rows * held[node.input[1].replace(_ROWS, _SCALE)]).T
            given = makers[makers[node.input[0]].input[0]]
            even = [held[name] for name in given.input if name in held and held[name].shape == weights.shape[1:]]
            if given.op_type == "Mul" and even:
                weights = weights * even[0]
            found.append((node.output[0].split("/MatMul")[0].strip("/").replace("/", "."), weights))
    return found
