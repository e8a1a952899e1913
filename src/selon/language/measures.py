"""What a language calls percentages, currencies and physical units.

The names come from CLDR; other words for them, and their signs, stand in the language's `figures.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name
from babel.units import format_unit

from selon.language.lexicon import read_table
from selon.language.words import folded

# The units, by their names in CLDR, that news texts measure in. Others have names that are words of another meaning.
_UNITS = """
area-acre area-hectare area-square-foot area-square-kilometer area-square-meter area-square-mile
digital-gigabyte digital-megabyte digital-terabyte duration-century duration-day duration-decade
duration-hour duration-minute duration-month duration-second duration-week duration-year
energy-kilowatt-hour length-centimeter length-kilometer length-light-year length-meter length-mile
length-millimeter length-nautical-mile length-parsec length-yard mass-gram mass-kilogram mass-milligram
mass-ounce mass-tonne power-gigawatt power-kilowatt power-megawatt power-watt speed-kilometer-per-hour
speed-knot speed-meter-per-second speed-mile-per-hour temperature-celsius temperature-fahrenheit
volume-barrel volume-cubic-meter volume-gallon volume-liter
"""
_TIMES = frozenset(unit.removeprefix("duration-") for unit in _UNITS.split() if unit.startswith("duration-"))
_SINGULAR, _PLURAL = 1, 2


@dataclass(frozen=True)
class Measures:
    """Units by the folded words for them, hyphens as spaces: percent, ISO 4217 codes, and CLDR's names (kilometer).

    longest: how many words the longest name has that begins with each word.
    signs: units by the signs that stand right behind a number (%, €, °C); prices: currencies by those before it.
    """

    names: Mapping[str, str]
    longest: Mapping[str, int]
    signs: Mapping[str, str]
    prices: Mapping[str, str]


def is_time(unit: str | None) -> bool:
    """Whether `unit` measures time, ages among it."""
    return unit in _TIMES


def is_currency(unit: str | None) -> bool:
    """Whether `unit` is a currency by its ISO 4217 code."""
    return unit is not None and unit.isupper()


def plain_words(words: str) -> str:
    """`words` as names of units are compared: folded, hyphens as spaces."""
    return folded(words.replace("-", " ").replace("‑", " "))


@cache
def measures_of(language: str) -> Measures:
    """The measures of `language` (ISO 639-1). Raises UnknownLanguageError for a language that selon does not read."""
    table = read_table(language, "figures")
    names = dict(_currencies(language))
    for locale in table["locales"]:
        names |= dict(_units(locale))
    for unit, listed in (table["measures"] | table["currencies"]).items():
        names |= {plain_words(word): unit for word in listed}
    longest: dict[str, int] = {}
    for words in (name.split(" ") for name in names):
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Measures(names, longest, table["signs"], table["prices"])


def _currencies(language: str) -> Iterator[tuple[str, str]]:
    """The names, singular and plural, of every currency, without what CLDR adds in brackets."""
    for code in Locale.parse(language).currencies:
        for count in (_SINGULAR, _PLURAL):
            name = re.sub(r"\s*\(.*\)", "", get_currency_name(str(code), count=count, locale=language))
            yield plain_words(name), str(code)


def _units(locale: str) -> Iterator[tuple[str, str]]:
    for unit in _UNITS.split():
        for count in (_SINGULAR, _PLURAL):
            name = format_unit(count, unit, length="long", locale=locale)
            yield plain_words(re.sub(r"[\d\s]+", " ", name)), unit.partition("-")[2]
