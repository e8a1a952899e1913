"""Articles cut into windows that the encoder reads at once: whole paragraphs, packed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selon.model.pieces import Pieces
from selon.model.words import Word, words_of
from selon.record import Span

# Learned positions end at 512; windows of 224, as in training, find about as much and are slower, for attention
# grows with the square of the length.
_LONGEST = 160
_STOP_AMID = re.compile(r"\.(?=[ \u00a0]+[a-zà-ÿœ])")


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once: a row of positions.

    pieces: the piece numbers at each position: all those of a word, or the begin piece, which comes first, or an end
    piece, which follows each paragraph.
    words, passages: where each word begins and ends in the article's text, and the number of its paragraph.
    places: the position of each word.
    """

    pieces: list[tuple[int, ...]]
    words: list[Word]
    passages: list[int]
    places: list[int]


def windows_of(text: str, passages: Sequence[Span], pieces: Pieces) -> Iterator[Window]:
    """The windows of the `passages` of a text, in order. Every word stands in exactly one window."""
    window = _Builder(pieces)
    for number, passage in enumerate(passages):
        words = words_of(text, passage)
        encoded = _encoded(text, words, pieces)
        if window.words and len(words) > window.room:
            yield window.done()
            window = _Builder(pieces)
        begin = 0
        while len(words) - begin > window.room:
            end = begin + window.room
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
        self._end = (pieces.end,)
        self.pieces: list[tuple[int, ...]] = [(pieces.begin,)]
        self.words: list[Word] = []
        self.passages: list[int] = []
        self.places: list[int] = []

    @property
    def room(self) -> int:
        """How many more words there is room for, an end piece behind them."""
        return _LONGEST - len(self.pieces) - 1

    def add(self, words: Sequence[Word], passage: int, encoded: Sequence[tuple[int, ...]]) -> None:
        self.places += range(len(self.pieces), len(self.pieces) + len(words))
        self.pieces += encoded
        self.words += words
        self.passages += [passage] * len(words)

    def close_paragraph(self) -> None:
        if self.pieces[-1] != self._end and self.words:
            self.pieces.append(self._end)

    def done(self) -> Window:
        self.close_paragraph()
        return Window(self.pieces, self.words, self.passages, self.places)
