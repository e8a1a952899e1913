"""Named entities: people, places and organisations, told from the encoder's hidden states of an article's words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from selon.model.decode import labelled_spans
from selon.model.labels import ENTITIES, HIDDEN
from selon.model.paths import best_paths
from selon.model.windows import Window
from selon.model.words import Word
from selon.record import Span

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

# How many words to each side the label of a word is told from.
REACH = 2

_NO_WORDS = np.zeros((0, HIDDEN), dtype=np.float32)
_NO_PATH = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one article, as the tagger sees them.

    hidden: (words, width), the encoder's last layer at each word; passages: (words,) the paragraph that each stands in;
    names: (words,) one number for all words with a capital that are spelt alike, -1 for other words.
    """

    spans: Sequence[Word]
    hidden: npt.NDArray[np.float16 | np.float32]
    passages: Integers
    names: Integers

    @classmethod
    def of(cls, text: str, windows: Sequence[Window], hidden: Sequence[Floats]) -> Words:
        """The words of an article; hidden: one array of shape (words, width) a window."""
        spans = [span for window in windows for span in window.words]
        passages = np.array([passage for window in windows for passage in window.passages], dtype=np.int64)
        return cls(spans, np.concatenate(hidden) if hidden else _NO_WORDS, passages, _names(text, spans))

    def breaks(self) -> Integers:
        """The places at which a new paragraph begins, but for the first."""
        return np.flatnonzero(np.diff(self.passages)) + 1

    def around(self) -> Integers:
        """The places of the words from REACH before to REACH behind each, shape (words, 2 * REACH + 1).

        Beyond its paragraph there is none, which is told by the number of words.
        """
        count = len(self.passages)
        bounds = np.concatenate([[0], self.breaks(), [count]])
        begin, end = (np.repeat(side, np.diff(bounds))[:, None] for side in (bounds[:-1], bounds[1:]))
        there = np.arange(count)[:, None] + np.arange(-REACH, REACH + 1)
        return np.where((there >= begin) & (there < end), there, count)


def _names(text: str, spans: Sequence[Word]) -> Integers:
    numbers: dict[str, int] = {}
    found = np.full(len(spans), -1, dtype=np.int64)
    for place in [place for place, (start, _) in enumerate(spans) if text[start].isupper()]:
        start, end = spans[place]
        word = text[start:end]
        if len(word) > 1:
            found[place] = numbers.setdefault(word.lower(), len(numbers))
    return found


# The words of an article in; how well each label fits each word by itself, (words, labels), out.
Network = Callable[[Words], Floats]


@dataclass(frozen=True, slots=True)
class EntityTagger:
    """A network that scores the labels of each word, and the worth of each step from label to label.

    steps: (labels, labels).
    """

    network: Network
    steps: Floats

    @classmethod
    def load(cls, path: Path) -> EntityTagger:
        """Read `entities.onnx`, which `training.entities` describes; the steps are in its metadata."""
        options = onnxruntime.SessionOptions()
        # The encoder has the processor's cores; a pool of its own would take turns with them.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

        def network(words: Words) -> Floats:
            given = {"hidden": words.hidden, "around": words.around(), "names": words.names}
            scores: Floats = session.run(["scores"], given)[0]
            return scores

        steps = json.loads(session.get_modelmeta().custom_metadata_map["steps"])
        return cls(network, np.array(steps, dtype=np.float32))

    def entities(self, articles: Iterable[Words]) -> list[list[tuple[Span, str]]]:
        """The entities of each article in text order, with their label: PER, LOC or ORG.

        All articles' paths are searched at once, paragraph by paragraph.
        """
        spans: list[Sequence[Word]] = []
        paragraphs: list[list[Floats]] = []
        for words in articles:
            spans.append(words.spans)
            paragraphs.append(np.split(self.network(words), words.breaks()) if words.spans else [])
        paths = iter(best_paths([table for own in paragraphs for table in own], self.steps))
        return [
            labelled_spans(np.concatenate([_NO_PATH, *(next(paths) for _ in own)]), words, ENTITIES)
            for words, own in zip(spans, paragraphs, strict=True)
        ]
