"""Teach a smaller network what a larger one knows: `python -m training.distil elder`, then `broad`, `standard`,
`wider`, `wide` and `fast` (two cores: half an hour to two hours each).

The smaller one begins as layers of the larger one, with the attention heads and inner neurons that matter most. First
it learns to see in every window what the teacher sees there; then from annotated statements as well, as the teacher
did. Names it learns from annotation all along, together with its tagger. The elder student, which does not ship, finds
more than its own teacher, and teaches the others; those that ship begin as parts of broader ones, which do not ship
either.
"""

from __future__ import annotations

import argparse
import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from selon.model.encoder import Encoder
from selon.model.entities import Words
from selon.model.pieces import Pieces
from selon.model.shipped import SHIPPED
from training import entities, fit
from training.batches import batches, positions, rows
from training.entities import Tagger
from training.export import export, save_words, write_version
from training.held_out import SHARED
from training.lessons import Lesson, Named, articles, lessons, named
from training.network import Batch, Reader
from training.shipped import BROAD, ELDER, TEACHER, WIDE, WIDER, network
from training.student import Scales, Shape, embeddings_of, hidden, losses, names_loss, smaller
from training.train import stages
from training.vocabulary import whole_words

# How many words a student reads as one piece each.
_WORDS = 8_000
_BATCH_PIECES, _GOLD_PIECES = 3000, 2400
_TAGGER_RATE, _WORDS_RATE = 1.5e-3, 1e-3
_WARM_STEPS, _SMALLEST = 80, 0.02
# Windows on which the ranges of the activations are measured, and one in how many articles shows which neurons and
# heads of the teacher matter.
_SAMPLED, _EVERY = 60, 50


@dataclass(frozen=True)
class Course:
    """A stretch of learning: how many steps, at which highest rate, which shares of the steps learn from annotated
    statements and from annotated names, and from which part of the way on the activations have eight bits."""

    steps: int
    rate: float
    of_statements: float
    of_names: float
    int8_from: float


@dataclass(frozen=True)
class Plan:
    """A student's teacher, its shape and its courses.

    mean: whether it becomes the mean of what it was before and after the last course. cut_from: the network whose
    parts it begins as, its teacher where this is None.
    """

    teacher: Path
    shape: Shape
    courses: Sequence[Course]
    mean: bool = False
    cut_from: Path | None = None


# Of the student that teaches others, of each model that comes with selon, and of those that they are cut out of.
_PLANS = {
    "elder": Plan(
        TEACHER,
        Shape(layers=(0, 1, 2, 3, 4, 5), inner=1152, heads=8),
        (Course(1000, 3e-4, 0.1, 0.25, 0.7), Course(600, 1.5e-4, 0.45, 0.25, 0.0), Course(620, 1.5e-4, 0.55, 0.2, 0.0)),
        mean=True,
    ),
    "broad": Plan(
        ELDER,
        Shape(layers=(0, 1, 2, 3, 4, 5), inner=1024, heads=6, rectified=True),
        (Course(1500, 4e-4, 0.1, 0.25, 0.7), Course(2000, 3e-4, 0.06, 0.25, 0.0)),
    ),
    "standard": Plan(
        ELDER,
        Shape(layers=(0, 1, 2, 3, 4, 5), inner=640, heads=5, rectified=True),
        (Course(5500, 4e-4, 0.06, 0.15, 0.0),),
        cut_from=BROAD,
    ),
    "wider": Plan(
        ELDER,
        Shape(layers=(0, 1, 3, 5), inner=384, heads=3, rectified=True),
        (Course(3600, 5e-4, 0.1, 0.25, 0.7), Course(1800, 2.5e-4, 0.45, 0.25, 0.0), Course(3600, 4e-4, 0.1, 0.25, 0.0)),
        mean=True,
    ),
    "wide": Plan(
        ELDER,
        Shape(layers=(0, 1, 2, 3), inner=256, heads=3, rectified=True),
        (Course(9500, 4e-4, 0.08, 0.25, 0.0),),
        cut_from=WIDER,
    ),
    "fast": Plan(
        ELDER,
        Shape(layers=(0, 1, 2, 3), inner=192, heads=2, rectified=True),
        (Course(11000, 4e-4, 0.08, 0.2, 0.0), Course(3300, 3e-4, 0.1, 0.08, 0.0)),
        cut_from=WIDE,
    ),
}


