"""The encoder at run time: windows in, head scores and hidden states out, through onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from selon.model.pieces import Pieces
from selon.model.shipped import WEIGHTS
from selon.model.windows import Window

Floats = npt.NDArray[np.float32]
# What onnxruntime would make one operation of that takes several times as long as the two it is made of.
_SLOWER = ["SkipLayerNormFusion"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder tells of a window. scores: (words, WIDTH); hidden: (words, HIDDEN), its last layer at each
    word's first piece."""

    scores: Floats
    hidden: Floats


class Encoder:
    """A folder of weights, loaded once. `threads` processor cores are used; 0 means all of them.

    Each window is run by itself: the scale of the eight-bit activations is taken from what is run together, and what
    an article says must not depend on what is read beside it. On a processor this is no slower than batches.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
        threads = threads or os.cpu_count() or 1
        # With one thread the caller does the work itself.
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="selon") if threads > 1 else None
        self._shared = folder.parent
        with np.load(self._shared / "embeddings.npz", allow_pickle=False) as table:
            self._rows, self._scales = table["rows"], table["scales"].astype(np.float32)
        self._words: Sequence[str] = ()
        if (own := folder / "words.npz").is_file():
            self._add_words(own)

    def _add_words(self, path: Path) -> None:
        """Take up the words that this model reads as one piece each."""
        with np.load(path, allow_pickle=False) as table:
            self._words = table["words"].tolist()
            self._rows = np.concatenate([self._rows, table["rows"]])
            self._scales = np.concatenate([self._scales, table["scales"].astype(np.float32)])

    @cached_property
    def pieces(self) -> Pieces:
        """The vocabulary that the weights were trained with."""
        return Pieces(self._shared / "pieces.model", self._words)

    def encode(self, windows: Sequence[Window]) -> Iterator[Encoded]:
        """What the encoder tells of each window, in order.

        The work starts at once, on the encoder's own threads, and goes on while the caller does something else; with
        one core it is done as it is asked for.
        """
        return self._pool.map(self._run, windows) if self._pool else map(self._run, windows)

    def _run(self, window: Window) -> Encoded:
        pieces = np.array(window.pieces)
        given = {
            "embedded": (self._rows[pieces] * self._scales[pieces, None])[None],
            "first": np.array([window.first]),
        }
        scores, hidden = self._session.run(["scores", "hidden"], given)
        return Encoded(scores[0], hidden[0])
