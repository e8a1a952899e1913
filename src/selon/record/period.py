"""The days that a TIMEX3 value names."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_YEAR = re.compile(r"(?P<year>\d{4})(?:-(?P<part>[^T]+))?(?:T.*)?")
_DAY = re.compile(r"(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_WEEK = re.compile(r"W(?P<week>\d\d)(?P<weekend>-WE)?")
# First and last month of parts of the year; of the seasons, as newspapers on the northern half of the globe mean them.
_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_MONTHS |= {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_WINTER = "WI"
_DECADE, _CENTURY = 3, 2


def period_of(value: str) -> tuple[date, date] | None:
    """The first and the last day of what `value` names; None where it is no stretch of the calendar or not known.

    The winter of a year is the one that begins in it.
    """
    try:
        if value.isdecimal() and len(value) in (_DECADE, _CENTURY):
            return _years(value.ljust(4, "0"), value.ljust(4, "9"))
        found = _YEAR.fullmatch(value)
        return _within(int(found["year"]), found["part"]) if found else None
    except ValueError:
        return None


def _years(first: str, last: str) -> tuple[date, date]:
    return date(int(first), 1, 1), date(int(last), 12, 31)


def _within(year: int, part: str | None) -> tuple[date, date] | None:
    if part is None:
        return date(year, 1, 1), date(year, 12, 31)
    if found := _DAY.fullmatch(part):
        month = int(found["month"])
        first = date(year, month, int(found["day"] or 1))
        return first, first if found["day"] else date(year, month, monthrange(year, month)[1])
    if found := _WEEK.fullmatch(part):
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        return monday + timedelta(days=5 if found["weekend"] else 0), monday + timedelta(days=6)
    if part == _WINTER:
        return date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1)
    if part in _MONTHS:
        begin, end = _MONTHS[part]
        return date(year, begin, 1), date(year, end, monthrange(year, end)[1])
    return None
