"""The words of the pages in the reader's language: data, one file a language in the folder `words`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from selon.language.countries import countries_of

_PREFERENCE = re.compile(r"\s*([A-Za-z]{2,3})(?:-[\w-]*)?\s*(?:;\s*q\s*=\s*([\d.]+))?\s*")
_USUAL = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages that the pages can be in, ISO 639-1."""
    folder = files("selon.web").joinpath("words")
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def chosen_language(wanted: str | None, accepted: str) -> str:
    """The language of the pages. wanted: that which the person chose. accepted: a browser's Accept-Language."""
    if wanted in languages():
        return str(wanted)
    found = [_PREFERENCE.fullmatch(part) for part in accepted[:500].split(",")]
    given = [(-_weight(one[2]), place, one[1].lower()) for place, one in enumerate(found) if one]
    return next((language for _, _, language in sorted(given) if language in languages()), _USUAL)


def _weight(written: str | None) -> float:
    try:
        return float(written) if written else 1.0
    except ValueError:
        return 0.0


@dataclass(frozen=True)
class Interface:
    """The words, numbers and days of the pages in one language."""

    language: str
    words: dict[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The words called `key`, "section.name", with `values` put in. Raises KeyError when there are none."""
        section, _, name = key.partition(".")
        sentence: str = self.words[section][name]
        return sentence.format(**values) if values else sentence

    def counted(self, key: str, number: int) -> str:
        """The words called `key` for one or for several, with the number: 1 article, 12 articles."""
        one = number < 2 if self.language == "fr" else number == 1
        return self(f"{key}_{'one' if one else 'many'}", number=self.number(number))

    def named(self, section: str, name: str | None) -> str:
        """What people call a value of a facet: an act, a form, a kind, a language; the value where it has no words."""
        known: dict[str, str] = self.words[section]
        return known.get(name or "", name or self("facets.unknown"))

    def number(self, number: int | float) -> str:
        """A number with its thousands parted."""
        return _number(number, self.language)

    def share(self, part: float) -> str:
        """A share between 0 and 1 in per cent."""
        return format_percent(part, format="#,##0 %" if self.language == "fr" else "#,##0%", locale=self.language)

    def day(self, day: date | str | None) -> str:
        """A day, a month or a year, as precisely as it is known."""
        return _day(day.isoformat() if isinstance(day, date) else day, self.language) if day else self("date.unknown")

    def country(self, code: str | None) -> str:
        """The country with this ISO 3166-1 alpha-3 code."""
        return countries_of(self.language).titles.get(code or "", code or self("facets.unknown"))


@cache
def interface(language: str) -> Interface:
    """The interface in one of `languages()`."""
    text = files("selon.web").joinpath("words", f"{language}.toml").read_text("utf-8")
    return Interface(language, tomllib.loads(text))


@cache
def own_name(language: str) -> str:
    """What a language calls itself."""
    return (Locale.parse(language).get_display_name(language) or language).capitalize()


@lru_cache(4096)
def _number(number: int | float, language: str) -> str:
    return format_decimal(number, locale=language)


@lru_cache(4096)
def _day(written: str, language: str) -> str:
    year, *rest = (int(part) for part in written.split("-"))
    if not rest:
        return str(year)
    day = date(year, rest[0], rest[1] if len(rest) > 1 else 1)
    pattern = "d MMMM y" if len(rest) > 1 else "MMMM y"
    return format_date(day, pattern, locale=language)
