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
from selon.record import Act, Span

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

# Chosen on articles held out of training: below it the default act is right more often than the likeliest.
_SURE = 0.7


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
        sure = [1.0 - _probabilities(own[:, HEADS["anchor"]])[:, Anchor.NONE] for own in scores]
        places = [np.flatnonzero(own >= threshold) for own in sure]
        roles = [
            self._role_scores(own, here, np.asarray(window.passages))
            for own, here, window in zip(scores, places, windows, strict=True)
        ]
        paths = iter(best_paths([table for own in roles for table in own], self.paths))
        return [
            [_found(own, window, int(place), next(paths), float(chance[place])) for place in here]
            for own, window, here, chance in zip(scores, windows, places, sure, strict=True)
        ]

    def _role_scores(self, scores: Floats, places: Integers, passages: Integers) -> Floats:
        """Shape (anchors, words, roles)."""
        count, roles = len(scores), len(ROLES)
        query = scores[places, HEADS["from_anchor"]].reshape(-1, roles, LINK_WIDTH)
        key = scores[:, HEADS["to_word"]].reshape(-1, roles, LINK_WIDTH)
        linked = np.matmul(query.transpose(1, 0, 2), key.transpose(1, 2, 0)).transpose(1, 2, 0) / LINK_WIDTH**0.5
        alone = scores[None, :, HEADS["role"]] + scores[places, None, HEADS["role_of_anchor"]]
        away = np.arange(count)[None, :] - places[:, None]
        bucket = np.sign(away) * np.digitize(np.abs(away), DISTANCES) + len(DISTANCES)
        side = np.sign(passages[None, :] - passages[places, None]) + 1
        found: Floats = linked + alone + self.distance.transpose(1, 2, 0)[side, bucket]
        return found


def _probabilities(scores: Floats) -> Floats:
    power = np.exp(scores - scores.max(-1, keepdims=True))
    found: Floats = power / power.sum(-1, keepdims=True)
    return found


def _found(scores: Floats, window: Window, place: int, path: Integers, sure: float) -> Found:
    source = (path == ROLES.index("B-source")) | (path == ROLES.index("I-source"))
    kinds = scores[place, HEADS["kind"]]
    if source.any():
        kinds = kinds + scores[source, HEADS["kind_of_source"]].mean(0)
    return Found(
        anchor=window.words[place],
        content=spans_of(path, window.words, ROLES, "content"),
        cue=spans_of(path, window.words, ROLES, "cue"),
        source=spans_of(path, window.words, ROLES, "source"),
        acts=_probabilities(scores[place, HEADS["act"]]),
        kinds=_probabilities(kinds),
        confidence=sure,
    )


def spans_of(path: Integers, words: Sequence[Span], labels: Sequence[str], name: str) -> tuple[Span, ...]:
    """The spans of characters that carry B-`name` followed by I-`name`s on a path of label numbers."""
    begin, inside = labels.index(f"B-{name}"), labels.index(f"I-{name}")
    spans: list[Span] = []
    start = last = -2
    for place in np.flatnonzero((path == begin) | (path == inside)).tolist():
        if place != last + 1 or path[place] == begin:
            if last >= 0:
                spans.append(Span(words[start].start, words[last].end))
            start = place
        last = place
    if last >= 0:
        spans.append(Span(words[start].start, words[last].end))
    return tuple(spans)
