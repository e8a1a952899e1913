"""Stretches of the calendar, from a day to a century, as TIMEX3 writes them.

Every stretch is known by its first day and how long it is, so that neighbours are found by arithmetic alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

# The Gregorian calendar holds from the year after its introduction; days before it may mean either calendar.
FIRST_YEAR = 1583
# The seasons as the north has them, by the month in which each begins.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SATURDAY = 5


class Grain(StrEnum):
    """How long a stretch is."""

    DAY = "D"
    WEEKEND = "WE"
    WEEK = "W"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    SEASON = "S"
    YEAR = "Y"
    DECADE = "E"
    CENTURY = "C"


# How far it is from one stretch to the next of its kind.
_STEPS = {
    Grain.DAY: relativedelta(days=1),
    Grain.WEEKEND: relativedelta(weeks=1),
    Grain.WEEK: relativedelta(weeks=1),
    Grain.MONTH: relativedelta(months=1),
    Grain.QUARTER: relativedelta(months=3),
    Grain.HALF: relativedelta(months=6),
    Grain.SEASON: relativedelta(years=1),
    Grain.YEAR: relativedelta(years=1),
    Grain.DECADE: relativedelta(years=10),
    Grain.CENTURY: relativedelta(years=100),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the calendar by its first day.

    Raises ValueError or OverflowError where it lies outside the calendar.
    """

    first: date
    grain: Grain

    def __post_init__(self) -> None:
        if self.first.year < FIRST_YEAR and self.grain is not Grain.CENTURY:
            raise ValueError(f"{self.first} lies before the Gregorian calendar")

    @classmethod
    def around(cls, day: date, grain: Grain) -> Moment:
        """The stretch of that length in which `day` lies; a weekend is that of the day's week."""
        return cls(_first_day(day, grain), grain)

    def shifted(self, count: int, grain: Grain | None = None) -> Moment:
        """The stretch as long as this one that lies `count` lengths, or `count` times `grain`, later."""
        return Moment.around(self.first + _STEPS[grain or self.grain] * count, self.grain)

    def within(self, grain: Grain) -> Moment:
        """The stretch of another length in which the first day lies."""
        return Moment.around(self.first, grain)

    @property
    def end(self) -> date:
        """The first day after the stretch."""
        match self.grain:
            case Grain.SEASON:
                return self.first + relativedelta(months=3)
            case Grain.WEEKEND:
                return self.first + relativedelta(days=2)
            case _:
                return self.first + _STEPS[self.grain]

    @property
    def value(self) -> str:
        """The stretch as TIMEX3 writes it."""
        year, month = self.first.year, self.first.month
        match self.grain:
            case Grain.DAY:
                return self.first.isoformat()
            case Grain.WEEK | Grain.WEEKEND:
                week = self.first.isocalendar()
                return f"{week.year}-W{week.week:02}" + ("-WE" if self.grain is Grain.WEEKEND else "")
            case Grain.MONTH:
                return f"{year}-{month:02}"
            case Grain.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case Grain.HALF:
                return f"{year}-H{(month + 5) // 6}"
            case Grain.SEASON:
                return f"{year}-{_season(month)}"
            case Grain.YEAR:
                return f"{year}"
            case Grain.DECADE:
                return f"{year // 10}"
            case Grain.CENTURY:
                return f"{year // 100}"


def _season(month: int) -> str:
    return next(name for name, first in SEASONS.items() if first == month)


def _first_day(day: date, grain: Grain) -> date:
    match grain:
        case Grain.DAY:
            return day
        case Grain.WEEK:
            return day - timedelta(days=day.weekday())
        case Grain.WEEKEND:
            return day + timedelta(days=_SATURDAY - day.weekday())
        case Grain.MONTH:
            return day.replace(day=1)
        case Grain.QUARTER:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case Grain.HALF:
            return date(day.year, 1 if day.month < 7 else 7, 1)
        case Grain.SEASON:
            return (day + relativedelta(months=-(day.month % 3))).replace(day=1)
        case Grain.YEAR:
            return date(day.year, 1, 1)
        case Grain.DECADE:
            return date(day.year // 10 * 10, 1, 1)
        case Grain.CENTURY:
            return date(day.year // 100 * 100, 1, 1)
