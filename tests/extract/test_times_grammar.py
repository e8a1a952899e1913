"""Where a time may stand: the words that the grammar knows, against what its pattern finds anywhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.extract.dates import find_times
from selon.extract.times.grammar import WORD, grammar_of, plainly
from selon.record import Span

ENGLISH = (
    "the 15 90s first 2,000 soldiers president week of last march to between 3 and may in 1999 half past day's ago ,"
)
FRENCH = (
    "les années 90 ont fin mars 2 600 soldats le 6 et 13 avril il y a dix ans d'une vingtaine l'an dernier été à 15h ,"
)


def beginnings(text: str, language: str) -> set[int]:
    """Where the pattern matches, at whichever word."""
    grammar, plain = grammar_of(language), plainly(text)
    return {word.start() for word in WORD.finditer(plain) if grammar.match(text, plain, word.start(), len(text))}


@given(st.lists(st.sampled_from(ENGLISH.split()), max_size=9).map(" ".join))
def test_no_english_time_begins_where_the_words_are_not_looked_at(text: str) -> None:
    times = find_times(text, [Span(0, len(text))], "en", date(2019, 3, 13))
    covered = {place for time in times for place in range(time.span.start, time.span.end)}
    assert all(place in covered for place in beginnings(text, "en") if not is_age(text, place, "en"))


@given(st.lists(st.sampled_from(FRENCH.split()), max_size=9).map(" ".join))
def test_no_french_time_begins_where_the_words_are_not_looked_at(text: str) -> None:
    times = find_times(text, [Span(0, len(text))], "fr", date(2019, 3, 13))
    covered = {place for time in times for place in range(time.span.start, time.span.end)}
    assert all(place in covered for place in beginnings(text, "fr") if not is_age(text, place, "fr"))


def is_age(text: str, place: int, language: str) -> bool:
    phrase = grammar_of(language).match(text, plainly(text), place, len(text))
    return phrase is not None and phrase.means.value == "age"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["the", "years", "mornings", "twenty", "fiscal"]), ("fr", ["vingtaine", "du", "dernière", "soirs"])],
)
def test_the_vocabulary_has_what_times_are_made_of_and_nothing_else(language: str, words: list[str]) -> None:
    vocabulary = grammar_of(language).vocabulary
    assert vocabulary.issuperset(words)
    assert vocabulary.isdisjoint(["president", "soldats", "minister", "gouvernement"])
