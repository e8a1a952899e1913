"""A smaller network made of a larger one, and how far it is from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from selon.model.labels import HEADS, HIDDEN
from selon.model.pieces import Pieces
from training.batches import positions, rows, table
from training.entities import Tagger, paragraphs_loss, tensors
from training.lessons import Lesson, Taught
from training.network import HEAD_WIDTH, Reader, watched

# What new inner neurons begin by looking for varies as much as what others do, times this.
_NEW = 0.5


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
    """What is kept of a teacher: which of its layers, how many inner neurons and attention heads of each, and how many
    of the numbers that each position has between them. Inner neurons that it lacks are new.

    rectified: as in `training.network.Layer`.
    """

    layers: Sequence[int]
    inner: int
    heads: int
    rectified: bool = False
    width: int = HIDDEN


def smaller(teacher: Reader, shape: Shape, sample: Sequence[Lesson], words: Tensor) -> Reader:
    """A network of a part of the teacher: of each layer the neurons and heads that are worth most, and of what stands
    between layers the numbers that are. New neurons begin with nothing to say.

    sample: windows in the teacher's pieces; words: (words, teacher's width), see `embeddings_of`.
    """
    worth = _worth(teacher, sample)
    kept = worth.between.topk(shape.width).indices.sort().values
    state = {name: value for name, value in teacher.state_dict().items() if ".layers." not in name}
    state["words"] = words[:, kept]
    if shape.width < len(worth.between):
        state |= _narrower(state, kept)
    narrow = state.get("narrow")
    model = Reader(
        teacher.embeddings, len(shape.layers), 0.0, shape.inner, shape.heads, shape.rectified, state["words"], narrow
    )
    for place, number in enumerate(shape.layers):
        layer = teacher.encoder.layers[number].state_dict()
        part = _part(layer, worth.heads[number], worth.neurons[number], kept, shape)
        state |= {f"encoder.layers.{place}.{name}": value for name, value in part.items()}
    model.load_state_dict(state)
    return model


def _narrower(state: dict[str, Tensor], kept: Tensor) -> dict[str, Tensor]:
    """What stands around the layers, with some of the numbers of each position."""
    narrow = state.get("narrow", torch.eye(HIDDEN))[:, kept]
    columns = {name: state[name][:, kept] for name in ("encoder.positions.weight", "encoder.heads.weight")}
    norms = {name: state[name][kept] for name in ("encoder.norm.weight", "encoder.norm.bias")}
    return columns | norms | {"narrow": narrow}


def _part(layer: dict[str, Tensor], heads: Tensor, neurons: Tensor, between: Tensor, shape: Shape) -> dict[str, Tensor]:
    """A layer with some of its heads and neurons and of what it is given; heads, neurons: how much each is worth;
    between: the numbers of each position that are kept."""
    inner = neurons.topk(min(shape.inner, len(neurons))).indices.sort().values
    width = len(heads) * HEAD_WIDTH
    channels = torch.arange(width).view(-1, HEAD_WIDTH)[heads.topk(shape.heads).indices.sort().values].flatten()
    attended = torch.cat([channels, channels + width, channels + 2 * width])
    rows = {"qkv": attended, "inner": inner, "out": between, "outer": between}
    columns = {"qkv": between, "inner": between, "out": channels, "outer": inner}
    kept = {f"{name}.weight": layer[f"{name}.weight"][rows[name]][:, columns[name]] for name in rows}
    kept |= {f"{name}.bias": layer[f"{name}.bias"][rows[name]] for name in rows}
    if new := shape.inner - len(inner):
        wanted = _NEW * kept["inner.weight"].std() * torch.randn(new, shape.width)
        kept["inner.weight"] = torch.cat([kept["inner.weight"], wanted])
        kept["inner.bias"] = functional.pad(kept["inner.bias"], (0, new))
        kept["outer.weight"] = functional.pad(kept["outer.weight"], (0, new))
    norms = [name for name in layer if name.startswith("norm_")]
    return kept | {name: layer[name][between] for name in norms}


@dataclass(frozen=True)
class _Worth:
    """How large each part of a network is on average times what it counts for.

    heads, neurons: of every layer, (heads,) and (neurons,); between: (width,) of what stands between layers.
    """

    heads: Sequence[Tensor]
    neurons: Sequence[Tensor]
    between: Tensor


@torch.no_grad()
def _worth(teacher: Reader, sample: Sequence[Lesson]) -> _Worth:
    layers, last = list(teacher.encoder.layers), teacher.encoder.heads
    linears = [getattr(layer, name) for name in ("out", "outer", "qkv", "inner") for layer in layers] + [last]
    sums = [torch.zeros(linear.in_features) for linear in linears]
    with watched(linears, lambda place, given: sums[place].add_(given.abs().mean(0))):
        for lesson in sample:
            last(hidden(teacher, [lesson])[None])
    worth = [own * linear.weight.norm(dim=0) for own, linear in zip(sums, linears, strict=True)]
    heads = [own.view(-1, HEAD_WIDTH).sum(1) for own in worth[: len(layers)]]
    neurons, between = worth[len(layers) : 2 * len(layers)], worth[2 * len(layers) :]
    return _Worth(heads, neurons, torch.stack([own / own.sum() for own in between]).sum(0))


def embeddings_of(words: Sequence[str], pieces: Pieces, teacher: Reader) -> Tensor:
    """What a word that is to be one piece begins as, (words, width): what it is read as without that."""
    own = [table([pieces.of(word, spaced=True)]) for word in words]
    return teacher.embedded(positions(own)).squeeze(1).detach()


def hidden(model: Reader, windows: Sequence[Lesson]) -> Tensor:
    """The last layer at every word of some windows, one after the other, (words, width)."""
    pieces = positions([window.pieces for window in windows])
    places = rows([window.places for window in windows])
    lengths = torch.tensor([len(window.pieces) for window in windows])
    found = model.encoder.hidden(model.embedded(pieces), places, lengths)
    return torch.cat([own[: len(window.places)] for own, window in zip(found, windows, strict=True)])


def losses(
    model: Reader, scales: Scales, found: Tensor, widened: Tensor, wanted: Sequence[Lesson]
) -> dict[str, Tensor]:
    """How far what the student sees is from what the teacher does: by the heads, at the anchors, and, where the teacher
    is honest, by itself.

    found: (words, width), what it sees; widened: (words, HIDDEN), the same with as many numbers as the teacher has.
    """
    target = torch.from_numpy(np.concatenate([lesson.hidden for lesson in wanted])).float()
    honest = torch.cat([torch.full((len(lesson.places),), float(lesson.honest)) for lesson in wanted])
    right, own = target @ scales.weight.T + scales.bias, model.encoder.heads(found)
    anchors = [scores[:, HEADS["anchor"]].log_softmax(-1) for scores in (own, right)]
    apart = functional.kl_div(*anchors, log_target=True, reduction="none").sum(-1).mean()
    return {
        "heads": ((own - right) ** 2 / scales.scores).mean(),
        "anchors": 4 * apart,
        "hidden": (((widened - target) ** 2 / scales.hidden).mean(1) * honest).mean(),
    }


def names_loss(tagger: Tagger, found: Tensor, articles: Sequence[Taught]) -> Tensor:
    """The tagger's loss on whole articles; found: (words, width), of all of them."""
    parts: list[tuple[Tensor, Tensor]] = []
    for own, article in zip(found.split([len(one.example.labels) for one in articles]), articles, strict=True):
        words, labels = article.example.words, article.example.labels
        breaks = torch.from_numpy(words.breaks())
        _, around, names = tensors(words)
        parts += zip(tagger(own, around, names).tensor_split(breaks), labels.tensor_split(breaks), strict=True)
    return 0.1 * paragraphs_loss(parts, tagger.steps())
