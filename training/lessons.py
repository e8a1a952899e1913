"""What a smaller network is taught with: windows of text with what the teacher sees in them, and annotated names."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from selon.articles import parse_text
from selon.extract.reader import paragraphs_of
from selon.model.encoder import Encoder
from selon.model.entities import Words
from selon.model.labels import HIDDEN
from selon.model.pieces import Pieces
from selon.model.windows import Window, windows_of
from training.annotations import annotated
from training.batches import varied
from training.entities import Example, french, labels_of
from training.examples import Json, load, outermost
from training.held_out import ENGLISH, FRENCH, OWN, held_out
from training.silver import english

_PLAIN = ("semeval23-en.jsonl", "semeval23-fr.jsonl", "russia-china-2022-en.jsonl")
# Briefings are long and little like news: one in so many.
_BRIEFINGS, _EVERY = "whitehouse-2022-en.jsonl", 5
_TOGETHER = 40


@dataclass(frozen=True)
class Lesson:
    """A window, and the teacher's last layer at each word, (words, HIDDEN).

    pieces: those at each position; places: (words,) the position of each word.
    honest: whether the teacher never learnt the names of this article; of those that it did learn it is surer than it
    would be of others, which is not to be taught.
    """

    pieces: Sequence[tuple[int, ...]]
    places: npt.NDArray[np.int32]
    hidden: npt.NDArray[np.float16]
    honest: bool


@dataclass(frozen=True)
class Named:
    """An article with annotated names: its windows and its words with their labels."""

    lessons: Sequence[Lesson]
    example: Example


def lessons(shared: Path, teacher: Encoder, pieces: Pieces, every: int = 1) -> list[Lesson]:
    """Everything there is to read but what is kept aside for choosing and the development articles.

    What is annotated comes twice, the second time with other quotation marks. pieces: the student's vocabulary;
    every: 2 for every other article.
    """
    learnt = {row["id"] for row in load(shared / "gold" / "entities-fr-train.jsonl")}
    rows = islice(articles(shared), 0, None, every)
    return [lesson for _, own in _taught(rows, teacher, pieces, learnt) for lesson in own]


def _taught(
    rows: Iterable[Json], teacher: Encoder, pieces: Pieces, learnt: set[str]
) -> Iterator[tuple[Json, list[Lesson]]]:
    """Each article with its lessons; learnt: the articles whose names the teacher has learnt."""
    coming = iter(rows)
    while some := list(islice(coming, _TOGETHER)):
        windows = [_windows(row, teacher.pieces) for row in some]
        encoded = teacher.encode([window for own in windows for window in own])
        for row, own in zip(some, windows, strict=True):
            seen = [next(encoded).hidden for _ in own]
            yield row, list(lessons_in(_windows(row, pieces), seen, row["id"] not in learnt))


def lessons_in(windows: Sequence[Window], seen: Sequence[npt.NDArray[np.float32]], honest: bool) -> Iterator[Lesson]:
    """The student's windows with what the teacher saw in its own, which hold the same words in the same order."""
    words, start = np.concatenate([np.zeros((0, HIDDEN), np.float32), *seen]), 0
    for window in windows:
        end = start + len(window.words)
        yield _lesson(window, words[start:end], honest)
        start = end


def _lesson(window: Window, hidden: npt.NDArray[np.float32], honest: bool) -> Lesson:
    # All lessons are held in memory; half as many bits will do.
    return Lesson(window.pieces, np.array(window.places, dtype=np.int32), hidden.astype(np.float16), honest)


def _windows(row: Json, pieces: Pieces) -> list[Window]:
    article = parse_text(row["text"], language=row["language"])
    return list(windows_of(article.text, paragraphs_of(article), pieces))


def articles(shared: Path) -> Iterator[Json]:
    """The articles that are read for `lessons`."""
    gold, chance = shared / "gold", random.Random(1)
    entities = load(gold / "entities-fr-train.jsonl")
    parts = [
        held_out(load(gold / "polnear-train.jsonl"), ENGLISH),
        held_out(load(gold / "wikinews-fr-train.jsonl"), FRENCH),
        *(held_out(annotated(shared, language), OWN) for language in ("fr", "en")),
    ]
    aside = {row["id"] for _, kept_aside in [*parts, held_out(entities, FRENCH)] for row in kept_aside}
    aside |= {row["id"] for row in load(gold / "wikinews-fr-dev.jsonl")}
    annotations = [row for learnt, _ in parts for row in learnt]
    plain = [row for name in _PLAIN for row in load(shared / "articles" / name)]
    plain += load(shared / "articles" / _BRIEFINGS)[::_EVERY]
    seen = {row["id"] for row in annotations}
    others = [row for row in [*entities, *plain] if row["id"] not in seen]
    yield from _without([*annotations, *others], aside)
    yield from (varied(row, chance) for row in _without(annotations, aside))


def _without(rows: Iterable[Json], aside: set[str]) -> Iterator[Json]:
    return (row for row in rows if row["id"] not in aside)


def named(shared: Path, teacher: Encoder, pieces: Pieces) -> list[Named]:
    """The articles with annotated names, French ones and, labelled by spaCy, English ones.

    pieces: the student's vocabulary.
    """
    learnt = french(shared)
    rows = [*learnt, *english(shared)]
    taught = _taught(rows, teacher, pieces, {row["id"] for row in learnt})
    return [_named(row, own, pieces) for row, own in taught if own]


def _named(row: Json, own: Sequence[Lesson], pieces: Pieces) -> Named:
    windows, seen = _windows(row, pieces), [lesson.hidden.astype(np.float32) for lesson in own]
    words = Words.of(parse_text(row["text"], language=row["language"]).text, windows, seen)
    words = replace(words, hidden=words.hidden.astype(np.float16))
    return Named(own, Example(words, labels_of(words.spans, outermost(row["entities"]))))
