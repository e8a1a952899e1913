"""What a smaller network is taught with: windows of text with what the teacher sees in them, and names."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from selon.articles import parse_text
from selon.extract.reader import paragraphs_of
from selon.model.encoder import Encoder
from selon.model.entities import EntityTagger, Words
from selon.model.pieces import Pieces
from selon.model.windows import Window, windows_of
from selon.record import Article, Span
from training.annotations import annotated
from training.batches import table, varied
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

    pieces: those at each position, as `training.batches.table` gives them; places, passages: (words,) the position of
    each word and the number of its paragraph.
    honest: whether the teacher never learnt the names of this article; of those that it did learn it is surer than it
    would be of others, which is not to be taught.
    """

    pieces: npt.NDArray[np.int32]
    places: npt.NDArray[np.int32]
    passages: npt.NDArray[np.int32]
    hidden: npt.NDArray[np.float16]
    honest: bool


class Names(Enum):
    """Where the names of an article come from: annotated, or found by the teacher, where it has a tagger for them."""

    ANNOTATED = "annotated"
    FOUND = "found"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Taught:
    """An article: its windows, and its words with their names and where these come from."""

    lessons: Sequence[Lesson]
    example: Example
    names: Names


class Teacher:
    """Shows what a folder of weights sees in articles, and which names it finds there.

    pieces: the student's vocabulary, the teacher's where there is none.
    """

    def __init__(self, folder: Path, shared: Path, pieces: Pieces | None = None) -> None:
        self.encoder = Encoder(folder)
        self.pieces = pieces or self.encoder.pieces
        names = folder / "entities.onnx"
        self._tagger = EntityTagger.load(names) if names.is_file() else None
        self._learnt = {row["id"] for row in load(shared / "gold" / "entities-fr-train.jsonl")}
        self._named = {row["id"]: row for row in (*french(shared), *english(shared))}

    def taught(self, rows: Iterable[Json]) -> Iterator[Taught]:
        """Each article with what there is to learn from it."""
        coming = iter(rows)
        while some := list(islice(coming, _TOGETHER)):
            windows = [_windows(row, self.encoder.pieces) for row in some]
            encoded = self.encoder.encode([window for own in windows for window in own])
            seen = [
                Words.of(_parsed(row).text, own, [next(encoded).hidden for _ in own])
                for row, own in zip(some, windows, strict=True)
            ]
            found = self._tagger.entities(seen) if self._tagger else [[] for _ in some]
            yield from (self._of(row, *own) for row, *own in zip(some, seen, found, strict=True) if own[0].spans)

    def _of(self, row: Json, words: Words, found: Sequence[tuple[Span, str]]) -> Taught:
        known, names = self._named.get(row["id"]), Names.FOUND if self._tagger else Names.UNKNOWN
        if known and known["text"] == row["text"]:
            found, names = outermost(known["entities"]), Names.ANNOTATED
        # All lessons are held in memory; half as many bits will do.
        words = replace(words, hidden=words.hidden.astype(np.float16))
        honest = row["id"] not in self._learnt
        lessons = list(self._lessons(row, words.hidden, honest))
        return Taught(lessons, Example(words, labels_of(words.spans, found)), names)

    def _lessons(self, row: Json, hidden: npt.NDArray[np.float16], honest: bool) -> Iterator[Lesson]:
        start = 0
        for window in _windows(row, self.pieces):
            end = start + len(window.places)
            places, passages = (np.array(own, dtype=np.int32) for own in (window.places, window.passages))
            yield Lesson(table(window.pieces), places, passages, hidden[start:end], honest)
            start = end


def _parsed(row: Json) -> Article:
    return parse_text(row["text"], language=row["language"])


def _windows(row: Json, pieces: Pieces) -> list[Window]:
    article = _parsed(row)
    return list(windows_of(article.text, paragraphs_of(article), pieces))


def articles(shared: Path) -> Iterator[Json]:
    """Everything there is to read but what is kept aside for choosing and the development articles.

    What is annotated comes twice, the second time with other quotation marks.
    """
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
