"""Articles cut into windows that the encoder reads at once: whole paragraphs, packed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.model.pieces import Pieces
from selon.model.words import words_of
from selon.record import Span

# Learned positions end at 512; windows of 224, as in training, find about as much and are slower, for attention
# grows with the square of the length.
_MOST_PIECES = 160
_SENTENCE_GOES_ON = re.compile(r"[ \u00a0]+[a-zà-ÿœ]")


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once.

    pieces: piece numbers, from the begin piece to an end piece; an end piece also follows each paragraph.
    words, passages: each word's span in the article's text and the number of its paragraph.
    first: the place in `pieces` of each word's first piece.
    """

    pieces: list[int]
    words: list[Span]
    passages: list[int]
    first: list[int]


def windows_of(text: str, passages: Sequence[Span], pieces: Pieces) -> Iterator[Window]:
    """The windows of the `passages` of a text, in order. Every word stands in exactly one window."""
    window = _Builder(pieces)
    for number, passage in enumerate(passages):
        words = words_of(text, passage)
        encoded = [_encoded(text, span, pieces) for span in words]
        length = sum(map(len, encoded)) + 1
        if window.full(length) and (window.words or length > _MOST_PIECES):
            if window.words:
                yield window.done()
            window = _Builder(pieces)
        for span, found in zip(words, encoded, strict=True):
            if window.full(len(found) + 1):
                yield window.done()
                window = _Builder(pieces)
            window.add(span, number, found)
        window.close_paragraph()
    if window.words:
        yield window.done()


def _encoded(text: str, word: Span, pieces: Pieces) -> tuple[int, ...]:
    shown = "," if _is_stray_stop(text, word) else word.of(text)
    return pieces.of(shown, spaced=word.start == 0 or text[word.start - 1].isspace())


def _is_stray_stop(text: str, word: Span) -> bool:
    """A full stop that cuts a sentence (“… l'an dernier. a déclaré le maire”), to be read as a comma."""
    if text[word.start] != "." or word.end - word.start > 1:
        return False
    return bool(_SENTENCE_GOES_ON.match(text, word.end)) and text[max(word.start - 3, 0) : word.start].isalpha()


class _Builder:
    def __init__(self, pieces: Pieces) -> None:
        self._end = pieces.end
        self.pieces = [pieces.begin]
        self.words: list[Span] = []
        self.passages: list[int] = []
        self.first: list[int] = []

    def full(self, more: int) -> bool:
        return len(self.pieces) + more > _MOST_PIECES

    def add(self, word: Span, passage: int, found: Sequence[int]) -> None:
        self.first.append(len(self.pieces))
        self.pieces += found
        self.words.append(word)
        self.passages.append(passage)

    def close_paragraph(self) -> None:
        if self.pieces[-1] != self._end and self.words:
            self.pieces.append(self._end)

    def done(self) -> Window:
        self.close_paragraph()
        return Window(self.pieces, self.words, self.passages, self.first)
