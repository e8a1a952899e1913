"""How one language names places: its own names for them, and the words around a name that tell what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from selon.language.countries import Countries, countries_of
from selon.language.gazetteer import Entry, gazetteer, name_key
from selon.language.lexicon import read_table
from selon.language.words import folded

# The entry number of what the gazetteer does not have.
_OWN = 0
# The lists of words that may lead to a name within its span.
_LEADING = ("before_regions", "city_nouns", "region_nouns", "directions")


@dataclass(frozen=True)
class Toponyms:
    """Places as one language names them. All words are folded; names are keys of `name_key`.

    home: the countries whose places are meant where nothing tells, the likeliest first.
    country_names, capitals: the country by its name, and by its capital or seat.
    exonyms: names of regions and cities, each with their country, the gazetteer's name, and whether it is a city's.
    landforms: what is no city, region or country. unplaced: names that mean no place on the map.
    articles: the article that may belong to a city's name, by the word before it (au Mans: Le Mans).
    one_of: words before a street noun that leave the place its name (une rue de Rouen).
    leading: the words that may lead to a name within its span (la ville de Nice, le nord du Mali).
    between: the words and marks that may part a place from what it lies in. codes: regions by their numbers.
    """

    countries: Countries
    country_names: Mapping[str, str]
    capitals: Mapping[str, str]
    home: tuple[str, ...]
    exonyms: Mapping[str, tuple[tuple[str, str, bool], ...]]
    landforms: Mapping[str, Entry]
    unplaced: frozenset[str]
    articles: Mapping[str, str]
    before_regions: frozenset[str]
    before_cities: frozenset[str]
    city_nouns: frozenset[str]
    region_nouns: frozenset[str]
    street_nouns: frozenset[str]
    one_of: frozenset[str]
    of: frozenset[str]
    leading: frozenset[str]
    between: frozenset[str]
    codes: Mapping[str, str]

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Every place that `name` may mean; none where it is no name of a place on the map."""
        key = name_key(name)
        if key in self.unplaced:
            return ()
        own = (self.landforms[key],) if key in self.landforms else ()
        return tuple(dict.fromkeys((*self._country(key), *own, *self._translated(key), *gazetteer().named(key))))

    def readings(self, name: str) -> tuple[str, ...]:
        """The key of `name` and those of the gazetteer's names that it translates."""
        key = name_key(name)
        return (key, *(translated for _, translated, _ in self.exonyms.get(key, ())))

    def is_country(self, name: str) -> bool:
        """True when `name` is a country's."""
        return name_key(name) in self.country_names

    def is_capital(self, key: str, entry: Entry) -> bool:
        """True when the language calls the capital of the country that `entry` lies in by the name of `key`."""
        return entry.kind == "city" and self.capitals.get(key) == entry.country

    def title(self, entry: Entry) -> str:
        """The name of `entry`, of a country as the language has it."""
        return self.countries.titles.get(entry.country or "", entry.name) if entry.kind == "country" else entry.name

    def _country(self, key: str) -> Iterator[Entry]:
        """The country of that name, but not where the name is a part of it that also stands for all (Angleterre)."""
        code = self.country_names.get(key)
        is_part = any(country == code for country, _, _ in self.exonyms.get(key, ()))
        if code and not is_part and (country := gazetteer().country(code)):
            yield country

    def _translated(self, key: str) -> Iterator[Entry]:
        for country, name, is_city in self.exonyms.get(key, ()):
            for entry in gazetteer().named(name):
                if entry.country == country and (entry.kind == "city") == is_city:
                    yield entry


@cache
def toponyms_of(language: str) -> Toponyms:
    """The place names of `language` (ISO 639-1). Raises UnknownLanguageError for one that selon does not read."""
    table, countries = read_table(language, "gazetteer"), countries_of(language)
    articles = {folded(word): folded(article) for word, article in table["articles"].items()}
    words = {name: frozenset(map(folded, listed)) for name, listed in table.items() if isinstance(listed, list)}
    of = frozenset(map(folded, read_table(language, "grammar")["of"]))
    between = frozenset(map(folded, (*table["containers"]["marks"], *table["containers"]["words"])))
    return Toponyms(
        countries=countries,
        country_names={name_key(name): code for name, code in countries.names.items()} | _unlisted(table["countries"]),
        capitals={name_key(name): code for name, code in countries.seats.items()},
        home=tuple(table["home"]),
        exonyms=_exonyms(table),
        landforms={name_key(name): _landform(name, said) for name, said in table["landforms"].items()},
        unplaced=frozenset(map(name_key, table["unplaced"]["names"])),
        articles=articles,
        before_regions=words["before_regions"],
        before_cities=words["before_cities"],
        city_nouns=words["city_nouns"],
        region_nouns=words["region_nouns"],
        street_nouns=words["street_nouns"],
        one_of=words["one_of"],
        of=of,
        leading=of.union(articles, *(words[name] for name in _LEADING)),
        between=between | words["region_nouns"],
        codes=table["codes"],
    )


def _unlisted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {name_key(name): code for code, names in table.items() for name in names}


def _exonyms(table: Mapping[str, Any]) -> dict[str, tuple[tuple[str, str, bool], ...]]:
    exonyms: dict[str, tuple[tuple[str, str, bool], ...]] = {}
    for kind in ("regions", "cities"):
        for country, names in table[kind].items():
            for exonym, name in names.items():
                key = name_key(exonym)
                exonyms[key] = (*exonyms.get(key, ()), (country, name_key(name), kind == "cities"))
    return exonyms


def _landform(name: str, said: str) -> Entry:
    """The landform of a line such as "EGY 29.5 33.8": its country if it lies in one, latitude and longitude."""
    *country, latitude, longitude = said.split()
    return Entry(_OWN, name, country[0] if country else None, "other", float(latitude), float(longitude))
