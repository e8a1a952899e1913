from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.extract.name_edges import with_clean_edges
from selon.language.countries import Countries, countries_of
from selon.language.lexicon import Lexicon, lexicon_of
from selon.record import Span


def words(language: str) -> tuple[Lexicon, Countries]:
    return lexicon_of(language), countries_of(language)


def edges(text: str, *names: str, language: str = "fr") -> list[str]:
    entities = [(Span(text.index(name), text.index(name) + len(name)), "ORG") for name in names]
    return [span.of(text) for span, _ in with_clean_edges(text, entities, *words(language))]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("l'Urssaf", "Urssaf"),
        ("l’ Urssaf", "Urssaf"),
        ("le Figaro", "Figaro"),
        ("les Enfants de la Terre", "Enfants de la Terre"),
        ("Le Monde", "Le Monde"),
        ("La Poste", "La Poste"),
        ("de Gaulle", "de Gaulle"),
        ("police de Varnes", "police de Varnes"),
        ("L'Oréal", "L'Oréal"),
    ],
)
def test_an_article_in_small_letters_is_no_part_of_a_name(name: str, clean: str) -> None:
    assert edges(f"Selon {name}, rien ne change.", name) == [clean]


def test_brackets_part_names() -> None:
    text = "The Varnes Harbour Board (VHB) said the Port Health Office (PHO) Northern Branch agreed."
    names = ("Varnes Harbour Board (VHB", "Port Health Office (PHO) Northern Branch")
    parts = ["Varnes Harbour Board", "VHB", "Port Health Office", "PHO", "Northern Branch"]
    assert edges(text, *names, language="en") == parts


def test_the_nationality_behind_a_ministry_is_the_ministers() -> None:
    text = "Le ministre des Affaires étrangères danois et l'armée danoise se taisent."
    assert edges(text, "Affaires étrangères danois", "armée danoise") == ["Affaires étrangères", "armée danoise"]


def test_what_is_only_brackets_is_no_name() -> None:
    assert edges("Il y avait (…) du monde.", "(…)") == []


@given(st.text("lL'’a ()[]Éé1\n", max_size=20), st.data())
def test_names_stay_within_what_they_were(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = with_clean_edges(text, [(Span(start, end), "ORG")], *words("fr")) if start < end else []
    assert all(start <= span.start < span.end <= end for span, _ in found)
    assert all(one.end <= other.start for (one, _), (other, _) in pairwise(found))
    assert not any(set("()[]") & set(span.of(text)) for span, _ in found)
