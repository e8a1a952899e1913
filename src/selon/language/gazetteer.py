"""Cities, regions and countries of the world by name, from GeoNames and INSEE (gazetteer.md tells more).

`python -m training.gazetteer` writes the two files that are read here. They are held as sorted lines, in which a name
is searched for: no more than that is read of a place before an article names it.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from selon.language.words import folded

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    number: its id at GeoNames, below zero for what that lacks. name: as GeoNames has it, mostly in English.
    country: ISO 3166-1 alpha-3. within: the numbers of the regions it is in, the innermost first.
    kind: country, region (first level), district (second level) or city; other for what a language's own list adds.
    latitude, longitude: degrees, to two decimals; of a region or country, amid its cities. population: to two digits.
    """

    number: int
    name: str
    country: str | None
    kind: str
    latitude: float
    longitude: float
    population: int = 0
    within: tuple[int, ...] = ()


class _SortedLines:
    """A compressed file of lines in the order of their bytes, each a key, a tab and a value."""

    def __init__(self, path: Path) -> None:
        self._lines = gzip.decompress(path.read_bytes()).split(b"\n")

    def value(self, key: str) -> str | None:
        """What stands behind `key`, None where no line begins with it."""
        sought = f"{key}\t".encode("utf-8", "surrogatepass")
        place = bisect_left(self._lines, sought)
        line = self._lines[place] if place < len(self._lines) else b""
        return line[len(sought) :].decode("utf-8") if line.startswith(sought) else None


class Gazetteer:
    """The places of the world by name."""

    def __init__(self, folder: Path) -> None:
        self._places = _SortedLines(folder / "gazetteer_places.tsv.gz")
        self._names = _SortedLines(folder / "gazetteer_names.tsv.gz")
        self.entry = lru_cache(maxsize=20_000)(self._entry)
        self.named = lru_cache(maxsize=20_000)(self._named)

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 alpha-3 code, None where no place in it is known."""
        return next(iter(self.named(country_key(code))), None)

    def _named(self, key: str) -> tuple[Entry, ...]:
        """All places that bear the name of which `key` is the `name_key`, in the order of their numbers."""
        numbers = self._names.value(key)
        return tuple(self.entry(int(number)) for number in numbers.split()) if numbers else ()

    def _entry(self, number: int) -> Entry:
        """The place of a number. Raises ValueError for a number it does not have."""
        row = self._places.value(str(number))
        if row is None:
            raise ValueError(f"the gazetteer has no place {number}")
        name, country, kind, latitude, longitude, population, around = row.split("\t")
        within: tuple[int, ...] = ()
        if around:
            outer = self.entry(int(around))
            country, within = outer.country or "", (outer.number, *outer.within)
        point = (float(latitude), float(longitude))
        return Entry(number, name, country, kind or "city", *point, int(population), within)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The form in which names are compared: folded, without hyphens and full stops (Saint-Étienne, saint etienne)."""
    return " ".join(folded(name).replace("-", " ").replace(".", "").split())


def country_key(code: str) -> str:
    """The key under which the country of an alpha-3 code stands; no name has a colon."""
    return f"country:{code}"


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with selon."""
    return Gazetteer(_FOLDER)
