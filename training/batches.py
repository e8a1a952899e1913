"""Windows drawn, varied and padded into batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from training.examples import IGNORED, Json, Window
from training.network import NO_PIECE, Batch

_PADDING = 1
_QUOTATION_STYLES = ("“”", '""', "«»", "„“", "''")


def varied(article: Json, chance: random.Random) -> Json:
    """The article as another outlet might have typed it: other quotation marks, now and then a lost or doubled one.

    Every character is replaced by one character, so all offsets stay true.
    """
    if chance.random() < 0.5:
        return article
    text = article["text"]
    opening, closing = chance.choice(_QUOTATION_STYLES)
    text = text.translate({ord("«"): opening, ord("“"): opening, ord("»"): closing, ord("”"): closing})
    if chance.random() < 0.3:
        text = text.translate({ord("’"): "'"} if "’" in text else {ord("'"): "’"})
    if chance.random() < 0.3:
        marks = [place for place, character in enumerate(text) if character in "“”«»"]
        for place in chance.sample(marks, len(marks) // 8):
            text = text[:place] + chance.choice([" ", " ", opening]) + text[place + 1 :]
    return {**article, "text": text}


def batches(windows: Sequence[Window], longest: int, chance: random.Random) -> Iterator[Batch]:
    """All windows once, in batches of like length of about `longest` positions, in an order drawn from `chance`."""
    ordered = sorted(windows, key=lambda window: (len(window.pieces), chance.random()))
    groups: list[list[Window]] = [[]]
    for window in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * len(window.pieces) > longest:
            groups.append([])
        groups[-1].append(window)
    chance.shuffle(groups)
    return (_pad(group) for group in groups if group)


def table(pieces: Sequence[Sequence[int]]) -> npt.NDArray[np.int32]:
    """The pieces at each position of a window, (positions, most); behind the last of each stands NO_PIECE."""
    found = np.full((len(pieces), max(map(len, pieces))), NO_PIECE, dtype=np.int32)
    for place, own in enumerate(pieces):
        found[place, : len(own)] = own
    return found


def positions(tables: Sequence[npt.NDArray[np.int32]]) -> torch.Tensor:
    """The pieces of some windows, each from `table`, as one, (windows, positions, most), as `network.Reader` takes
    them; behind the end of a window stands a padding piece."""
    shape = [max(own.shape[side] for own in tables) for side in (0, 1)]
    found = np.full((len(tables), *shape), NO_PIECE, dtype=np.int64)
    found[:, :, 0] = _PADDING
    for number, own in enumerate(tables):
        found[number, : own.shape[0], : own.shape[1]] = own
    return torch.from_numpy(found)


def rows(lists: Sequence[Sequence[int] | npt.NDArray[np.integer[Any]]], fill: int = 0) -> torch.Tensor:
    """Lists of numbers as the rows of one table, filled up with `fill`."""
    table = np.full((len(lists), max((len(row) for row in lists), default=0)), fill, dtype=np.int64)
    for number, row in enumerate(lists):
        table[number, : len(row)] = row
    return torch.from_numpy(table)


def _pad(group: Sequence[Window]) -> Batch:
    frames = [(number, frame) for number, window in enumerate(group) for frame in window.frames]
    words = max(len(window.places) for window in group)
    roles = rows([frame.roles for _, frame in frames], 0) if frames else torch.zeros(0, words, dtype=torch.long)
    return Batch(
        pieces=positions([table(window.pieces) for window in group]),
        lengths=torch.tensor([len(window.pieces) for window in group]),
        places=rows([window.places for window in group], 0),
        mask=rows([[1] * len(window.places) for window in group], 0).bool(),
        passage=rows([window.passage for window in group], 10**6),
        anchors=rows([window.anchors for window in group], IGNORED),
        entities=rows([window.entities for window in group], IGNORED),
        window=torch.tensor([number for number, _ in frames], dtype=torch.long),
        anchor=torch.tensor([frame.anchor for _, frame in frames], dtype=torch.long),
        roles=torch.nn.functional.pad(roles, (0, words - roles.shape[1])),
        acts=torch.tensor([frame.act for _, frame in frames], dtype=torch.long),
        kinds=torch.tensor([frame.kind for _, frame in frames], dtype=torch.long),
    )
