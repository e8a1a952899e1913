"""Countries by their names, demonyms, capitals and seats of power, in one language.

Names come from CLDR, everything else from the language's `places.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from selon.language.lexicon import read_table, word_counts
from selon.language.words import folded

# Codes that ISO has withdrawn; CLDR still maps them to the states of today.
_WITHDRAWN = frozenset(("ANT", "BUR", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR"))
_ALPHA3 = re.compile(r"(?!Q[M-Z]|X)[A-Z]{3}")


@dataclass(frozen=True)
class Countries:
    """ISO 3166-1 alpha-3 codes by folded name, demonym, and capital or seat; and the state's name by code.

    lengths: how many words the longest name or seat has that begins with a word.
    """

    names: dict[str, str]
    demonyms: dict[str, str]
    seats: dict[str, str]
    titles: dict[str, str]
    lengths: dict[str, int]


@cache
def countries_of(language: str) -> Countries:
    """The countries as `language` (ISO 639-1) names them. Raises UnknownLanguageError for another."""
    places = read_table(language, "places")
    titles = _state_names(language)
    names = {folded(title): code for code, title in titles.items()} | _by_name(places["aliases"])
    seats = _by_name(places["capitals"]) | _by_name(places["seats"])
    demonyms = {form: code for code, forms in places["demonyms"].items() for form in _demonym_forms(forms)}
    return Countries(
        names=names,
        demonyms=demonyms,
        seats=seats,
        titles=titles,
        lengths=word_counts([*names, *seats]),
    )


def _state_names(language: str) -> dict[str, str]:
    """CLDR's name of every state by its alpha-3 code."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    alpha3 = {new[0]: old for old, new in aliases.items() if _ALPHA3.fullmatch(old) and old not in _WITHDRAWN}
    territories = Locale.parse(language).territories
    return {alpha3[code]: name for code, name in territories.items() if code in alpha3}


def _by_name(table: dict[str, list[str]]) -> dict[str, str]:
    return {folded(name): code for code, names in table.items() for name in names}


def _demonym_forms(forms: str) -> list[str]:
    singular = folded(forms).split()
    return singular + [form + "s" for form in singular if not form.endswith("s")]
