"""The groups that a tournament is drawn into, which look like organisations and are none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from selon.language.lexicon import read_table
from selon.language.words import folded
from selon.record import Span

# The largest tournaments have twelve groups.
_LETTERS = frozenset("ABCDEFGHIJKL")


def without_drawn_groups(text: str, entities: Sequence[tuple[Span, str]], language: str) -> list[tuple[Span, str]]:
    """The entities that are not the like of “Groupe A” or “Pool C”.

    Raises UnknownLanguageError when selon does not read `language`.
    """
    nouns = _nouns(language)
    return [(span, label) for span, label in entities if not _is_drawn_group(span.of(text), nouns)]


def _is_drawn_group(name: str, nouns: frozenset[str]) -> bool:
    noun, _, letter = name.partition(" ")
    return letter in _LETTERS and folded(noun) in nouns


@cache
def _nouns(language: str) -> frozenset[str]:
    return frozenset(map(folded, read_table(language, "organisations")["drawn_groups"]))
