"""Every language has the same files, and they can be read."""

from __future__ import annotations

import pytest

from selon.errors import UnknownLanguageError
from selon.language.countries import countries_of
from selon.language.lexicon import Noun, lexicon_of, read_table
from selon.language.words import folded


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_language_reads_in_full(language: str) -> None:
    lexicon, countries = lexicon_of(language), countries_of(language)
    assert {head.noun for head in lexicon.heads.values()} == set(Noun)
    assert set(countries.demonyms.values()) <= set(countries.titles)
    assert set(countries.seats.values()) <= set(countries.titles)


@pytest.mark.parametrize("name", ["acts", "circumstances", "grammar", "organisations", "people", "places"])
def test_all_languages_have_the_same_tables(name: str) -> None:
    assert read_table("fr", name).keys() == read_table("en", name).keys()


def test_forms_lead_to_lemma_gender_and_number() -> None:
    heads = lexicon_of("fr").heads
    assert (heads["presidentes"].lemma, heads["presidentes"].gender) == ("president", "feminine")
    assert heads["presidentes"].plural


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(UnknownLanguageError):
        lexicon_of("xx")


def test_folding_drops_case_accents_and_curly_apostrophes() -> None:
    assert folded("L’Élysée") == "l'elysee"


@pytest.mark.parametrize(
    ("name", "code"), [("chine", "CHN"), ("etats-unis", "USA"), ("russie", "RUS"), ("kosovo", None)]
)
def test_countries_have_alpha_3_codes(name: str, code: str | None) -> None:
    assert countries_of("fr").names.get(name) == code
