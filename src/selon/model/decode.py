"""The heads' scores turned into statements' parts: anchors first, then the best path of roles for each anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from selon.model.labels import ACTS, DISTANCES, HEADS, LINK_WIDTH, ROLES, Anchor
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

    def statements(self, windows: Sequence[Window], scores: Sequence[Floats], threshold: float) -> list[list[Found]]:
        """The statements of each window whose anchor is at least `threshold` sure.

        scores: one array of shape (words, WIDTH) a window. All windows' paths are searched at once.
        """
        if not windows:
            return []
        anchors = np.concatenate([own[:, HEADS["anchor"]] for own in scores])
        ends = np.cumsum([len(own) for own in scores])
        sure = np.split(1.0 - _probabilities(anchors)[:, Anchor.NONE], ends[:-1])
        places = [np.flatnonzero(own >= threshold) for own in sure]
        roles = [
            self._role_scores(own, here, np.asarray(window.passages)) if len(here) else ()
            for own, here, window in zip(scores, places, windows, strict=True)
        ]
        paths = best_paths([table for own in roles for table in own], self.paths)
        acts, kinds = _acts_and_kinds(scores, places, paths)
        told = iter(zip(paths, acts, kinds, strict=True))
        return [
            [_found(window, place, chance[place], *next(told)) for place in here.tolist()]
            for window, here, chance in zip(windows, places, sure, strict=True)
        ]

    def _role_scores(self, scores: Floats, places: Integers, passages: Integers) -> Floats:
        """Shape (anchors, words, roles)."""
        count, roles = len(scores), len(ROLES)
        query = scores[places, HEADS["from_anchor"]].reshape(-1, roles, LINK_WIDTH)
        key = scores[:, HEADS["to_word"]].reshape(-1, roles, LINK_WIDTH)
        linked = np.matmul(query.transpose(1, 0, 2), key.transpose(1, 2, 0)).transpose(1, 2, 0) / LINK_WIDTH**0.5
        alone = scores[None, :, HEADS["role"]] + scores[places, None, HEADS["role_of_anchor"]]
        bucket = _BUCKETS[np.arange(_MOST_WORDS, _MOST_WORDS + count) - places[:, None]]
        side = np.sign(passages[None, :] - passages[places, None]) + 1
        found: Floats = linked + alone + self.distance.transpose(1, 2, 0)[side, bucket]
        return found


def _probabilities(scores: Floats) -> Floats:
    power = np.exp(scores - scores.max(-1, keepdims=True))
    found: Floats = power / power.sum(-1, keepdims=True)
    return found


def _acts_and_kinds(
    scores: Sequence[Floats], places: Sequence[Integers], paths: Sequence[Integers]
) -> tuple[Floats, Floats]:
    """The probabilities of acts, (statements, acts), and of kinds, (statements, kinds), of the anchors at `places` of
    each window, whose paths of roles are in `paths`, one after the other."""
    anchors = np.concatenate([own[here] for own, here in zip(scores, places, strict=True)])
    own_window = [own for own, here in zip(scores, places, strict=True) for _ in here]
    kinds = anchors[:, HEADS["kind"]]
    for place, (own, path) in enumerate(zip(own_window, paths, strict=True)):
        kinds[place] += _of_source(own, path)
    return _probabilities(anchors[:, HEADS["act"]]), _probabilities(kinds)


def _found(window: Window, place: int, sure: float, path: Integers, acts: Floats, kinds: Floats) -> Found:
    """The statement whose anchor is the word at `place` of a window, with its path of roles."""
    return Found(
        Span(*window.words[place]), **_parts(path, window.words), acts=acts, kinds=kinds, confidence=float(sure)
    )


def _of_source(scores: Floats, path: Integers) -> Floats:
    """What the words of the source tell of the speaker's kind: zeros where there is no source."""
    source = (path == _SOURCE[0]) | (path == _SOURCE[1])
    told = scores[source, HEADS["kind_of_source"]]
    mean: Floats = told.mean(0) if len(told) else np.zeros(told.shape[1], dtype=np.float32)
    return mean


def _parts(path: Integers, words: Sequence[Word]) -> dict[str, tuple[Span, ...]]:
    """The content, cue and source on a path of roles."""
    parts: dict[str, tuple[Span, ...]] = dict.fromkeys(_PARTS, ())
    for span, part in labelled_spans(path, words, ROLES):
        parts[part] += (span,)
    return parts


def labelled_spans(path: Integers, words: Sequence[Word], labels: Sequence[str]) -> list[tuple[Span, str]]:
    """The spans of characters that a path of label numbers tells, in order, each with its name.

    A span carries B-name and I-names behind it, or I-names alone; label 0 stands for none.
    """
    numbers = path.tolist()
    runs: list[tuple[int, int, str]] = []
    first, last, name = 0, -2, ""
    for place in np.flatnonzero(path).tolist():
        start, _, own = labels[numbers[place]].partition("-")
        if place != last + 1 or own != name or start == "B":
            runs.append((first, last, name))
            first, name = place, own
        last = place
    runs.append((first, last, name))
    return [(Span(words[first][0], words[last][1]), name) for first, last, name in runs[1:]]
