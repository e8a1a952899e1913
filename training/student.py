"""A smaller network made of a larger one, and how far it is from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from selon.model.labels import HEADS
from training.entities import Tagger, paragraphs_loss, tensors
from training.lessons import Lesson, Named
from training.network import FEED_FORWARD, Reader, watched

Integers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Scales:
    """What errors are measured in: the teacher's heads, and how much each number varies.

    weight: (WIDTH, HIDDEN); bias: (WIDTH,); hidden: (HIDDEN,); scores: (WIDTH,), infinite for the head of entities,
    which is learnt from annotation alone.
    """

    weight: Tensor
    bias: Tensor
    hidden: Tensor
    scores: Tensor

    @classmethod
    def of(cls, teacher: Reader, sample: Tensor) -> Scales:
        """sample: (words, HIDDEN), some of what the teacher sees."""
        weight, bias = teacher.encoder.heads.weight.detach(), teacher.encoder.heads.bias.detach()
        scores = (sample @ weight.T + bias).var(0).clamp(min=0.05)
        scores[HEADS["entity"]] = torch.inf
        return cls(weight, bias, sample.var(0), scores)


def smaller(teacher: Reader, layers: Sequence[int], inner: int, sample: Sequence[Lesson]) -> Reader:
    """A network of some of the teacher's layers with `inner` of their inner neurons, those that are worth most."""
    importance = _importance(teacher, sample)
    model = Reader(teacher.embeddings, len(layers), dropout=0.0, feed_forward=inner)
    kept = {name: value for name, value in teacher.state_dict().items() if ".layers." not in name}
    for place, number in enumerate(layers):
        neurons = importance[number].topk(inner).indices.sort().values
        for name, value in teacher.encoder.layers[number].state_dict().items():
            if name.startswith("inner."):
                value = value[neurons]
            elif name == "outer.weight":
                value = value[:, neurons]
            kept[f"encoder.layers.{place}.{name}"] = value
    model.load_state_dict(kept)
    return model


@torch.no_grad()
def _importance(teacher: Reader, sample: Sequence[Lesson]) -> list[Tensor]:
    """Of every layer, (FEED_FORWARD,): how large each inner neuron is on average times what it counts for."""
    outer = [layer.outer for layer in teacher.encoder.layers]
    sums = [torch.zeros(FEED_FORWARD) for _ in outer]
    with watched(outer, lambda place, given: sums[place].add_(given.abs().mean(0))):
        for lesson in sample:
            hidden(teacher, [lesson])
    return [own * linear.weight.norm(dim=0) for own, linear in zip(sums, outer, strict=True)]


def hidden(model: Reader, windows: Sequence[Lesson]) -> Tensor:
    """The last layer at every word of some windows, one after the other, (words, HIDDEN)."""
    pieces = rows([window.pieces for window in windows], 1)
    first = rows([window.first for window in windows], 0)
    lengths = torch.tensor([len(window.pieces) for window in windows])
    found = model.encoder.hidden(functional.embedding(pieces, model.embeddings), first, lengths)
    return torch.cat([own[: len(window.first)] for own, window in zip(found, windows, strict=True)])


def losses(model: Reader, scales: Scales, found: Tensor, wanted: Sequence[Lesson]) -> dict[str, Tensor]:
    """How far what the student sees, (words, HIDDEN), is from what the teacher does: by the heads, at the anchors, and,
    where the teacher is honest, by itself."""
    target = torch.from_numpy(np.concatenate([lesson.hidden for lesson in wanted])).float()
    honest = torch.cat([torch.full((len(lesson.first),), float(lesson.honest)) for lesson in wanted])
    right, own = target @ scales.weight.T + scales.bias, model.encoder.heads(found)
    anchors = [scores[:, HEADS["anchor"]].log_softmax(-1) for scores in (own, right)]
    apart = functional.kl_div(*anchors, log_target=True, reduction="none").sum(-1).mean()
    return {
        "heads": ((own - right) ** 2 / scales.scores).mean(),
        "anchors": 4 * apart,
        "hidden": (((found - target) ** 2 / scales.hidden).mean(1) * honest).mean(),
    }


def names_loss(tagger: Tagger, found: Tensor, articles: Sequence[Named]) -> Tensor:
    """The tagger's loss on whole articles; found: (words, HIDDEN), of all of them."""
    parts: list[tuple[Tensor, Tensor]] = []
    for own, article in zip(found.split([len(one.example.labels) for one in articles]), articles, strict=True):
        words, labels = article.example.words, article.example.labels
        breaks = torch.from_numpy(words.breaks())
        _, around, names = tensors(words)
        parts += zip(tagger(own, around, names).tensor_split(breaks), labels.tensor_split(breaks), strict=True)
    return 0.1 * paragraphs_loss(parts, tagger.steps())


def rows(lists: Sequence[Integers], fill: int) -> Tensor:
    """Lists of numbers as the rows of one table, filled up with `fill`."""
    table = np.full((len(lists), max(map(len, lists))), fill, dtype=np.int64)
    for number, row in enumerate(lists):
        table[number, : len(row)] = row
    return torch.from_numpy(table)
