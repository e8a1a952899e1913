"""Who wrote an article, where from and when, where the text itself says so."""

from __future__ import annotations

import re
from datetime import date

from selon.articles.dates import find_day
from selon.articles.phrases import CAPITALISED, Phrases

_CLOCK = re.compile(r"\b\d{1,2} ?(?:[h:.] ?\d{2}|h)\b|\b\d{1,2}(?= ?[ap]\.?m\b)", re.IGNORECASE)
_OUTLET = re.compile(r"[A-Z]{2,6}")
_LONGEST_BYLINE = 160

_PLACE = rf"{CAPITALISED}(?:(?:, ?|/| )(?:(?:de|du|des|la|le|les|sur|en|of|the|and|et) ){{0,2}}{CAPITALISED}){{0,5}}"
_UPPER_PLACE = r"[^\W\d_a-zß-ÿ]{2}[^\Wa-zß-ÿ]*(?:[ /,'’.-]{1,2}[^\W\d_a-zß-ÿ]{2}[^\Wa-zß-ÿ]*){0,4}"
_DAY_AND_MONTH = r"(?:, ?(?:le )?[^\W_]{1,12}\.? [^\W_]{1,12}\.?(?:,? \d{4})?)?"
_DASH = r"\s?\.?\s?[—–-]{1,2}(?=\s|$)"
_DATELINES = (
    re.compile(rf"(?P<dateline>{_PLACE}{_DAY_AND_MONTH} ?\([^()]{{2,40}}\)){_DASH}"),
    re.compile(rf"(?P<dateline>{_UPPER_PLACE}{_DAY_AND_MONTH}){_DASH}"),
)
_DATED_START = re.compile(rf"(?P<dateline>(?:{_PLACE}, ?)?(?:le )?[^()\n]{{5,45}}?){_DASH}")


def find_dateline(paragraph: str, language: Phrases) -> tuple[str, date | None] | None:
    """The dateline `paragraph` begins with, without its dash, and the day it names, if it names one.

    "Washington (CNN) — …", "13 mai 2017 . – …", "KYIV, March 3 - …". None where there is no dateline.
    """
    start = paragraph[:120]
    for pattern in _DATELINES:
        if found := pattern.match(start):
            dated = find_day(found["dateline"], language)
            return found["dateline"], dated.day if dated else None
    found = _DATED_START.match(start)
    if found and (dated := find_day(found["dateline"], language)) and _is_place_or_clock(found["dateline"], dated[1:]):
        return found["dateline"], dated.day
    return None


def _is_place_or_clock(dateline: str, around: tuple[int, int]) -> bool:
    place, after = dateline[: around[0]].rstrip().removesuffix(" le"), _CLOCK.sub("", dateline[around[1] :])
    return (not place or place.endswith(",")) and not any(letter.isalpha() for letter in after)


def is_byline(line: str, language: Phrases) -> bool:
    """True for a whole line that says who wrote the article or when it came out."""
    if len(line) > _LONGEST_BYLINE:
        return False
    return bool(find_authors(line, language) or language.desk.fullmatch(line)) or is_publication_line(line, language)


def find_authors(line: str, language: Phrases) -> str | None:
    """The authors a byline names, parted by commas; None when `line` is none."""
    found = language.byline.fullmatch(line) or _behind_day(line, language)
    if not found or line.endswith(".") or len((found["rest"] or "").split()) > 10:
        return None
    names = language.joiner.split(found["names"])
    return ", ".join([name for name in names if not _OUTLET.fullmatch(name)] or names)


def _behind_day(line: str, language: Phrases) -> re.Match[str] | None:
    """The byline at the end of a line of a day: "Publié le 14 mars 2022 à 10h23 par Anne Corvec"."""
    dated = find_day(line, language)
    found = language.byline.search(line, dated.end) if dated else None
    if not (dated and found) or found.end() < len(line) or line[found.start() - 1].isalnum():
        return None
    between = f"{line[: dated.start]} {line[dated.end : found.start()]}"
    return found if _says_when_alone(between, language) else None


def _says_when_alone(line: str, language: Phrases) -> bool:
    """True when nothing stands on a line, its day taken out, but what stands around a day."""
    return not any(letter.isalpha() for letter in language.around_date.sub("", _CLOCK.sub("", line)))


def is_publication_line(line: str, language: Phrases) -> bool:
    """True for a line of a day, and what stands around one: "Publié le 14 mars 2022 à 10h23"."""
    dated = find_day(line, language)
    while dated:
        line = f"{line[: dated.start]} {line[dated.end :]}"
        if _says_when_alone(line, language):
            return True
        dated = find_day(line, language)
    return False
