"""Which stretch of the calendar words name: a full date, a day of the week, last month, the third quarter, Easter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from selon.extract.times.grammar import Phrase
from selon.extract.times.moments import FIRST_YEAR, SEASONS, Grain, Moment
from selon.extract.times.scene import Scene

# The years in which a day or month without a year is looked for, counted from that of publication.
_YEARS_AROUND = (0, -1, 1)
_FRIDAY, _LEAP_YEAR = 4, 2000
# A year of two digits may lie this far ahead.
_YEARS_AHEAD = 20
# How many times further away a time is taken to be that lies where the tense does not put it.
_AGAINST_TENSE = 3
# The places that name a month.
MONTHS = ("month", "month_number")


def point(phrase: Phrase, scene: Scene) -> Moment | None:
    """The stretch that `phrase` names; None where it cannot be known.

    Raises ValueError or OverflowError where the calendar has no such time.
    """
    if "neighbour_day" in phrase or "neighbour" in phrase:
        return _beside_last(phrase, scene)
    if "day_offset" in phrase:
        return _from_publication(scene, Grain.DAY, phrase.number("day_offset"))
    if any(name in phrase for name in ("weekday", "day", "holiday", *MONTHS)):
        return _dated(phrase, scene)
    for name, reading in (("season", _season), ("ordinal_part", _part_of_year), ("unit", _unit)):
        if name in phrase:
            return reading(phrase, scene)
    if "decade" in phrase:
        return Moment(date(_full_year(phrase.number("decade"), scene, ahead=0), 1, 1), Grain.DECADE)
    if "century" in phrase:
        return Moment(date((phrase.number("century") - 1) * 100, 1, 1), Grain.CENTURY)
    if (year := _year(phrase, scene)) is not None:
        return Moment(date(year, 1, 1), Grain.YEAR)
    return _from_publication(scene, Grain.DAY, phrase.number("shift")) if "shift" in phrase else scene.day


def _beside_last(phrase: Phrase, scene: Scene) -> Moment | None:
    """The stretch next to the time that was named last, or that time itself (le lendemain, that same month)."""
    last = scene.last or scene.day
    if "neighbour_day" in phrase:
        return scene.day and scene.day.shifted(phrase.number("neighbour_day"))
    if "weekday" in phrase:
        return scene.day and _weekday_beside(phrase, scene.day)
    return last and last.within(Grain(phrase.code("unit"))).shifted(phrase.number("neighbour"))


def _weekday_beside(phrase: Phrase, day: Moment) -> Moment:
    """The last day of that name before `day`, or the first one after it."""
    ahead = (phrase.number("weekday") - day.first.isoweekday()) % 7
    return day.shifted((ahead or 7) if phrase.number("neighbour") > 0 else ahead - 7)


def _from_publication(scene: Scene, grain: Grain, count: int) -> Moment | None:
    return Moment.around(scene.published, grain).shifted(count) if scene.published else None


def _year(phrase: Phrase, scene: Scene) -> int | None:
    """The year that the words give, None where they give none."""
    if "year" in phrase:
        return phrase.number("year")
    if "short_year" in phrase:
        return _full_year(phrase.number("short_year"), scene)
    if "hundreds" in phrase:
        return 100 * phrase.number("hundreds") + int(phrase.amount("tens") or 0)
    if "year_offset" in phrase and scene.published:
        return scene.published.year + phrase.number("year_offset")
    return None


def _full_year(year: int, scene: Scene, ahead: int = _YEARS_AHEAD) -> int:
    """A year of two digits as the last such year until `ahead` years after publication."""
    if year >= 100:
        return year
    if not scene.published:
        raise ValueError("a year of two digits is none without a day of publication")
    latest = scene.published.year + ahead
    return latest - (latest - year) % 100


def _dated(phrase: Phrase, scene: Scene) -> Moment | None:
    """The day or month that a month, a day of it, a holiday or a day of the week names."""
    if "holiday" in phrase or "day" in phrase:
        return _in_some_year(phrase, scene, Grain.DAY)
    if "weekday" in phrase:
        return _weekday(phrase, scene)
    return _in_some_year(phrase, scene, Grain.MONTH)


def _in_some_year(phrase: Phrase, scene: Scene, grain: Grain) -> Moment | None:
    """The day or month in the year that is given, or else in the one that weekday, tense and publication tell."""
    if (year := _year(phrase, scene)) is not None:
        day = _day_in(phrase, year)
        if not _on_its_weekday(phrase, day):
            raise ValueError(f"{day} is another day of the week")
        return Moment.around(day, grain)
    if not scene.published:
        # Raises the error where not even a leap year has that day.
        _day_in(phrase, _LEAP_YEAR)
        return None
    around = (_day_if_any(phrase, scene.published.year + distance) for distance in _YEARS_AROUND)
    moments = [Moment.around(day, grain) for day in around if day and _on_its_weekday(phrase, day)]
    if not moments:
        raise ValueError("no year around that of publication has such a day")
    return _likeliest(phrase, scene, scene.published, moments)


def _on_its_weekday(phrase: Phrase, day: date) -> bool:
    return "weekday" not in phrase or day.isoweekday() == phrase.number("weekday")


def _likeliest(phrase: Phrase, scene: Scene, published: date, moments: Sequence[Moment]) -> Moment:
    """The nearest of `moments`, those on the side where tense does not put it taken for further away than they are.

    Raises ValueError where there are none.
    """

    def days_to(moment: Moment) -> int:
        """How many days after publication the stretch begins, or, negative, before it the stretch ends."""
        return max((moment.first - published).days, 0) + min((moment.end - published).days - 1, 0)

    if "shift" in phrase and (side := phrase.number("shift")):
        moments = [moment for moment in moments if days_to(moment) * side > 0] or moments
    elif "shift" in phrase and "month" in phrase:
        moments = [moment for moment in moments if moment.first.year == published.year] or moments
    elif (side := scene.direction(phrase.start, phrase.end)) and ("holiday" in phrase or "ordinal_part" in phrase):
        moments = [moment for moment in moments if _may_lie(moment, side, published)]
    return min(moments, key=lambda one: abs(days_to(one)) * (_AGAINST_TENSE if days_to(one) * side < 0 else 1))


def _may_lie(moment: Moment, side: int, published: date) -> bool:
    """Whether a past time has begun by publication, or a day to come is not over."""
    return moment.first <= published if side < 0 else moment.first >= published or moment.grain is not Grain.DAY


def _day_in(phrase: Phrase, year: int) -> date:
    """The day in `year`, the first of the month where only a month is named."""
    if "holiday" in phrase:
        return _holiday(phrase.code("holiday"), year)
    month = next(phrase.number(name) for name in MONTHS if name in phrase)
    return date(year, month, phrase.number("day") if "day" in phrase else 1)


def _day_if_any(phrase: Phrase, year: int) -> date | None:
    """The day in `year`, None where that year has no such day (29 février)."""
    try:
        return _day_in(phrase, year)
    except ValueError:
        return None


def _holiday(rule: str, year: int) -> date:
    """The day that a rule gives in `year`: 12-25, easter+39, or 11-4-4, the fourth Thursday of November."""
    if rule.startswith("easter"):
        return easter(year) + relativedelta(days=int(rule.removeprefix("easter") or 0))
    month, day, *nth = (int(part) for part in rule.split("-"))
    if not nth:
        return date(year, month, day)
    first = date(year, month, 1)
    return first + relativedelta(days=(day - first.isoweekday()) % 7 + 7 * (nth[0] - 1))


def _weekday(phrase: Phrase, scene: Scene) -> Moment | None:
    """The day of the week last before or next after publication, as a word beside it or the tense has it."""
    if not scene.published:
        return None
    distance = (phrase.number("weekday") - scene.published.isoweekday()) % 7
    if "shift" in phrase and (side := phrase.number("shift")):
        ahead = distance or 7
        return _from_publication(scene, Grain.DAY, ahead if side > 0 else distance - 7)
    # This Monday is to come where no verb tells, a mere Monday is past.
    side = scene.direction(phrase.start, phrase.end) or (1 if "shift" in phrase else -1)
    return _from_publication(scene, Grain.DAY, distance if side > 0 or not distance else distance - 7)


def _season(phrase: Phrase, scene: Scene) -> Moment | None:
    """The season of a given year, or else the nearest one by a word beside it or the tense around it."""
    return _recurring(phrase, scene, Grain.SEASON, SEASONS[phrase.code("season")])


def _part_of_year(phrase: Phrase, scene: Scene) -> Moment | None:
    """The quarter or half of a given year, or else the nearest one by the tense around it."""
    grain, place = Grain(phrase.code("part_of_year")), phrase.number("ordinal_part")
    months = 3 if grain is Grain.QUARTER else 6
    return _recurring(phrase, scene, grain, (place - 1) * months + 1 if place > 0 else 13 + place * months)


def _recurring(phrase: Phrase, scene: Scene, grain: Grain, month: int) -> Moment | None:
    """The stretch that begins with `month` in the year given, or in the likeliest one around publication."""
    if (year := _year(phrase, scene)) is not None:
        return Moment(date(year, month, 1), grain)
    if not scene.published:
        # Raises the error where no year has that month.
        date(FIRST_YEAR, month, 1)
        return None
    years = (scene.published.year + distance for distance in _YEARS_AROUND)
    return _likeliest(phrase, scene, scene.published, [Moment(date(year, month, 1), grain) for year in years])


def _unit(phrase: Phrase, scene: Scene) -> Moment | None:
    """The week, month, quarter or year of publication, or one beside it, or in a year that is given."""
    grain = Grain(phrase.code("unit"))
    last = scene.last if scene.last and scene.last.grain is grain else None
    if "reported" in phrase:
        last = quarter_reported(scene)
    if (year := _year(phrase, scene)) is not None:
        return last.shifted(year - last.first.year, Grain.YEAR) if last else Moment(date(year, 1, 1), Grain.YEAR)
    if "shift" in phrase and (shift := phrase.number("shift")):
        return _from_publication(scene, grain, shift)
    if grain is Grain.WEEKEND and scene.published and scene.published.weekday() < _FRIDAY:
        # Early in the week, the past tense means the weekend before.
        return _from_publication(scene, grain, min(scene.direction(phrase.start, phrase.end), 0))
    if grain is Grain.QUARTER and "shift" not in phrase:
        return quarter_reported(scene)
    return _from_publication(scene, grain, 0)


def quarter_reported(scene: Scene) -> Moment | None:
    """The quarter that is spoken of, or else the last one that is over: of that one firms report."""
    if scene.last and scene.last.grain is Grain.QUARTER:
        return scene.last
    return _from_publication(scene, Grain.QUARTER, -1)
