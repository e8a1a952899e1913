import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model.words import words_of
from selon.record import Span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’État n'a pas", ["l’", "État", "n'", "a", "pas"]),
        ("a-t-il dit", ["a", "-", "t", "-", "il", "dit"]),
        ("Clinton’s aide didn't", ["Clinton", "’s", "aide", "didn", "'t"]),
        ("1,2 million, 3.5 %", ["1,2", "million", ",", "3.5", "%"]),
        ("qu'”il vient", ["qu", "'", "”", "il", "vient"]),
    ],
)
def test_elisions_clitics_and_marks_are_words_of_their_own(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in words_of(text, Span(0, len(text)))] == words


@given(st.text(max_size=200))
def test_words_are_all_that_is_not_white_space_in_order(text: str) -> None:
    spans = words_of(text, Span(0, len(text)))
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    covered = {place for span in spans for place in range(*span)}
    assert all(character.isspace() for place, character in enumerate(text) if place not in covered)
