"""A smaller network made of a larger one, and how far it is from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from selon.model.labels import ANCHOR_HEADS, HEADS, HIDDEN, WORD_HEADS, Anchor
from selon.model.pieces import Pieces
from training.batches import positions, rows, table
from training.entities import Tagger, paragraphs_loss, tensors
from training.lessons import Lesson, Taught
from training.network import HEAD_WIDTH, Reader, of_each, watched

# What new inner neurons begin by looking for varies as much as what others do, times this.
_NEW = 0.5
# How sure the teacher is of an anchor, at least, whose statement is looked at.
_TELLING = 0.3
# What each of the losses counts for beside that of the heads that are asked at every word, so that no one of those that
# tell of statements outweighs the others; what a word looks like in itself matters less.
_AT_ANCHORS, _ANCHORS, _ROLES, _HIDDEN = 0.5, 8.0, 0.1, 0.3
_NO_PASSAGE = 10**6


@dataclass(frozen=True)
class Scales:
    """What errors are measured by: the teacher, whose heads say what matters, and how much each number varies.

    hidden: (HIDDEN,); scores: (WIDTH,).
    """

    teacher: Reader
    hidden: Tensor
    scores: Tensor

    @classmethod
    @torch.no_grad()
    def of(cls, teacher: Reader, sample: Tensor) -> Scales:
        """sample: (words, HIDDEN), some of what the teacher sees."""
        return cls(teacher, sample.var(0), teacher.encoder.heads(sample).var(0).clamp(min=0.05))


@dataclass(frozen=True)
class Shape:
    """What is kept of a teacher: which of its layers, how many inner neurons and attention heads each or all of them
    have, and how many of the numbers that each position has between them. Inner neurons that it lacks are new.

    rectified: as in `training.network.Layer`.
    """

    layers: Sequence[int]
    inner: int | Sequence[int]
    heads: int | Sequence[int]
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
    inner, heads = (of_each(size, len(shape.layers)) for size in (shape.inner, shape.heads))
    for place, number in enumerate(shape.layers):
        layer = teacher.encoder.layers[number].state_dict()
        best = worth.heads[number].topk(heads[place]).indices.sort().values
        part = _part(layer, best, worth.neurons[number], kept, inner[place])
        state |= {f"encoder.layers.{place}.{name}": value for name, value in part.items()}
    model.load_state_dict(state)
    return model


def _narrower(state: dict[str, Tensor], kept: Tensor) -> dict[str, Tensor]:
    """What stands around the layers, with some of the numbers of each position."""
    narrow = state.get("narrow", torch.eye(HIDDEN))[:, kept]
    columns = {name: state[name][:, kept] for name in ("encoder.positions.weight", "encoder.heads.weight")}
    norms = {name: state[name][kept] for name in ("encoder.norm.weight", "encoder.norm.bias")}
    return columns | norms | {"narrow": narrow}


def _part(layer: dict[str, Tensor], heads: Tensor, neurons: Tensor, between: Tensor, wide: int) -> dict[str, Tensor]:
    """A layer with some of its heads and neurons and of what it is given; heads: those that are kept; neurons: how much
    each is worth; between: the numbers of each position that are kept; wide: how many neurons it is to have."""
    inner = neurons.topk(min(wide, len(neurons))).indices.sort().values
    width = layer["out.weight"].shape[1]
    channels = torch.arange(width).view(-1, HEAD_WIDTH)[heads].flatten()
    attended = torch.cat([channels, channels + width, channels + 2 * width])
    rows = {"qkv": attended, "inner": inner, "out": between, "outer": between}
    columns = {"qkv": between, "inner": between, "out": channels, "outer": inner}
    kept = {f"{name}.weight": layer[f"{name}.weight"][rows[name]][:, columns[name]] for name in rows}
    kept |= {f"{name}.bias": layer[f"{name}.bias"][rows[name]] for name in rows}
    if new := wide - len(inner):
        wanted = _NEW * kept["inner.weight"].std() * torch.randn(new, len(between))
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
    """How far what the student sees is from what the teacher does: by the heads that are asked at every word, by those
    that are asked at anchors, in which words are anchors, in the roles of words in their statements, and, where the
    teacher is honest, by itself.

    found: (words, width), what it sees; widened: (words, HIDDEN), the same with as many numbers as the teacher has.
    """
    target = torch.from_numpy(np.concatenate([lesson.hidden for lesson in wanted])).float()
    honest = torch.cat([torch.full((len(lesson.places),), float(lesson.honest)) for lesson in wanted])
    own = model.encoder.heads(found)
    with torch.no_grad():
        right = scales.teacher.encoder.heads(target)
        telling = 1 - right[:, HEADS["anchor"]].softmax(-1)[:, Anchor.NONE]
    errors = (own - right) ** 2 / scales.scores
    of_words, of_anchors = (
        torch.cat([errors[:, HEADS[name]] for name in heads], 1) for heads in (WORD_HEADS, ANCHOR_HEADS)
    )
    return {
        "words": of_words.mean(),
        "at anchors": _AT_ANCHORS * (of_anchors.mean(1) * telling).sum() / telling.sum().clamp(min=1.0),
        "anchors": _ANCHORS * _apart(own[:, HEADS["anchor"]], right[:, HEADS["anchor"]]).mean(),
        "roles": _ROLES * _roles_apart(model, scales.teacher, own, right, telling >= _TELLING, wanted),
        "hidden": _HIDDEN * (((widened - target) ** 2 / scales.hidden).mean(1) * honest).mean(),
    }


def _apart(own: Tensor, right: Tensor) -> Tensor:
    """How far scores of labels, the last dimension, are from the right ones: the divergence of their probabilities."""
    probable = [scores.log_softmax(-1) for scores in (own, right)]
    return functional.kl_div(*probable, log_target=True, reduction="none").sum(-1)


def _roles_apart(
    model: Reader, teacher: Reader, own: Tensor, right: Tensor, anchors: Tensor, wanted: Sequence[Lesson]
) -> Tensor:
    """How far the roles of the words around each anchor are from the right ones, all words of a window together.

    own, right: (words, WIDTH), the scores of both; anchors: (words,), whether each word is one.
    """
    counts = [len(lesson.places) for lesson in wanted]
    window, anchor = nn.utils.rnn.pad_sequence(anchors.split(counts), batch_first=True).nonzero(as_tuple=True)
    if not len(window):
        return own.sum() * 0.0
    passage = rows([lesson.passages for lesson in wanted], _NO_PASSAGE)
    of_student, of_teacher = (
        network.role_scores(nn.utils.rnn.pad_sequence(scores.split(counts), batch_first=True), window, anchor, passage)
        for network, scores in ((model, own), (teacher, right))
    )
    there = (passage != _NO_PASSAGE)[window]
    return (_apart(of_student, of_teacher.detach()) * there).sum() / len(window)


def names_loss(tagger: Tagger, found: Tensor, articles: Sequence[Taught]) -> Tensor:
    """The tagger's loss on whole articles; found: (words, width), of all of them."""
    parts: list[tuple[Tensor, Tensor]] = []
    for own, article in zip(found.split([len(one.example.labels) for one in articles]), articles, strict=True):
        words, labels = article.example.words, article.example.labels
        breaks = torch.from_numpy(words.breaks())
        _, around, names = tensors(words)
        parts += zip(tagger(own, around, names).tensor_split(breaks), labels.tensor_split(breaks), strict=True)
    return 0.1 * paragraphs_loss(parts, tagger.steps())
