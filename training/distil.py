"""Teach a smaller network what a larger one knows: `python -m training.distil elder`, then `broad`, `standard`,
`wider`, `wide`, `thin`, `narrow`, `schooled` and `fast` (two cores: half an hour to two hours each).

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
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from selon.model.labels import HIDDEN
from selon.model.pieces import Pieces
from selon.model.shipped import SHIPPED, WEIGHTS
from training import entities, fit
from training.batches import batches, positions, rows
from training.entities import Tagger
from training.examples import Json
from training.export import export, save_words, write_version
from training.held_out import SHARED
from training.lessons import Lesson, Names, Taught, Teacher, articles
from training.network import Batch, Reader
from training.rewritten import Rewriter
from training.shipped import BROAD, ELDER, NARROW, SCHOOLED, TEACHER, THIN, WIDE, WIDER, network, tagger
from training.student import Scales, Shape, embeddings_of, hidden, losses, names_loss, smaller
from training.train import stages
from training.vocabulary import whole_words

# How many words a student reads as one piece each.
_WORDS = 8_000
_BATCH_PIECES, _GOLD_PIECES = 3000, 2400
# What is read at each position, which learns more slowly than what it would take otherwise.
_EMBEDDED, _EMBEDDED_RATE = ("words", "narrow"), 5e-4
_TAGGER_RATE, _WIDEN_RATE = 1.5e-3, 1e-3
_WARM_STEPS, _SMALLEST = 80, 0.02
# Windows on which the ranges of the activations are measured, and one in how many articles shows which neurons and
# heads of the teacher matter.
_SAMPLED, _EVERY = 60, 50
# The share of all words that articles which are written anew have, each time anew.
_REWRITTEN = 0.6


@dataclass(frozen=True)
class Course:
    """A stretch of learning: how many steps, at which highest rate, which shares of the steps learn from annotated
    statements, from annotated names and from those that the teacher finds, and from which part of the way on the
    activations have eight bits."""

    steps: int
    rate: float
    of_statements: float
    of_names: float
    int8_from: float
    of_found: float = 0.0


@dataclass(frozen=True)
class Plan:
    """A student's teacher, its shape and its courses.

    mean: whether it becomes the mean of what it was before and after the last course. cut_from: the network whose
    parts it begins as, its teacher where this is None. rewritten: how often articles are written anew for it.
    tagger: how narrow its tagger's view of a word is.
    """

    teacher: Path
    shape: Shape
    courses: Sequence[Course]
    mean: bool = False
    cut_from: Path | None = None
    rewritten: int = 0
    tagger: int = 128


_NARROW_SHAPE = Shape(layers=(0, 1, 2, 3), inner=256, heads=2, rectified=True, width=256)
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
    "thin": Plan(
        ELDER,
        Shape(layers=(0, 1, 2, 3), inner=192, heads=2, rectified=True),
        (Course(11000, 4e-4, 0.08, 0.2, 0.0), Course(3300, 3e-4, 0.1, 0.08, 0.0)),
        cut_from=WIDE,
    ),
    "narrow": Plan(
        WEIGHTS,
        _NARROW_SHAPE,
        (Course(14000, 6e-4, 0.06, 0.12, 0.0, of_found=0.12),),
        cut_from=THIN,
        rewritten=3,
        tagger=96,
    ),
    "schooled": Plan(
        WEIGHTS,
        _NARROW_SHAPE,
        (Course(26000, 5e-4, 0.04, 0.1, 0.0, of_found=0.1),),
        cut_from=NARROW,
        rewritten=4,
        tagger=96,
    ),
    "fast": Plan(
        WEIGHTS,
        Shape(layers=(0, 1, 2, 3), inner=(192, 192, 256, 256), heads=(1, 1, 2, 2), rectified=True, width=256),
        (Course(8962, 5e-4, 0.04, 0.1, 0.0, of_found=0.1),),
        cut_from=SCHOOLED,
        rewritten=1,
        tagger=96,
    ),
}


def _groups(sizes: Sequence[int], chance: random.Random, together: int) -> Iterator[list[int]]:
    """Numbers of things of these sizes in pieces, without end, in groups of about a batch; things of like size meet.

    Where there is nothing, there are no groups.
    """
    while sizes:
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
    """What there is to learn from: articles as the teacher sees them, batches of annotated statements."""

    scales: Scales
    articles: Sequence[Taught]
    statements: Callable[[random.Random], Iterator[Batch]]


class Schooling:
    """A student with its tagger, what they learn from, and how."""

    def __init__(self, model: Reader, tagger: Tagger, material: Material) -> None:
        self.model, self.tagger, self._scales = model, tagger, material.scales
        # What it sees is made as wide as what its teacher does for comparison alone.
        self._widen = nn.Linear(model.words.shape[1], HIDDEN, bias=False)
        nn.init.eye_(self._widen.weight) if model.narrow is None else self._widen.weight.data.copy_(model.narrow)
        self._chance = random.Random(1)
        self._windows = self._drawn([lesson for article in material.articles for lesson in article.lessons])
        self._articles = {
            names: self._drawn_articles([article for article in material.articles if article.names is names])
            for names in Names
        }
        self._statements = material.statements(self._chance)

    def _drawn(self, lessons: Sequence[Lesson]) -> Iterator[list[Lesson]]:
        for numbers in _groups([len(lesson.pieces) for lesson in lessons], self._chance, together=600):
            yield [lessons[number] for number in numbers]

    def _drawn_articles(self, articles: Sequence[Taught]) -> Iterator[list[Taught]]:
        sizes = [sum(len(lesson.pieces) for lesson in article.lessons) for article in articles]
        for numbers in _groups(sizes, self._chance, together=len(sizes)):
            yield [articles[number] for number in numbers]

    def follow(self, plan: Plan) -> None:
        """Learn all courses of a plan."""
        parts: tuple[nn.Module, ...] = (self.model, self.tagger, self._widen)
        for course in plan.courses:
            before = [copy.deepcopy(part.state_dict()) for part in parts]
            self.learn(course)
        if plan.mean:
            for part, old in zip(parts, before, strict=True):
                part.load_state_dict({name: (old[name] + value) / 2 for name, value in part.state_dict().items()})

    def learn(self, course: Course, say: Callable[[str], None] = print) -> None:
        """Follow a course; the mean losses are said now and then."""
        optimiser = torch.optim.AdamW(self._groups(course), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.model.train()
        self.tagger.train()
        sums: dict[str, float] = {}
        for step in range(course.steps):
            for layer in self.model.encoder.layers:
                layer.imitates_int8 = step >= course.int8_from * course.steps
            share = min(1.0, (step + 1) / _WARM_STEPS) * max(_SMALLEST, 1 - step / course.steps)
            for group in optimiser.param_groups:
                group["lr"] = group["highest"] * share
            found = self._losses(course)
            self._step(optimiser, found)
            for name, loss in found.items():
                sums[name] = 0.97 * sums.get(name, loss.item()) + 0.03 * loss.item()
            if step % 50 == 49:
                shown = " ".join(f"{name} {loss:.3f}" for name, loss in sums.items())
                say(f"  step {step + 1} of {course.steps}: {shown}")

    def _groups(self, course: Course) -> Iterator[dict[str, Any]]:
        """What is learnt, each with its highest rate."""
        embedded = [part for name, part in self.model.named_parameters() if name in _EMBEDDED]
        others = [part for name, part in self.model.named_parameters() if name not in _EMBEDDED]
        yield {"params": others, "highest": course.rate}
        yield {"params": embedded, "highest": _EMBEDDED_RATE}
        yield {"params": list(self.tagger.parameters()), "highest": _TAGGER_RATE}
        yield {"params": list(self._widen.parameters()), "highest": _WIDEN_RATE}

    def _losses(self, course: Course) -> dict[str, Tensor]:
        """The losses of the next step, of what it learns from."""
        drawn = self._chance.random()
        if (drawn := drawn - course.of_statements) < 0:
            own = fit.losses(self.model, next(self._statements))
            return {f"{name} annotated": loss for name, loss in own.items() if name != "entity"}
        for names, share in ((Names.ANNOTATED, course.of_names), (Names.FOUND, course.of_found)):
            if (drawn := drawn - share) < 0:
                articles = next(self._articles[names])
                wanted = [lesson for article in articles for lesson in article.lessons]
                found, losses = self._imitation(wanted)
                return losses | {f"names {names.value}": names_loss(self.tagger, found, articles)}
        return self._imitation(next(self._windows))[1]

    def _imitation(self, wanted: Sequence[Lesson]) -> tuple[Tensor, dict[str, Tensor]]:
        """What it sees at every word, and how far that is from what its teacher does."""
        found = hidden(self.model, wanted)
        return found, losses(self.model, self._scales, found, self._widen(found), wanted)

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
    """The network of a folder of weights with the heads of its teacher, which what it sees is measured by, if it is as
    wide as that."""
    model = network(folder)
    if model.narrow is None:
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


def _material(plan: Plan, shared: Path, shown: Teacher, teacher: Reader) -> Material:
    """All articles, and some of them written anew, as the teacher sees them."""
    rows, chance = list(articles(shared)), random.Random(1)
    taught = list(shown.taught(rows))
    if plan.rewritten:
        rewriter = Rewriter(rows, shown.encoder.pieces, teacher)
        for _ in range(plan.rewritten):
            taught += shown.taught(rewriter.rewritten(row, chance) for row in evenly(rows, _REWRITTEN, chance))
    seen = np.concatenate([lesson.hidden for article in taught[::_EVERY] for lesson in article.lessons])
    return Material(Scales.of(teacher, torch.from_numpy(seen).float()), taught, _annotated(shared, shown.pieces))


def evenly(rows: Sequence[Json], share: float, chance: random.Random) -> Iterator[Json]:
    """Articles to write anew, of each language about as many words, however much there is of it.

    share: how many words they have, as a part of those of all `rows`.
    """
    words = Counter[str]()
    for row in rows:
        words[row["language"]] += len(row["text"].split())
    wanted = share * words.total() / len(words)
    for row in rows:
        times = wanted / words[row["language"]]
        for _ in range(int(times) + (chance.random() < times % 1)):
            yield row


@torch.no_grad()
def _tagger(plan: Plan, student: Reader, material: Material) -> Tagger:
    """That of the network that the student is cut out of, where it is as large; otherwise a new one."""
    some = [lesson for article in material.articles[::_EVERY] for lesson in article.lessons]
    sample = torch.cat([hidden(student, [lesson]) for lesson in some])
    if plan.cut_from and (plan.cut_from / "entities.onnx").is_file():
        begun = tagger(plan.cut_from)
        if begun.inner.weight.shape == (plan.tagger, sample.shape[1]):
            begun.make_even(sample)
            return begun
    return Tagger(sample, plan.tagger)


def _write(schooling: Schooling, folder: Path, whole: Sequence[str], articles: Sequence[Taught]) -> None:
    some = random.Random(0).sample([lesson for article in articles for lesson in article.lessons], _SAMPLED)
    windows = [
        (positions([lesson.pieces]), torch.tensor([len(lesson.pieces)]), rows([lesson.places])) for lesson in some
    ]
    export(schooling.model, folder, windows)
    entities.export(schooling.tagger, articles[0].example.words, folder / "entities.onnx")
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
    teacher = network(larger)
    uncut = _with_heads_of(teacher, plan.cut_from) if plan.cut_from else teacher
    whole, begun = _whole_words(plan.cut_from or larger, uncut, chosen.shared)
    shown = Teacher(larger, chosen.shared, Pieces(larger.parent / "pieces.model", whole))
    read_by_teacher = Teacher(larger, chosen.shared).taught(islice(articles(chosen.shared), 0, None, _EVERY))
    some = [lesson for article in read_by_teacher for lesson in article.lessons]
    student = smaller(uncut, plan.shape, some, begun)
    material = _material(plan, chosen.shared, shown, teacher)
    schooling = Schooling(student, _tagger(plan, student, material), material)
    schooling.follow(plan)
    _write(schooling, folder, whole, material.articles)
    print(f"The weights are in {folder}.")


if __name__ == "__main__":
    main()
