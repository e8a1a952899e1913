"""Which of a place's many names at GeoNames French or English news may write; it does not tell their languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from wordfreq import zipf_frequency

from selon.language.gazetteer import name_key

# Where a name unlike the own one is a nickname or history, and one like it is French or English (Londres).
_IN_OWN_LANGUAGE = frozenset(["FRA", "USA", "GBR", "IRL", "CAN", "AUS", "NZL"])
# How big a city is that has another name, one like its own (Alep) and one unlike it (Aix-la-Chapelle).
_LEAST_LIKE, _LEAST_UNLIKE, _LEAST_ROMANISED = 5_000, 30_000, 15_000
_LIKE = 0.5
# What stands in GeoNames's romanised names, and the article of Arabic in them.
_ROMANISED = re.compile("[āēīōūḨḩḐḑŢţ‘’]", re.IGNORECASE)
_ARTICLE = re.compile(r"a[ldrstnz]h?[ -](?=\w)", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{1,4}|[A-Z]\d+")
# What a division is, before or behind its name: Dagestan, Respublika; Homs Governorate.
_DIVISION = "(?:autonomous )?(?:republic|region|prefecture|province|governorate|state|department)"
_DIVISION += "|respublika|oblast|kray|zizhiqu"
_WITH_DIVISION = re.compile(rf"(?:(?:{_DIVISION}) (?:of )?)?(?P<name>.+?)(?:,? (?:{_DIVISION}))?", re.IGNORECASE)
# Left alone, such names would be words: Northern Region, Province Centrale.
_BARE = re.compile(r"(?:north|south|east|west|nord|sud|est|ouest|centr|upper|lower|capital)\w*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def is_name(name: str) -> bool:
    """True for a name in Latin letters that is no code of an airport or a road."""
    letters = [character for character in name if character.isalpha()]
    latin = all(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return bool(letters) and latin and name.isprintable() and ":" not in name and not _CODE.fullmatch(name)


def is_written(name: str) -> bool:
    """True for a name all of whose words are in the word list of French, or all in that of English (wordfreq)."""
    words = _WORD.findall(name)
    return any(all(zipf_frequency(word, language) > 0 for word in words) for language in ("fr", "en"))


def without_division(name: str) -> str:
    """`name` without the word for what sort of division it is: Dagestan for Dagestan, Respublika."""
    told = _WITH_DIVISION.fullmatch(name)
    return told["name"] if told and not _BARE.fullmatch(told["name"]) else name


def other_names(names: Iterable[str], own: str, country: str, population: int) -> Iterator[str]:
    """Those of `names` under which the news may have the city `own` of `country` (ISO 3166-1 alpha-3).

    From other scripts newsrooms romanise as they please, so that no word list has all forms of a name.
    """
    is_romanised = bool(_ROMANISED.search(own))
    if is_romanised and _ARTICLE.match(own):
        yield _ARTICLE.sub("", own)
    for name in names:
        if name[:1].isupper() and is_name(name):
            is_like = _is_like(name_key(name), name_key(own))
            least = _LEAST_LIKE if is_like else _LEAST_UNLIKE
            if population < least or (country in _IN_OWN_LANGUAGE and not is_like):
                continue
            if is_written(name) or (is_romanised and is_like and name.isascii() and population >= _LEAST_ROMANISED):
                yield name


def _is_like(key: str, own: str) -> bool:
    key, own = _ARTICLE.sub("", key), _ARTICLE.sub("", own)
    return key[:1] == own[:1] and SequenceMatcher(None, key, own, autojunk=False).ratio() >= _LIKE
