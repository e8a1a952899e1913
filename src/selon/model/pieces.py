"""Words turned into the piece numbers that the encoder reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from sentencepiece import SentencePieceProcessor

from selon.model.words import Word
from selon.remembered import Remembered

# A word of more pieces (a hash, a line of a script without spaces) is read by its first ones; its span stays whole.
_MOST_PIECES = 8
_LONGEST_WORD = 64
_WORD_START = "\u2581"


class Pieces:
    """The encoder's vocabulary: a Unigram model whose pieces were cut down to French and English.

    A word outside the vocabulary falls back to its characters and, last, to the unknown piece, never to nothing.
    words: frequent words that a model reads as one piece each, numbered from the vocabulary's end on.
    """

    def __init__(self, path: Path, words: Sequence[str] = ()) -> None:
        self._model = SentencePieceProcessor(model_file=str(path))
        self._whole = {word: (number,) for number, word in enumerate(words, len(self._model))}
        self._known = Remembered(self._encode)
        self.begin: int = self._model.piece_to_id("<s>")
        self.end: int = self._model.piece_to_id("</s>")
        self.unknown: int = self._model.piece_to_id("<unk>")

    def of(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        """The numbers of the pieces of `word`, between 1 and 8 of them; `spaced` when white space stands before it."""
        return self._known[f" {word}" if spaced else f"-{word}"]

    def of_words(self, text: str, words: Sequence[Word]) -> list[tuple[int, ...]]:
        """The numbers of the pieces of each of the `words` of `text`."""
        known = self._known
        return [known[text[start - 1 : end] if start else f" {text[:end]}"] for start, end in words]

    def _encode(self, shown: str) -> tuple[int, ...]:
        """The pieces of a word by the character before it and the word."""
        word, spaced = shown[1:], shown[0].isspace()
        if whole := self._whole.get(word):
            return whole
        plain = word[:_LONGEST_WORD]
        if not plain.isascii():
            plain = unicodedata.normalize("NFKC", plain).encode("utf-8", "replace").decode("utf-8")
        plain = plain.strip().replace("\0", "?")
        numbers = self._model.encode((_WORD_START if spaced else "") + plain) if plain else []
        return tuple(numbers[:_MOST_PIECES]) or (self.unknown,)
