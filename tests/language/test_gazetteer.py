"""The gazetteer that ships, and how each language names what is in it."""

from __future__ import annotations

import pytest

from selon.language.gazetteer import gazetteer, name_key
from selon.language.toponyms import toponyms_of


@pytest.mark.parametrize(
    ("name", "country", "point"),
    [
        ("Saint-Vaury", "FRA", (46.2, 1.8)),
        ("Haguenau", "FRA", (48.8, 7.8)),
        ("Chamaloc", "FRA", (44.8, 5.4)),
        ("Aix-en-Diois", "FRA", (44.7, 5.4)),
        ("Uvalde", "USA", (29.2, -99.8)),
        ("Dagestan", "RUS", (42.8, 47.1)),
    ],
)
def test_small_towns_villages_and_regions_are_known(name: str, country: str, point: tuple[float, float]) -> None:
    found = [entry for entry in gazetteer().named(name_key(name)) if entry.country == country]
    assert any(abs(one.latitude - point[0]) < 0.3 and abs(one.longitude - point[1]) < 0.6 for one in found)


def test_a_city_is_within_its_district_and_its_region() -> None:
    lyon = max(gazetteer().named("lyon"), key=lambda entry: entry.population)
    assert [gazetteer().entry(number).name for number in lyon.within] == ["Rhône", "Auvergne-Rhône-Alpes"]
    assert lyon.country == "FRA"


def test_a_number_that_no_place_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no place 1"):
        gazetteer().entry(1)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_name_and_code_that_a_language_lists_leads_to_a_place(language: str) -> None:
    toponyms = toponyms_of(language)
    for key, meanings in toponyms.exonyms.items():
        countries = {entry.country for entry in toponyms.entries(key)}
        assert all(country in countries for country, _, _ in meanings), key
    assert all(toponyms.entries(name) for name in toponyms.codes.values())