def _groups(sizes: Sequence[int], chance: random.Random, together: int) -> Iterator[list[int]]:
    """Numbers of things of these sizes in pieces, without end, in groups of about a batch; things of like size meet."""
    while True:
        order = list(range(len(sizes)))
        chance.shuffle(order)
        for start in range(0, len(order), together):
            groups: list[list[int]] = [[]]
            for number in sorted(order[start : start + together], key=lambda one: sizes[one]):
                if groups[-1] and (len(groups[-1]) + 1) * sizes[number] > _BATCH_PIECES:
                    groups.append([])
                groups[-1].append(number)
            chance.shuffle(groups)
            yield from groups


@dataclass(frozen=True)
class Material:
    """What there is to learn from: what the teacher sees, articles with names, batches of annotated statements."""

    scales: Scales
    lessons: Sequence[Lesson]
    names: Sequence[Named]
    statements: Callable[[random.Random], Iterator[Batch]]


class Schooling:
    """A student with its tagger, what they learn from, and how."""

    def __init__(self, model: Reader, tagger: Tagger, material: Material) -> None:
        self.model, self.tagger, self._material = model, tagger, material
        self._chance = random.Random(1)
        lengths = [len(lesson.pieces) for lesson in material.lessons]
        self._windows = _groups(lengths, self._chance, together=600)
        lengths = [sum(len(lesson.pieces) for lesson in article.lessons) for article in material.names]
        self._articles = _groups(lengths, self._chance, together=len(lengths))
        self._statements = material.statements(self._chance)

    def follow(self, plan: Plan) -> None:
        """Learn all courses of a plan."""
        parts: tuple[nn.Module, ...] = (self.model, self.tagger)
        for course in plan.courses:
            before = [copy.deepcopy(part.state_dict()) for part in parts]
            self.learn(course)
        if plan.mean:
            for part, old in zip(parts, before, strict=True):
                part.load_state_dict({name: (old[name] + value) / 2 for name, value in part.state_dict().items()})

    def learn(self, course: Course, say: Callable[[str], None] = print) -> None:
        """Follow a course; the mean losses are said now and then."""
        own = [part for part in self.model.parameters() if part is not self.model.words]
        groups = [{"params": part} for part in (own, [self.model.words], list(self.tagger.parameters()))]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        rates = (course.rate, _WORDS_RATE, _TAGGER_RATE)
        self.model.train()
        self.tagger.train()
        sums: dict[str, float] = {}
        for step in range(course.steps):
            for layer in self.model.encoder.layers:
                layer.imitates_int8 = step >= course.int8_from * course.steps
            share = min(1.0, (step + 1) / _WARM_STEPS) * max(_SMALLEST, 1 - step / course.steps)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * share
            found = self._losses(course)
            self._step(optimiser, found)
            for name, loss in found.items():
                sums[name] = 0.97 * sums.get(name, loss.item()) + 0.03 * loss.item()
            if step % 50 == 49:
                shown = " ".join(f"{name} {loss:.3f}" for name, loss in sums.items())
                say(f"  step {step + 1} of {course.steps}: {shown}")

    def _losses(self, course: Course) -> dict[str, Tensor]:
        """The losses of the next step, of what it learns from."""
        drawn = self._chance.random()
        if drawn < course.of_statements:
            own = fit.losses(self.model, next(self._statements))
            return {f"{name} annotated": loss for name, loss in own.items() if name != "entity"}
        if drawn < course.of_statements + course.of_names:
            articles = [self._material.names[number] for number in next(self._articles)]
            wanted = [lesson for article in articles for lesson in article.lessons]
            found = hidden(self.model, wanted)
            names = {"names annotated": names_loss(self.tagger, found, articles)}
            return names | losses(self.model, self._material.scales, found, wanted)
        wanted = [self._material.lessons[number] for number in next(self._windows)]
        return losses(self.model, self._material.scales, hidden(self.model, wanted), wanted)

    def _step(self, optimiser: torch.optim.Optimizer, found: dict[str, Tensor]) -> None:
        """One step down the sum of the losses."""
        optimiser.zero_grad(set_to_none=True)
        sum(found.values(), torch.zeros(())).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        nn.utils.clip_grad_norm_(self.tagger.parameters(), 5.0)
        optimiser.step()


