"""The encoder at run time: windows in, head scores and hidden states out, through onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from selon.model.embeddings import Embeddings
from selon.model.pieces import Pieces
from selon.model.shipped import WEIGHTS
from selon.model.windows import Window

Floats = npt.NDArray[np.float32]
# What onnxruntime would make one operation of that takes several times as long as the two it is made of.
_SLOWER = ["SkipLayerNormFusion"]
# In the order of what `Encoded` holds.
_TOLD = ["scores", "anchors", "sure", "of_anchors", "hidden"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder tells of a window.

    scores: (words, WORD_WIDTH); anchors: (anchors,) the places of the words that may anchor a statement, in order;
    sure: (anchors,) how sure it is of each; of_anchors: (anchors, ANCHOR_WIDTH); hidden: (words, width), its last layer
    at each word, HIDDEN numbers wide or fewer.
    """

    scores: Floats
    anchors: npt.NDArray[np.int64]
    sure: Floats
    of_anchors: Floats
    hidden: Floats

    def only(self, kept: Sequence[bool]) -> Encoded:
        """The same with those of its anchors that are `kept`."""
        mask = np.array(kept)
        return replace(self, anchors=self.anchors[mask], sure=self.sure[mask], of_anchors=self.of_anchors[mask])


class Encoder:
    """A folder of weights, loaded once.

    threads: how many processor cores are used; 0 means all of them. lowest: how sure, at least, it must be of an
    anchor.

    Each word is one position, whatever its pieces: of several it reads their sum, made as long as one usually is.
    Each window is run by itself: the scale of the eight-bit activations is taken from what is run together, and what
    an article says must not depend on what is read beside it. On a processor this is no slower than batches.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 0, lowest: float = 0.5) -> None:
        self._lowest = np.array(lowest, dtype=np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
        threads = threads or os.cpu_count() or 1
        # With one thread the caller does the work itself.
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="selon") if threads > 1 else None
        self._vocabulary = folder.parent / "pieces.model"
        self._embeddings = Embeddings(folder)

    @cached_property
    def pieces(self) -> Pieces:
        """The vocabulary that the weights were trained with."""
        return Pieces(self._vocabulary, self._embeddings.words)

    def encode(self, windows: Sequence[Window]) -> Iterator[Encoded]:
        """What the encoder tells of each window, in order.

        The work starts at once, on the encoder's own threads, and goes on while the caller does something else; with
        one core it is done as it is asked for.
        """
        return self._pool.map(self._run, windows) if self._pool else map(self._run, windows)

    def _run(self, window: Window) -> Encoded:
        given = {
            "embedded": self._embeddings.at(window.pieces)[None],
            "places": np.array([window.places]),
            "lowest": self._lowest,
        }
        return Encoded(*self._session.run(_TOLD, given))
