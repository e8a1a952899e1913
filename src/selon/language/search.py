"""The words by which texts are searched: cut out of a text, folded, and brought to their stems."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from selon.language.lexicon import read_table
from selon.language.words import folded

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_PLURAL = 3
# Letters that no accent makes but that people write as two.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


@dataclass(frozen=True)
class SearchWords:
    """How one language's words are searched.

    stemmer: the name of Snowball's algorithm. plural: the letter of the plural that it leaves behind some vowels, empty
    where it leaves none. common: folded words that are in too many texts to tell them apart.
    """

    stemmer: str
    plural: str
    common: frozenset[str]

    def stem(self, word: str) -> str:
        """The folded stem of `word`, which may have its accents or not."""
        return _stem(self.stemmer, self.plural, word)


@cache
def search_words(language: str) -> SearchWords:
    """How the words of `language` (ISO 639-1) are searched. Raises UnknownLanguageError for another."""
    table = read_table(language, "search")
    return SearchWords(table["stemmer"], table["plural"], frozenset(map(fold, table["common"])))


def words_in(text: str) -> list[str]:
    """The words of `text` in order, as they stand; apostrophes and hyphens part words."""
    return _WORD.findall(text.translate(_LIGATURES))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """`word` without case and accents."""
    return folded(word.translate(_LIGATURES))


@lru_cache(maxsize=65536)
def _stem(algorithm: str, plural: str, word: str) -> str:
    stem = folded(_stemmer(algorithm).stemWord(word.lower()))
    return stem.removesuffix(plural) if len(stem) > _SHORTEST_PLURAL else stem


@cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)
