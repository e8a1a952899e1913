"""Articles cut into windows that the encoder reads at once: whole paragraphs, packed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice

from selon.model.pieces import Pieces
from selon.model.words import Word, words_of
from selon.record import Span

# Learned positions end at 512; windows of 224, as in training, find about as much and are slower, for attention
# grows with the square of the length.
_MOST_PIECES = 160
_STOP_AMID = re.compile(r"\.(?=[ \u00a0]+[a-zà-ÿœ])")


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once.

    pieces: piece numbers, from the begin piece to an end piece; an end piece also follows each paragraph.
    words, passages: where each word begins and ends in the article's text, and the number of its paragraph.
    first: the place in `pieces` of each word's first piece.
    """

    pieces: list[int]
    words: list[Word]
    passages: list[int]
    first: list[int]


def windows_of(text: str, passages: Sequence[Span], pieces: Pieces) -> Iterator[Window]:
    """The windows of the `passages` of a text, in order. Every word stands in exactly one window."""
    window = _Builder(pieces)
    for number, passage in enumerate(passages):
        words = words_of(text, passage)
        encoded = _encoded(text, words, pieces)
        length = sum(map(len, encoded)) + 1
        if window.full(length) and (window.words or length > _MOST_PIECES):
            if window.words:
                yield window.done()
            window = _Builder(pieces)
        begin = 0
        while (end := begin + window.room(encoded[begin : begin + _MOST_PIECES])) < len(words):
            window.add(words[begin:end], number, encoded[begin:end])
            yield window.done()
            window, begin = _Builder(pieces), end
        window.add(words[begin:], number, encoded[begin:])
        window.close_paragraph()
    if window.words:
        yield window.done()


def _encoded(text: str, words: Sequence[Word], pieces: Pieces) -> list[tuple[int, ...]]:
    """The pieces of each word of a passage; a full stop amid a sentence (“… l'an dernier. a déclaré le maire”) is read
    as a comma."""
    encoded = pieces.of_words(text, words)
    if words:
        for stop in _STOP_AMID.finditer(text, words[0][0], words[-1][1]):
            place = bisect_left(words, stop.span())
            if words[place] == stop.span() and text[max(stop.start() - 3, 0) : stop.start()].isalpha():
                encoded[place] = pieces.of(",", spaced=False)
    return encoded


class _Builder:
    def __init__(self, pieces: Pieces) -> None:
        self._end = pieces.end
        self.pieces = [pieces.begin]
        self.words: list[Word] = []
        self.passages: list[int] = []
        self.first: list[int] = []

    def full(self, more: int) -> bool:
        return len(self.pieces) + more > _MOST_PIECES

    def room(self, encoded: Sequence[Sequence[int]]) -> int:
        """How many of the words whose pieces are `encoded` there is room for."""
        ends = accumulate(map(len, encoded), initial=len(self.pieces) + 1)
        return sum(end <= _MOST_PIECES for end in islice(ends, 1, None))

    def add(self, words: Sequence[Word], passage: int, encoded: Sequence[Sequence[int]]) -> None:
        self.first += islice(accumulate(map(len, encoded), initial=len(self.pieces)), len(words))
        self.pieces += chain.from_iterable(encoded)
        self.words += words
        self.passages += [passage] * len(words)

    def close_paragraph(self) -> None:
        if self.pieces[-1] != self._end and self.words:
            self.pieces.append(self._end)

    def done(self) -> Window:
        self.close_paragraph()
        return Window(self.pieces, self.words, self.passages, self.first)
