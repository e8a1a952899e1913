"""The best path of labels through a sequence of scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

# Sequences are searched together as long as they have no more words, each padded to the longest of them: one endless
# paragraph among thousands of short ones would take gigabytes.
_MOST_WORDS = 500_000


def best_paths(tables: Sequence[Floats], steps: Floats) -> list[Integers]:
    """Viterbi. tables: the scores of each sequence, (words, labels); steps: (labels, labels), from label to label.

    Returns the label numbers of each sequence, shape (words,). Label 0 stands before the first word. Many sequences
    are searched at once; the path of one does not depend on the others.
    """
    order = sorted((place for place, table in enumerate(tables) if len(table)), key=lambda place: -len(tables[place]))
    found = [np.zeros(0, dtype=np.int64)] * len(tables)
    while order:
        size = max(_MOST_WORDS // len(tables[order[0]]), 1)
        some, order = order[:size], order[size:]
        for place, path in zip(some, _longest_first([tables[place] for place in some], steps), strict=True):
            found[place] = path
    return found


def _longest_first(tables: Sequence[Floats], steps: Floats) -> list[Integers]:
    lengths = np.array([len(table) for table in tables])
    # By place, label and sequence: what is compared at one place lies together.
    best = np.zeros((lengths[0], len(steps), len(tables)), dtype=np.float32)
    for row, table in enumerate(tables):
        best[: len(table), :, row] = table
    # How many sequences have a word at each place: they come first.
    reaching = np.searchsorted(-lengths, -np.arange(lengths[0])).tolist()
    best[0] += steps[0, :, None]
    for place in range(1, lengths[0]):
        going = reaching[place]
        best[place, :, :going] += (best[place - 1, :, None, :going] + steps[:, :, None]).max(0)
    return _traced(best, steps, lengths, reaching)


def _traced(best: Floats, steps: Floats, lengths: Integers, reaching: Sequence[int]) -> list[Integers]:
    """The paths by which the best scores were reached. best: (words, labels, sequences), of each path up to there."""
    rows = np.arange(len(lengths))
    path = np.zeros((len(lengths), len(best)), dtype=np.int64)
    path[rows, lengths - 1] = best[lengths - 1, :, rows].argmax(1)
    for place in range(len(best) - 1, 0, -1):
        going = reaching[place]
        path[:going, place - 1] = (best[place - 1, :, :going] + steps[:, path[:going, place]]).argmax(0)
    return [own[:length] for own, length in zip(path, lengths, strict=True)]
