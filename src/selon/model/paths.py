"""The best path of labels through a sequence of scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


def best_paths(tables: Sequence[Floats], steps: Floats) -> list[Integers]:
    """Viterbi. tables: the scores of each sequence, (words, labels); steps: (labels, labels), from label to label.

    Returns the label numbers of each sequence, shape (words,). Label 0 stands before the first word. All sequences are
    searched at once; the path of one does not depend on the others.
    """
    order = sorted((place for place, table in enumerate(tables) if len(table)), key=lambda place: -len(tables[place]))
    found = [np.zeros(0, dtype=np.int64)] * len(tables)
    if order:
        for place, path in zip(order, _longest_first([tables[place] for place in order], steps), strict=True):
            found[place] = path
    return found


def _longest_first(tables: Sequence[Floats], steps: Floats) -> list[Integers]:
    lengths = np.array([len(table) for table in tables])
    scores = np.zeros((len(tables), lengths[0], len(steps)), dtype=np.float32)
    for row, table in enumerate(tables):
        scores[row, : len(table)] = table
    # How many sequences have a word at each place: they come first.
    reaching = np.searchsorted(-lengths, -np.arange(lengths[0]))
    best = scores[:, 0] + steps[0]
    came = np.zeros(scores.shape, dtype=np.int64)
    for place in range(1, lengths[0]):
        going = reaching[place]
        step = best[:going, :, None] + steps
        came[:going, place] = chosen = step.argmax(1)
        best[:going] = np.take_along_axis(step, chosen[:, None], 1)[:, 0] + scores[:going, place]
    path = np.zeros(scores.shape[:2], dtype=np.int64)
    path[np.arange(len(tables)), lengths - 1] = best.argmax(1)
    for place in range(lengths[0] - 1, 0, -1):
        rows = np.arange(reaching[place])
        path[rows, place - 1] = came[rows, place, path[rows, place]]
    return [path[row, :length] for row, length in enumerate(lengths)]
