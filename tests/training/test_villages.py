"""Where the villages are put whose point no source has."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from training.villages import villages


def a_city(name: str, latitude: float, longitude: float) -> Any:
    regions = (SimpleNamespace(geonames_id=1, iso_code="FR-ARA"), SimpleNamespace(geonames_id=2, iso_code="FR-26"))
    country = SimpleNamespace(alpha3="FRA")
    return SimpleNamespace(
        name=name, lat=latitude, lng=longitude, population=900, country=country, subdivisions=regions
    )


def a_commune(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "nom": name, "departement": "26", "type": "commune-actuelle", "arrondissement": "261", **more}


CITIES = [a_city("Hautbourg", 44.0, 5.0), a_city("Basbourg", 45.0, 6.0)]
TOWNS = [
    a_commune("26001", "Hautbourg", codesPostaux=["26150"]),
    a_commune("26002", "Basbourg", codesPostaux=["26150", "26160"]),
]


@pytest.mark.parametrize(
    ("details", "point"),
    [
        ({"codesPostaux": ["26150"], "population": 80}, (44.5, 5.5)),
        ({"codesPostaux": ["26160"]}, (45.0, 6.0)),
        ({"codesPostaux": ["26999"]}, (44.5, 5.5)),
        ({"type": "commune-deleguee", "chefLieu": "26001"}, (44.0, 5.0)),
    ],
)
def test_a_village_lies_amid_the_towns_nearest_by_post_or_office(
    details: dict[str, Any], point: tuple[float, float]
) -> None:
    found = list(villages([*TOWNS, a_commune("2A003", "Petitbourg", **details)], CITIES))
    assert found == [(-0x2A003, "Petitbourg", point, details.get("population", 0), (1, 2))]


def test_a_village_of_which_nothing_near_is_known_is_left_out() -> None:
    lone = a_commune("97801", "Lointain", departement="978", arrondissement="9781")
    assert list(villages([*TOWNS, lone], CITIES)) == []