def _annotated(shared: Path, pieces: Pieces) -> Callable[[random.Random], Iterator[Batch]]:
    """Batches of annotated statements without end, mixed as in the last two stages of the teacher's training."""
    later = stages(shared)[1:]

    def drawn(chance: random.Random) -> Iterator[Batch]:
        while True:
            yield from batches(fit.round_of(chance.choice(later), pieces, chance), _GOLD_PIECES, chance)

    return drawn


def _with_heads_of(teacher: Reader, folder: Path) -> Reader:
    """The network of a folder of weights with the heads of its teacher, which what it sees is measured by."""
    model = network(folder)
    model.encoder.heads.load_state_dict(teacher.encoder.heads.state_dict())
    return model


def _whole_words(folder: Path, teacher: Reader, shared: Path) -> tuple[Sequence[str], Tensor]:
    """The words that a student reads as one piece each, and what their embeddings begin as: those of its teacher, or of
    one that has none frequent ones, each the mean of its pieces."""
    if len(teacher.words):
        with np.load(folder / "words.npz", allow_pickle=False) as table:
            return table["words"].tolist(), teacher.words.detach()
    pieces = Pieces(folder.parent / "pieces.model")
    whole = whole_words((row["text"] for row in articles(shared)), pieces, _WORDS)
    return whole, embeddings_of(whole, pieces, teacher)


def _write(schooling: Schooling, folder: Path, whole: Sequence[str], sample: Sequence[Lesson], words: Words) -> None:
    windows = [
        (positions([lesson.pieces]), torch.tensor([len(lesson.pieces)]), rows([lesson.places])) for lesson in sample
    ]
    export(schooling.model, folder, windows)
    entities.export(schooling.tagger, words, folder / "entities.onnx")
    save_words(schooling.model, whole, folder / "words.npz")
    write_version(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Distil, export and say where the weights are."""
    parser = argparse.ArgumentParser(prog="python -m training.distil", description=__doc__)
    parser.add_argument("model", choices=_PLANS)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with gold/ and articles/")
    parser.add_argument("--teacher", type=Path, help="folder of the larger model (default: where it was made)")
    parser.add_argument("--weights", type=Path, help="where the smaller one goes (default: where models are shipped)")
    chosen = parser.parse_args(arguments)
    folder, plan = chosen.weights or SHIPPED / chosen.model, _PLANS[chosen.model]
    torch.manual_seed(1)
    larger = chosen.teacher or plan.teacher
    teacher, encoder = network(larger), Encoder(larger)
    uncut = _with_heads_of(teacher, plan.cut_from) if plan.cut_from else teacher
    whole, begun = _whole_words(plan.cut_from or larger, uncut, chosen.shared)
    pieces = Pieces(larger.parent / "pieces.model", whole)
    taught = lessons(chosen.shared, encoder, pieces)
    seen_by_teacher = lessons(chosen.shared, encoder, encoder.pieces, _EVERY)
    seen = torch.from_numpy(np.concatenate([lesson.hidden for lesson in taught[::20]])).float()
    statements = _annotated(chosen.shared, pieces)
    names = named(chosen.shared, encoder, pieces)
    material = Material(Scales.of(teacher, seen), taught, names, statements)
    student = smaller(uncut, plan.shape, seen_by_teacher, begun)
    schooling = Schooling(student, Tagger(seen), material)
    schooling.follow(plan)
    sample = random.Random(0).sample(taught, _SAMPLED)
    _write(schooling, folder, whole, sample, names[0].example.words)
    print(f"The weights are in {folder}.")


if __name__ == "__main__":
    main()
