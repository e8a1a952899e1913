"""What the encoder reads at each position: the embeddings of the pieces that stand there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from selon.remembered import Remembered

Floats = npt.NDArray[np.float32]
# Some 25 MB of words of several pieces.
_REMEMBERED = 16_384
# So many embeddings are made narrower at once, which take 20 MB.
_TOGETHER = 4096
# An embedding of zeros stays one.
_LEAST = 1e-12


class Embeddings:
    """The embeddings of all pieces and of the words that a model reads as one piece each, loaded once.

    folder: the model's, beside which lie the embeddings of the pieces, which all models share; a model whose encoder is
    narrower than these brings what makes them so.
    """

    def __init__(self, folder: Path) -> None:
        shared = _held(folder.parent / "embeddings.npz")
        own = _held(folder / "words.npz") if (folder / "words.npz").is_file() else {}
        self.words: Sequence[str] = own["words"].tolist() if own else ()
        rows, scales = shared["rows"], shared["scales"].astype(np.float32)
        if "narrow" in own:
            rows, scales = _narrowed(rows, scales, own["narrow"])
        self._usual = np.linalg.norm(rows * scales[:, None], axis=1).mean()
        if own:
            rows = np.concatenate([rows, own["rows"]])
            scales = np.concatenate([scales, own["scales"].astype(np.float32)])
        self._rows, self._scales = rows, scales
        self._sums = Remembered(self._sum, most=_REMEMBERED)

    def at(self, positions: Sequence[tuple[int, ...]]) -> Floats:
        """What is read at each position, (positions, width), of the pieces that stand there: an embedding, or the sum
        of several, made as long as one usually is."""
        first = np.array([own[0] for own in positions])
        found: Floats = self._rows.take(first, 0).astype(np.float32)
        found *= self._scales.take(first)[:, None]
        for place, own in enumerate(positions):
            if len(own) > 1:
                found[place] = self._sums[own]
        return found

    def _sum(self, pieces: tuple[int, ...]) -> Floats:
        numbers = np.array(pieces)
        total = (self._rows[numbers] * self._scales[numbers, None]).sum(0)
        found: Floats = total * (self._usual / np.sqrt(total.dot(total)))
        return found


def _held(path: Path) -> dict[str, npt.NDArray[Any]]:
    with np.load(path, allow_pickle=False) as table:
        return dict(table)


def _narrowed(
    rows: npt.NDArray[np.int8], scales: Floats, narrow: npt.NDArray[np.float16]
) -> tuple[npt.NDArray[np.int8], Floats]:
    """The rows times `narrow`, (HIDDEN, width), in eight bits again, each with its scale.

    Sums of eight-bit times 16-bit numbers are exact in 64 bits, so that they are the same in whatever order, and on
    however many threads, they are taken.
    """
    found = np.empty((len(rows), narrow.shape[1]), dtype=np.int8)
    largest = np.empty(len(rows))
    exact = narrow.astype(np.float64)
    for start in range(0, len(rows), _TOGETHER):
        some = slice(start, start + _TOGETHER)
        products = rows[some] @ exact
        largest[some] = np.maximum(np.abs(products).max(1), _LEAST)
        found[some] = np.round(products * (127 / largest[some, None]))
    return found, (scales * largest / 127).astype(np.float32)
