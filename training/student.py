"""A smaller network made of a larger one, and how far it is from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from selon.model.labels import HEADS
from selon.model.pieces import Pieces
from training.batches import positions, rows
from training.entities import Tagger, paragraphs_loss, tensors
from training.lessons import Lesson, Named
from training.network import HEAD_WIDTH, Reader, watched


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


@dataclass(frozen=True)
class Shape:
    """What is kept of a teacher: which of its layers, and how many inner neurons and attention heads of each.

    rectified: as in `training.network.Layer`.
    """

    layers: Sequence[int]
    inner: int
    heads: int
    rectified: bool = False


def smaller(teacher: Reader, shape: Shape, sample: Sequence[Lesson], words: Tensor) -> Reader:
    """A network of a part of the teacher: of each layer the neurons and heads that are worth most.

    sample: windows in the teacher's pieces; words: (words, HIDDEN), see `embeddings_of`.
    """
    importance = _importance(teacher, sample)
    model = Reader(teacher.embeddings, len(shape.layers), 0.0, shape.inner, shape.heads, shape.rectified, words)
    kept = {name: value for name, value in teacher.state_dict().items() if ".layers." not in name}
    kept["words"] = words
    for place, number in enumerate(shape.layers):
        layer = teacher.encoder.layers[number].state_dict()
        part = _part(layer, *importance[number], shape)
        kept |= {f"encoder.layers.{place}.{name}": value for name, value in part.items()}
    model.load_state_dict(kept)
    return model


def _part(layer: dict[str, Tensor], heads: Tensor, neurons: Tensor, shape: Shape) -> dict[str, Tensor]:
    """A layer with some of its heads and neurons; heads, neurons: how much each is worth."""
    inner = neurons.topk(shape.inner).indices.sort().values
    width = len(heads) * HEAD_WIDTH
    channels = torch.arange(width).view(-1, HEAD_WIDTH)[heads.topk(shape.heads).indices.sort().values].flatten()
    attended = torch.cat([channels, channels + width, channels + 2 * width])
    kept = dict(layer)
    kept |= {name: layer[name][attended] for name in ("qkv.weight", "qkv.bias")}
    kept |= {name: layer[name][inner] for name in ("inner.weight", "inner.bias")}
    return kept | {"out.weight": layer["out.weight"][:, channels], "outer.weight": layer["outer.weight"][:, inner]}


@torch.no_grad()
def _importance(teacher: Reader, sample: Sequence[Lesson]) -> list[tuple[Tensor, Tensor]]:
    """Of every layer, what its heads, (heads,), and its inner neurons, (neurons,), are worth: how large
    each is on average times what it counts for."""
    layers = list(teacher.encoder.layers)
    linears = [layer.out for layer in layers] + [layer.outer for layer in layers]
    sums = [torch.zeros(linear.in_features) for linear in linears]
    with watched(linears, lambda place, given: sums[place].add_(given.abs().mean(0))):
        for lesson in sample:
            hidden(teacher, [lesson])
    worth = [own * linear.weight.norm(dim=0) for own, linear in zip(sums, linears, strict=True)]
    heads = [own.view(-1, HEAD_WIDTH).sum(1) for own in worth[: len(layers)]]
    return list(zip(heads, worth[len(layers) :], strict=True))


def embeddings_of(words: Sequence[str], pieces: Pieces, teacher: Reader) -> Tensor:
    """What a word that is to be one piece begins as, (words, HIDDEN): what it is read as without that."""
    own = [[pieces.of(word, spaced=True)] for word in words]
    return teacher.embedded(positions(own)).squeeze(1).detach()


def hidden(model: Reader, windows: Sequence[Lesson]) -> Tensor:
    """The last layer at every word of some windows, one after the other, (words, HIDDEN)."""
    pieces = positions([window.pieces for window in windows])
    places = rows([window.places for window in windows])
    lengths = torch.tensor([len(window.pieces) for window in windows])
    found = model.encoder.hidden(model.embedded(pieces), places, lengths)
    return torch.cat([own[: len(window.places)] for own, window in zip(found, windows, strict=True)])


def losses(model: Reader, scales: Scales, found: Tensor, wanted: Sequence[Lesson]) -> dict[str, Tensor]:
    """How far what the student sees, (words, HIDDEN), is from what the teacher does: by the heads, at the anchors, and,
    where the teacher is honest, by itself."""
    target = torch.from_numpy(np.concatenate([lesson.hidden for lesson in wanted])).float()
    honest = torch.cat([torch.full((len(lesson.places),), float(lesson.honest)) for lesson in wanted])
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
