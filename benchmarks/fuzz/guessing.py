"""A reader whose model guesses: the rules and the decoding meet far odder scores than any model gives, and soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from selon.extract.reader import Reader
from selon.model.encoder import Encoded
from selon.model.entities import Words
from selon.model.labels import ANCHOR_WIDTH, ENTITIES, HIDDEN, WORD_WIDTH
from selon.model.pieces import Pieces
from selon.model.windows import Window

Floats = npt.NDArray[np.float32]

# One word in thirty anchors a statement, as in news. How much likelier than anything else it is that a word is no name:
# one in three is part of one.
_ANCHORED, _UNNAMED = 1 / 30, 4.0
_LOWEST = 0.25
_SPREAD = 3.0


class _GuessingEncoder:
    """Scores drawn at random, the same for the same window."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces

    def encode(self, windows: Sequence[Window]) -> Iterator[Encoded]:
        return map(_guessed, windows)


def _guessed(window: Window) -> Encoded:
    count = len(window.words)
    draw = np.random.default_rng(crc32(repr(window.pieces).encode()))
    anchors = np.flatnonzero(draw.random(count) < _ANCHORED)
    scores, of_anchors = (
        draw.normal(scale=_SPREAD, size=size).astype(np.float32)
        for size in ((count, WORD_WIDTH), (len(anchors), ANCHOR_WIDTH))
    )
    sure = draw.uniform(_LOWEST, 1.0, len(anchors)).astype(np.float32)
    return Encoded(scores, anchors, sure, of_anchors, np.zeros((count, HIDDEN), dtype=np.float32))


def _guessed_names(words: Words) -> Floats:
    ends = np.array(words.spans, dtype=np.int64)
    draw = np.random.default_rng(crc32(ends.tobytes()))
    scores = draw.normal(scale=_SPREAD, size=(len(words.spans), len(ENTITIES))).astype(np.float32)
    scores[:, 0] += _UNNAMED
    return scores


class GuessingReader(Reader):
    """Reads as `Reader` does, but for the model, which guesses; always the same for the same article.

    weights: a folder with a model, whose pieces and decoder are used.
    """

    def __init__(self, weights: Path) -> None:
        super().__init__(weights, threads=1)
        guessing: object = _GuessingEncoder(self._encoder.pieces)
        self._encoder = guessing  # type: ignore[assignment]
        self._tagger = replace(self._tagger, network=_guessed_names)
