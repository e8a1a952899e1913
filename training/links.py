"""The links of a network cut down to fewer numbers each, with next to nothing lost: `python -m training.links FOLDER`
for the files of one that has wider ones."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from selon.model.labels import HEADS, LINK_WIDTH, ROLES, WIDTH
from training.export import write_version

# Seven bits, as `training.export` gives to weights.
_MOST = 64


def narrowed(heads: Tensor) -> Tensor:
    """The rows of all heads with links of LINK_WIDTH numbers.

    heads: (outputs, inputs), a linear map with its bias as the last input, whose links have LINK_WIDTH numbers or more.
    A role's link is the product of two vectors, that is a bilinear form, of which the largest singular values are kept.
    """
    others = HEADS["anchor"].stop, HEADS["kind_of_source"].stop - HEADS["role"].start
    width = (len(heads) - sum(others)) // (2 * len(ROLES))
    if width == LINK_WIDTH:
        return heads
    before, links, behind = heads.split([others[0], len(heads) - sum(others), others[1]])
    of_anchor, of_word = links.view(2, len(ROLES), width, -1)
    left, sizes, right = torch.linalg.svd(of_anchor.transpose(1, 2) @ of_word, full_matrices=False)
    # The score is divided by the root of the width, which is another one now.
    share = (sizes[:, :LINK_WIDTH] * (LINK_WIDTH / width) ** 0.5).sqrt()[:, :, None]
    cut = left[:, :, :LINK_WIDTH].transpose(1, 2) * share, right[:, :LINK_WIDTH] * share
    return torch.cat([before, *(part.flatten(0, 1) for part in cut), behind])


def narrow_file(path: Path) -> None:
    """Cut the links of an encoder.onnx down; all its other numbers stay. Raises OSError when there is none."""
    model = onnx.load(path)
    held = {tensor.name: tensor for tensor in model.graph.initializer}
    node = next(node for node in model.graph.node if node.op_type == "MatMulInteger" and "/heads/" in node.output[0])
    rows, zero = node.input[1], node.input[3]
    scale, bias = rows.replace("_quantized", "_scale"), next(name for name in held if name.endswith("heads.bias"))
    weights = numpy_helper.to_array(held[rows]).astype(np.float32) * numpy_helper.to_array(held[scale])
    wide = np.column_stack([weights.T, numpy_helper.to_array(held[bias])]).astype(np.float32)
    cut = narrowed(torch.from_numpy(wide)).numpy()
    scales = np.abs(cut[:, :-1]).max(1) / _MOST
    numbers = {
        rows: np.round(cut[:, :-1] / scales[:, None]).astype(np.int8).T,
        zero: np.zeros(WIDTH, np.int8),
        scale: scales,
        bias: cut[:, -1],
    }
    for name, values in numbers.items():
        held[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values), name))
    _give_width(model, len(wide))
    onnx.save(model, path)


def _give_width(model: onnx.ModelProto, before: int) -> None:
    """Say in the file that what was `before` numbers wide is WIDTH wide."""
    for value in [*model.graph.output, *model.graph.value_info]:
        for dimension in value.type.tensor_type.shape.dim:
            if dimension.dim_value == before:
                dimension.dim_value = WIDTH


def main() -> None:
    """Cut the links of a model's files down, in place."""
    parser = argparse.ArgumentParser(prog="python -m training.links", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the model")
    folder = parser.parse_args().folder
    narrow_file(folder / "encoder.onnx")
    write_version(folder)


if __name__ == "__main__":
    main()
