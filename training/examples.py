"""Annotated articles turned into windows of numbered pieces with the labels that the heads learn."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from selon.model.labels import ACTS, ENTITIES, KINDS, ROLES, Anchor
from selon.model.pieces import Pieces
from selon.model.words import words_of
from selon.record import Span

Json = dict[str, Any]
IGNORED = -100

_ENTITY_LABELS = {"Person": "PER", "Location": "LOC", "Organization": "ORG"}

# Words of a cue that say nothing of their own: the anchor is the first word that is none of these.
_HOLLOW = frozenset(
    [
        "a",
        "as",
        "ai",
        "ont",
        "avait",
        "avaient",
        "aurait",
        "auraient",
        "est",
        "sont",
        "était",
        "étaient",
        "été",
        "être",
        "s",
        "se",
        "n",
        "ne",
        "pas",
        "plus",
        "jamais",
        "y",
        "en",
        "le",
        "la",
        "l",
        "lui",
        "leur",
        "également",
        "aussi",
        "donc",
        "ensuite",
        "alors",
        "par",
        "pour",
        "sa",
        "part",
        "has",
        "have",
        "had",
        "having",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "also",
        "not",
        "n't",
        "never",
        "further",
        "later",
        "then",
        "will",
        "would",
        "could",
        "to",
        "the",
        "do",
        "does",
        "did",
    ]
)


@dataclass
class Frame:
    """One statement in a window: the anchor's word, a role a word, and its act and kind (or IGNORED)."""

    anchor: int
    roles: npt.NDArray[np.int64]
    act: int = IGNORED
    kind: int = IGNORED


@dataclass
class Window:
    """Some paragraphs: the `pieces` at each position; of each word its position in `places`, its paragraph in
    `passage`, its labels in `anchors` and `entities`."""

    pieces: list[tuple[int, ...]]
    places: list[int]
    passage: list[int]
    anchors: npt.NDArray[np.int64]
    entities: npt.NDArray[np.int64]
    frames: list[Frame] = field(default_factory=list)


