"""Words turned into the piece numbers that the encoder reads."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from sentencepiece import SentencePieceProcessor

# A word of more pieces (a hash, a line of a script without spaces) is read by its first ones; its span stays whole.
_MOST_PIECES = 8
_LONGEST_WORD = 64
# Some 20 MB of words, of which a stream of news brings new ones without end.
_CACHED_WORDS = 65_536
_WORD_START = "\u2581"


class Pieces:
    """The encoder's vocabulary: a Unigram model whose pieces were cut down to French and English.

    A word outside the vocabulary falls back to its characters and, last, to the unknown piece, never to nothing.
    """

    def __init__(self, path: Path) -> None:
        self._model = SentencePieceProcessor(model_file=str(path))
        self._cache: dict[tuple[str, bool], tuple[int, ...]] = {}
        self.begin: int = self._model.piece_to_id("<s>")
        self.end: int = self._model.piece_to_id("</s>")
        self.unknown: int = self._model.piece_to_id("<unk>")

    def of(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        """The numbers of the pieces of `word`, between 1 and 8 of them; `spaced` when white space stands before it."""
        key = (word, spaced)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHED_WORDS:
                self._cache.clear()
            found = self._cache[key] = self._encode(word, spaced)
        return found

    def _encode(self, word: str, spaced: bool) -> tuple[int, ...]:
        plain = unicodedata.normalize("NFKC", word[:_LONGEST_WORD]).strip()
        plain = plain.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")
        numbers = self._model.encode((_WORD_START if spaced else "") + plain) if plain else []
        return tuple(numbers[:_MOST_PIECES]) or (self.unknown,)
