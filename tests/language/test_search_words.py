"""Words are cut, folded and brought to their stems, the same for a text and for what is looked for in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.articles.languages import known_languages
from selon.language.search import fold, search_words, words_in


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", "sanction sanctions sanctionné sanctionnée sanctionner"),
        ("fr", "élu élus élue"),
        ("fr", "silo silos"),
        ("fr", "euro euros EUROS"),
        ("fr", "économique économiques"),
        ("en", "sanction sanctions sanctioned sanctioning"),
        ("en", "election elections"),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    assert len({search_words(language).stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'œuvre d’aujourd’hui", ["L", "oeuvre", "d", "aujourd", "hui"]),
        ("porte-parole, 10,5 %", ["porte", "parole", "10", "5"]),
        ("snake_case don't", ["snake", "case", "don", "t"]),
        ("« … » ! -", []),
    ],
)
def test_apostrophes_hyphens_and_marks_part_words(text: str, words: list[str]) -> None:
    assert words_in(text) == words


@given(st.text(max_size=40))
def test_any_text_has_words_and_stems(text: str) -> None:
    for word in words_in(text):
        assert fold(word) == fold(fold(word))
        for language in known_languages():
            assert isinstance(search_words(language).stem(word), str)
