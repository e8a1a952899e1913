"""The encoder at run time: windows in, head scores out, through onnxruntime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from selon.model.pieces import Pieces
from selon.model.windows import Window

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
_BATCH_PIECES = 2048


class Encoder:
    """The shipped weights, loaded once. `threads` processor cores are used; 0 means all of them."""

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._folder = folder
        table = np.load(folder / "embeddings.npz", allow_pickle=False)
        self._rows, self._scales = table["rows"], table["scales"].astype(np.float32)

    @cached_property
    def pieces(self) -> Pieces:
        """The vocabulary that the weights were trained with."""
        return Pieces(self._folder / "pieces.model")

    def scores(self, windows: Sequence[Window]) -> Iterator[tuple[int, Floats]]:
        """Yield (place in `windows`, scores of shape (words, WIDTH)) for every window, in batches of like length."""
        order = sorted(range(len(windows)), key=lambda place: (len(windows[place].pieces), place))
        batch: list[int] = []
        for place in order:
            if batch and (len(batch) + 1) * len(windows[place].pieces) > _BATCH_PIECES:
                yield from self._run(windows, batch)
                batch = []
            batch.append(place)
        if batch:
            yield from self._run(windows, batch)

    def _run(self, windows: Sequence[Window], batch: Sequence[int]) -> Iterator[tuple[int, Floats]]:
        chosen = [windows[place] for place in batch]
        pieces = _table([window.pieces for window in chosen])
        embedded = self._rows[pieces] * self._scales[pieces][..., None]
        lengths = np.array([len(window.pieces) for window in chosen], dtype=np.int64)
        first = _table([window.first for window in chosen])
        found = self._session.run(None, {"embedded": embedded, "lengths": lengths, "first": first})[0]
        for place, window, scores in zip(batch, chosen, found, strict=True):
            yield place, scores[: len(window.words)]


def _table(rows: Sequence[Sequence[int]]) -> npt.NDArray[np.int64]:
    table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table
