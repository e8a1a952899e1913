"""Days of publication as bylines and datelines write them. A day without its year is no day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from selon.articles.phrases import Phrases

_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_NUMBERS = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")
_DAY_FIRST = re.compile(r"\b(?P<day>\d{1,2})(?:er|st|nd|rd|th)? (?:of )?$")
_YEAR_AFTER = re.compile(r",? (?P<year>(?:19|20)\d\d)\b")
_DAY_AND_YEAR_AFTER = re.compile(r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b")
_LONGEST = 20


class Dated(NamedTuple):
    """A day and the characters that name it."""

    day: date
    start: int
    end: int


def find_day(line: str, language: Phrases, *, is_certain: bool = True) -> Dated | None:
    """The first full day that `line` names in figures or in words; None when it names none.

    `03/04/2022` is a day only where `language` puts the day first, where one of the two numbers can be no month, or
    where both are the same. is_certain: whether the line is known to be in this language.
    """
    for pattern in (_ISO, _NUMBERS):
        if (found := pattern.search(line)) and (day := _day(*_parts(found, is_certain and language.day_first))):
            return Dated(day, found.start(), found.end())
    return _worded_day(line, language)


def _parts(found: re.Match[str], day_first: bool) -> tuple[int, int, int]:
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    if found.re is _NUMBERS and "/" in found[0]:
        if month > 12:
            return year, day, month
        if day <= 12 and day != month and not day_first:
            return 0, 0, 0
    return year, month, day


def _worded_day(line: str, language: Phrases) -> Dated | None:
    for number, month in enumerate(language.months, start=1):
        for found in month.finditer(line):
            before = line[max(found.start() - _LONGEST, 0) : found.start()]
            first, year = _DAY_FIRST.search(before), _YEAR_AFTER.match(line, found.end())
            if first and year and (day := _day(int(year["year"]), number, int(first["day"]))):
                return Dated(day, found.start() - len(before) + first.start(), year.end())
            after = _DAY_AND_YEAR_AFTER.match(line, found.end())
            if after and (day := _day(int(after["year"]), number, int(after["day"]))):
                return Dated(day, found.start(), after.end())
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