def load(path: Path) -> list[Json]:
    """The articles of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def outermost(entities: Iterable[Json]) -> list[tuple[Span, str]]:
    """The people, places and organisations among annotated entities that stand inside no other of them, in order."""
    named = [(Span(*one["span"]), _ENTITY_LABELS[one["label"]]) for one in entities if one["label"] in _ENTITY_LABELS]
    return sorted(
        (span, name)
        for span, name in named
        if not any(other != span and other.start <= span.start and span.end <= other.end for other, _ in named)
    )


def windows(article: Json, pieces: Pieces, length: int, chance: random.Random) -> Iterator[Window]:
    """Cut an article into windows of at most `length` positions, whole paragraphs where they fit.

    Where the first window ends is drawn from `chance`, so that every epoch sees other contexts.
    """
    text = article["text"]
    words, passages = _words(text)
    labels = _Labels(article, words)
    start, room = 0, chance.randint(length // 3, length)
    while start < len(words):
        stop, encoded, places = _fill(text, words, passages, start, room, pieces)
        yield labels.window(start, stop, encoded, places, passages)
        start, room = stop, length


def _words(text: str) -> tuple[list[Span], list[int]]:
    words: list[Span] = []
    passages: list[int] = []
    for number, match in enumerate(re.finditer(r"[^\n]+", text)):
        found = [Span(*word) for word in words_of(text, Span(*match.span()))]
        words += found
        passages += [number] * len(found)
    return words, passages


def _fill(
    text: str, words: Sequence[Span], passages: Sequence[int], start: int, room: int, pieces: Pieces
) -> tuple[int, list[tuple[int, ...]], list[int]]:
    encoded, filled, end = [(pieces.begin,)], list[int](), (pieces.end,)
    fits = start
    marks: tuple[int, int] = (1, 0)
    for place in range(start, len(words)):
        span = words[place]
        if place > start and passages[place] != passages[place - 1]:
            encoded.append(end)
            fits, marks = place, (len(encoded), len(filled))
        if len(encoded) + 2 > room:
            if fits == start:
                fits, marks = max(place, start + 1), (len(encoded), len(filled))
            return fits, [*encoded[: marks[0]], end], filled[: marks[1]]
        filled.append(len(encoded))
        encoded.append(pieces.of(span.of(text), spaced=span.start == 0 or text[span.start - 1].isspace()))
    return len(words), [*encoded, end], filled


class _Labels:
    """An article's annotation in words."""

    def __init__(self, article: Json, words: Sequence[Span]) -> None:
        self._article, self._words = article, words
        self._starts = np.array([word.start for word in words])
        self._ends = np.array([word.end for word in words])
        count = len(words)
        annotated = "statements" in article
        self.anchors = np.full(count, 0 if annotated else IGNORED, dtype=np.int64)
        self.entities = np.full(count, IGNORED, dtype=np.int64)
        if "entities" in article:
            self._mark_entities(article["entities"])
        self.frames: list[Frame] = []
        for statement in article.get("statements", []):
            self._add(statement)
        if annotated and not any("act" in s for s in article["statements"]):
            self._hide_nested()
        for frame in self.frames:
            self.anchors[frame.anchor] = self._anchor_kind(frame)

    def _anchor_kind(self, frame: Frame) -> int:
        return Anchor.CUE if ROLES[frame.roles[frame.anchor]].endswith("cue") else Anchor.QUOTATION

    def _range(self, start: int, end: int) -> tuple[int, int]:
        return int(np.searchsorted(self._ends, start, "right")), int(np.searchsorted(self._starts, end, "left"))

    def _mark_entities(self, entities: Sequence[Json]) -> None:
        self.entities[:] = 0
        for entity in sorted(entities, key=lambda e: e["span"][0] - e["span"][1]):
            name = _ENTITY_LABELS.get(entity["label"])
            a, b = self._range(*entity["span"])
            if name and a < b and not self.entities[a:b].any():
                self.entities[a:b] = ENTITIES.index(f"I-{name}")
                self.entities[a] = ENTITIES.index(f"B-{name}")

    def _add(self, statement: Json) -> None:
        roles = np.zeros(len(self._words), dtype=np.int64)
        for role in ("content", "source", "cue"):
            for start, end in statement[role]:
                a, b = self._range(start, end)
                roles[a:b] = ROLES.index(f"I-{role}")
                if a < b:
                    roles[a] = ROLES.index(f"B-{role}")
        anchor = self._anchor(statement)
        if anchor is not None and roles.any():
            act, kind = statement.get("act"), statement.get("kind")
            self.frames.append(
                Frame(anchor, roles, ACTS.index(act) if act else IGNORED, KINDS.index(kind) if kind else IGNORED)
            )

    def _anchor(self, statement: Json) -> int | None:
        places = [place for start, end in statement["cue"] for place in range(*self._range(start, end))]
        if not places:
            contents = [self._range(start, end)[0] for start, end in statement["content"]]
            return min(contents) if contents else None
        text = self._article["text"]
        telling = [p for p in places if self._words[p].of(text).lower().strip("'’\"“«") not in _HOLLOW]
        telling = [p for p in telling if self._words[p].of(text)[-1].isalnum()] or telling
        return (telling or places[-1:])[0]

    def _hide_nested(self) -> None:
        # This data has no nested statements: what stands inside a content is unknown, not absent.
        contents = np.zeros(len(self._words), dtype=bool)
        for frame in self.frames:
            contents |= np.isin(frame.roles, [ROLES.index("B-content"), ROLES.index("I-content")])
        self.anchors[contents] = IGNORED

    def window(
        self, start: int, stop: int, encoded: list[tuple[int, ...]], places: list[int], passages: Sequence[int]
    ) -> Window:
        frames = [
            Frame(frame.anchor - start, _from_inside(frame.roles[start:stop]), frame.act, frame.kind)
            for frame in self.frames
            if start <= frame.anchor < stop
        ]
        inside = slice(start, stop)
        return Window(encoded, places, list(passages[inside]), self.anchors[inside], self.entities[inside], frames)


def _from_inside(roles: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    roles = roles.copy()
    if len(roles) and ROLES[roles[0]].startswith("I-"):
        roles[0] -= 1
    return roles
