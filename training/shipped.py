"""An encoder back in torch from the files that `training.export` wrote: what another one is distilled from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from selon.model.shipped import SHIPPED
from training.links import narrowed
from training.network import HEAD_WIDTH, Reader

# What the shipped models are distilled from, and what that was distilled from, neither of which ships; what all share
# lies beside them.
ELDER, TEACHER = SHIPPED / "elder", SHIPPED / "teacher"
# What the fast one is cut out of.
WIDER = SHIPPED / "wider"
_SCALE, _ROWS = "_scale", "_quantized"


def embeddings(path: Path) -> Tensor:
    """The rows of `embeddings.npz` or `words.npz` in full numbers, (pieces, HIDDEN)."""
    with np.load(path, allow_pickle=False) as table:
        return torch.from_numpy(table["rows"].astype(np.float32) * table["scales"].astype(np.float32)[:, None])


def network(folder: Path) -> Reader:
    """The network of a folder of weights; its numbers are the eight-bit ones times their scales.

    Raises OSError when the files are not there.
    """
    graph = onnx.load(folder / "encoder.onnx").graph
    held = _held(graph)
    state = {f"encoder.{name}": values for name, values in held.items() if "norm" in name or name.endswith("bias")}
    state["encoder.positions.weight"] = held["positions.weight"]
    state |= {f"encoder.{name}.weight": values for name, values in _weights(graph, held)}
    _narrow(state)
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    rectified = any(node.op_type == "Relu" for node in graph.node)
    if rectified:
        _balance(state, layers)
    words = folder / "words.npz"
    model = Reader(
        embeddings(folder.parent / "embeddings.npz"),
        layers,
        feed_forward=len(state["encoder.layers.0.inner.bias"]),
        heads=state["encoder.layers.0.out.weight"].shape[1] // HEAD_WIDTH,
        rectified=rectified,
        words=embeddings(words) if words.is_file() else None,
    )
    with np.load(folder / "decoder.npz", allow_pickle=False) as table:
        state["distance"] = table["distance"]
        state["transitions"] = np.where(model.forbidden.numpy() < 0, 0, table["paths"])
    model.load_state_dict(
        {name: torch.from_numpy(np.array(values, np.float32)) for name, values in state.items()}
        | {"forbidden": model.forbidden, "words": model.words.detach()}
    )
    return model.eval()


def _narrow(state: dict[str, npt.NDArray[np.generic]]) -> None:
    """Cut the links down to as many numbers as they have now; older networks have more."""
    whole = np.column_stack([state[f"encoder.heads.{part}"] for part in ("weight", "bias")]).astype(np.float32)
    cut = narrowed(torch.from_numpy(whole)).numpy()
    state |= {"encoder.heads.weight": cut[:, :-1], "encoder.heads.bias": cut[:, -1]}


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
    """The weights of every linear map, (out, in), the evening out that `training.export` put in taken back."""
    makers = {name: node for node in graph.node for name in node.output}
    found = []
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            rows = held[node.input[1]].astype(np.float32)
            weights = (rows * held[node.input[1].replace(_ROWS, _SCALE)]).T
            given = makers[makers[node.input[0]].input[0]]
            even = [held[name] for name in given.input if name in held and held[name].shape == weights.shape[1:]]
            if given.op_type == "Mul" and even:
                weights = weights * even[0]
            found.append((node.output[0].split("/MatMul")[0].strip("/").replace("/", "."), weights))
    return found
