"""The words of one language that mark furniture, credits, bylines and dates, read from its `furniture.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A letter that is not lower case; names of people and places begin with one whatever their script.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
# Particles and initials may stand inside a name, never at its end.
CAPITALISED = rf"{_CAPITAL}[\w.'’-]{{0,30}}"
_PARTICLES = r"(?: (?:de|du|des|la|le|van|von|der|den|bin|al|el|of|the)){0,2}"
_NAME = rf"{CAPITALISED}(?:{_PARTICLES} {CAPITALISED}){{0,4}}"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What one language's furniture looks like.

    furniture, credits: match a whole passage. captions: finds the credit a caption ends with.
    byline: matches a whole passage; its group `names` holds the authors. joiner: parts them.
    desk: a whole passage that names an agency or the desk instead of a person.
    around_date: what may stand around the date of a publication line.
    months: the name of each month, January first. day_first: whether 03/04/2022 is always the third of April.
    """

    furniture: re.Pattern[str]
    credits: re.Pattern[str]
    captions: re.Pattern[str]
    byline: re.Pattern[str]
    joiner: re.Pattern[str]
    desk: re.Pattern[str]
    around_date: re.Pattern[str]
    months: tuple[re.Pattern[str], ...]
    day_first: bool


@cache
def phrases(language: str) -> Phrases:
    """The phrases of `language`, an ISO 639-1 code that `known_languages` lists."""
    source = (files("selon") / "language" / language / "furniture.toml").read_text("utf-8")
    data = tomllib.loads(source)
    furniture, byline = data["furniture"], data["byline"]
    joiner = rf"(?:,? (?:{byline['and']}) |, ?| ?[&;/] ?)"
    names = rf"{_NAME}(?:{joiner}{_NAME}){{0,9}}"
    return Phrases(
        furniture=_any(furniture["whole"]),
        # Case is ignored, but not in names.
        credits=_any(part.replace("<names>", f"(?-i:{names})") for part in furniture["credits"]),
        captions=re.compile(rf"(?:{'|'.join(furniture['captions'])})$", re.IGNORECASE),
        byline=re.compile(
            rf"(?i:{byline['by']}):? (?P<names>{names})(?P<rest>(?: ?[,|·•(–—/-]| (?i:in|à)\b).{{0,80}})?"
        ),
        joiner=re.compile(joiner),
        desk=_any([byline["desk"]]),
        around_date=re.compile(rf"\b(?:{byline['around_date']})\b", re.IGNORECASE),
        months=tuple(re.compile(rf"(?:{month})\b\.?", re.IGNORECASE) for month in byline["months"]),
        day_first=byline["day_first"],
    )


def _any(alternatives: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in alternatives), re.IGNORECASE)
