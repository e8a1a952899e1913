"""The heads' scores turned into statements' parts: anchors first, then the best path of roles for each anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from selon.model.encoder import Encoded
from selon.model.labels import ACTS, ANCHOR_HEADS, ANCHOR_WIDTH, DISTANCES, LINK_WIDTH, ROLES, WORD_HEADS
from selon.model.paths import best_paths
from selon.model.windows import Window
from selon.model.words import Word
from selon.record import Act, Span

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

# Chosen on articles held out of training: below it the default act is right more often than the likeliest.
_SURE = 0.7
_PARTS = ("content", "cue", "source")
_SOURCE = (ROLES.index("B-source"), ROLES.index("I-source"))
_NO_ANCHORS = np.zeros((0, ANCHOR_WIDTH), dtype=np.float32)
# The bucket of every distance that words of a window, which has fewer, can have, the most negative first.
_MOST_WORDS = 512
_AWAY = np.arange(-_MOST_WORDS, _MOST_WORDS + 1)
_BUCKETS = np.sign(_AWAY) * np.digitize(np.abs(_AWAY), DISTANCES) + len(DISTANCES)


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as the model sees it, in characters of the article's text.

    acts: probability of each of `labels.ACTS`, shape (12,); kinds: of each of `labels.KINDS`, shape (5,).
    """

    anchor: Span
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    acts: Floats
    kinds: Floats
    confidence: float

    @property
    def act(self) -> Act:
        """The likeliest act where the model is sure of it, else the default, `state`."""
        likeliest = int(self.acts.argmax())
        return Act(ACTS[likeliest]) if self.acts[likeliest] >= _SURE else Act.STATE


@dataclass(frozen=True, slots=True)
class Decoder:
    """The learned numbers that the decoding needs beside the heads' scores.

    distance: (roles, 3, 17) by side of the anchor's paragraph and by distance in words; paths: (roles, roles), from
    role to role.
    """

    distance: Floats
    paths: Floats

    @classmethod
    def load(cls, path: Path) -> Decoder:
        """Read `decoder.npz`."""
        with np.load(path, allow_pickle=False) as table:
            return cls(table["distance"], table["paths"])

    def statements(self, windows: Sequence[Window], encoded: Sequence[Encoded]) -> list[list[Found]]:
        """The statements of each window, one for each of its anchors. All windows' paths are searched at once."""
        roles = [
            table
            for own, window in zip(encoded, windows, strict=True)
            if len(own.anchors)
            for table in self._role_scores(own, np.asarray(window.passages))
        ]
        paths = best_paths(roles, self.paths)
        told = zip(paths, *_acts_and_kinds(encoded, paths), strict=True)
        return [
            [
                _found(window, place, sure, *next(told))
                for place, sure in zip(own.anchors.tolist(), own.sure.tolist(), strict=True)
            ]
            for window, own in zip(windows, encoded, strict=True)
        ]

    def _role_scores(self, encoded: Encoded, passages: Integers) -> Floats:
        """Shape (anchors, words, roles)."""
        scores, places, of_anchors = encoded.scores, encoded.anchors, encoded.of_anchors
        count, roles = len(scores), len(ROLES)
        query = of_anchors[:, ANCHOR_HEADS["from_anchor"]].reshape(-1, roles, LINK_WIDTH)
        key = scores[:, WORD_HEADS["to_word"]].reshape(-1, roles, LINK_WIDTH)
        linked = np.matmul(query.transpose(1, 0, 2), key.transpose(1, 2, 0)).transpose(1, 2, 0) / LINK_WIDTH**0.5
        alone = scores[None, :, WORD_HEADS["role"]] + of_anchors[:, None, ANCHOR_HEADS["role_of_anchor"]]
        bucket = _BUCKETS[np.arange(_MOST_WORDS, _MOST_WORDS + count) - places[:, None]]
        side = np.sign(passages[None, :] - passages[places, None]) + 1
        found: Floats = linked + alone + self.distance.transpose(1, 2, 0)[side, bucket]
        return found


def _probabilities(scores: Floats) -> Floats:
    power = np.exp(scores - scores.max(-1, keepdims=True))
    found: Floats = power / power.sum(-1, keepdims=True)
    return found


def _acts_and_kinds(encoded: Sequence[Encoded], paths: Sequence[Integers]) -> tuple[Floats, Floats]:
    """The probabilities of acts, (statements, acts), and of kinds, (statements, kinds), of the anchors of all windows,
    one after the other, whose paths of roles are in `paths`."""
    anchors = np.concatenate([_NO_ANCHORS, *(own.of_anchors for own in encoded)])
    own_window = [own.scores for own in encoded for _ in own.anchors]
    kinds = anchors[:, ANCHOR_HEADS["kind"]]
    for place, (scores, path) in enumerate(zip(own_window, paths, strict=True)):
        kinds[place] += _of_source(scores, path)
    return _probabilities(anchors[:, ANCHOR_HEADS["act"]]), _probabilities(kinds)


def _found(window: Window, place: int, sure: float, path: Integers, acts: Floats, kinds: Floats) -> Found:
    """The statement whose anchor is the word at `place` of a window, with its path of roles."""
    return Found(Span(*window.words[place]), **_parts(path, window.words), acts=acts, kinds=kinds, confidence=sure)


def _of_source(scores: Floats, path: Integers) -> Floats:
    """What the words of the source tell of the speaker's kind: zeros where there is no source."""
    source = (path == _SOURCE[0]) | (path == _SOURCE[1])
    told = scores[source, WORD_HEADS["kind_of_source"]]
    mean: Floats = told.mean(0) if len(told) else np.zeros(told.shape[1], dtype=np.float32)
    return mean


def _parts(path: Integers, words: Sequence[Word]) -> dict[str, tuple[Span, ...]]:
    """The content, cue and source on a path of roles."""
    parts: dict[str, tuple[Span, ...]] = dict.fromkeys(_PARTS, ())
    for span, part in labelled_spans(path, words, ROLES):
        parts[part] += (span,)
    return parts


def labelled_spans(path: Integers, words: Sequence[Word], labels: tuple[str, ...]) -> list[tuple[Span, str]]:
    """The spans of characters that a path of label numbers tells, in order, each with its name.

    A span carries B-name and I-names behind it, or I-names alone; label 0 stands for none.
    """
    numbers, begins, names = path.tolist(), *_taken_apart(labels)
    runs: list[tuple[int, int, str]] = []
    first, last, name = 0, -2, ""
    for place in np.flatnonzero(path).tolist():
        number = numbers[place]
        if place != last + 1 or names[number] != name or begins[number]:
            runs.append((first, last, name))
            first, name = place, names[number]
        last = place
    runs.append((first, last, name))
    return [(Span(words[first][0], words[last][1]), name) for first, last, name in runs[1:]]


@cache
def _taken_apart(labels: tuple[str, ...]) -> tuple[list[bool], list[str]]:
    """Whether each label begins a span, and its name."""
    parts = [label.partition("-") for label in labels]
    return [start == "B" for start, _, _ in parts], [name for _, _, name in parts]
