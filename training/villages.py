"""The communes of France that GeoNames's cities leave out, put amid the towns of their postal code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from selon.language.gazetteer import name_key

# Number, name, latitude and longitude, population, and the numbers of the regions it is in.
Village = tuple[int, str, tuple[float, float], int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Town:
    """A commune whose point GeoNames has."""

    point: tuple[float, float]
    within: tuple[int, ...]


def villages(communes: Sequence[Mapping[str, Any]], cities: Iterable[Any]) -> Iterator[Village]:
    """The communes, present and former, that are none of `cities`; their numbers are INSEE codes below zero.

    A village lies at the middle of the towns of its postal code or else of its arrondissement, a former commune at the
    town it has become part of.
    """
    towns = _towns(communes, cities)
    near: dict[str, list[_Town]] = defaultdict(list)
    for commune in communes:
        if town := towns.get(commune["code"]):
            for area in _areas(commune):
                near[area].append(town)
    for commune in communes:
        around = next((near[area] for area in _areas(commune) if near[area]), [])
        if commune["code"] not in towns and commune["type"] != "arrondissement-municipal" and around:
            middle = (fmean(town.point[0] for town in around), fmean(town.point[1] for town in around))
            number = -int(commune["code"], 16)
            yield number, commune["nom"], middle, commune.get("population", 0), around[0].within


def _towns(communes: Sequence[Mapping[str, Any]], cities: Iterable[Any]) -> dict[str, _Town]:
    """The communes that are cities of the same name in the same département, by INSEE code."""
    known: dict[tuple[str, str], _Town] = {}
    for city in cities:
        if city.country.alpha3 == "FRA" and city.population >= 500:
            codes = [region.iso_code for region in city.subdivisions if region.iso_code]
            within = tuple(region.geonames_id for region in city.subdivisions if region.geonames_id)
            for code in codes:
                known[code.removeprefix("FR-"), name_key(city.name)] = _Town((city.lat, city.lng), within)
    found = {c["code"]: known.get((c["departement"], name_key(c["nom"]))) for c in communes if "departement" in c}
    return {code: town for code, town in found.items() if town}


def _areas(commune: Mapping[str, Any]) -> Iterator[str]:
    """What a commune is part of, the smallest first."""
    yield f"commune {commune.get('chefLieu', commune['code'])}"
    for code in commune.get("codesPostaux", ()):
        yield f"post {code}"
    yield f"arrondissement {commune.get('arrondissement')}"
