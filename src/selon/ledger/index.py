"""The index of words: which stems stand in which statement."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from selon.language.search import fold, search_words, words_in
from selon.ledger.tables import insert, numbers

# A stem of one language.
_Stem = tuple[str, str]


def index_words(connection: duckdb.DuckDBPyConnection, texts: Sequence[tuple[int, str, str]]) -> None:
    """Make statements findable by their words. texts: of each its number, its language and its words."""
    found = {number: _stems_of(language, text) for number, language, text in texts}
    stems = _stem_numbers(connection, {stem: None for own in found.values() for stem, _ in own})
    _write_words(connection, {(word, stems[stem]): None for own in found.values() for stem, word in own})
    postings = {(stems[stem], number) for number, own in found.items() for stem, _ in own}
    insert(connection, "postings", sorted(postings))


def _stems_of(language: str, text: str) -> list[tuple[_Stem, str]]:
    """The stem and the folded form of every word of `text` that is not too common."""
    known = search_words(language)
    words = {word: fold(word) for word in words_in(text)}
    return [((language, known.stem(word)), plain) for word, plain in words.items() if plain not in known.common]


def _stem_numbers(connection: duckdb.DuckDBPyConnection, stems: dict[_Stem, None]) -> dict[_Stem, int]:
    """The number of every one of `stems`; those that are new are kept."""
    query = "SELECT language, stem, number FROM kept.stems WHERE stem IN (SELECT unnest(?::VARCHAR[]))"
    rows = connection.execute(query, [[stem for _, stem in stems]]).fetchall()
    known = {(language, stem): int(number) for language, stem, number in rows}
    new = [stem for stem in stems if stem not in known]
    called = dict(zip(new, numbers(connection, "stems"), strict=False))
    insert(connection, "stems", [(number, *stem) for stem, number in called.items()])
    return known | called


def _write_words(connection: duckdb.DuckDBPyConnection, pairs: dict[tuple[str, int], None]) -> None:
    query = "SELECT word, stem FROM kept.words WHERE word IN (SELECT unnest(?::VARCHAR[]))"
    known = set(connection.execute(query, [[word for word, _ in pairs]]).fetchall())
    insert(connection, "words", [pair for pair in pairs if pair not in known])
