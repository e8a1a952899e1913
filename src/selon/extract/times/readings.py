"""What an expression comes to: its type, its value and modifier, by what its words mean together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selon.extract.times.grammar import Means, Phrase
from selon.extract.times.lengths import counted, length
from selon.extract.times.moments import Grain, Moment
from selon.extract.times.points import MONTHS, point, quarter_reported
from selon.extract.times.scene import Scene
from selon.language.numbers import Amount
from selon.record import TimeType

_HOURS, _MINUTES = 24, 60
_STRETCHES = frozenset(map(str, Grain))
# The years in a unit that is counted in years.
_YEARS = {"E": 10, "25Y": 25, "C": 100, "L": 1000}
# The first hour of a clock of twelve hours that lies behind noon in a part of the day: three at night does not.
_PART_BEGINS = {"AF": 0, "EV": 0, "NI": 6}


@dataclass(frozen=True, slots=True)
class Reading:
    """The type and value of an expression, and the stretch of the calendar it names where it names one."""

    type: TimeType
    value: str | None
    moment: Moment | None = None


def read(phrase: Phrase, scene: Scene) -> Reading:
    """What `phrase` comes to; its value is None where the calendar has no such time."""
    try:
        return _READINGS[phrase.means](phrase, scene)
    except (ValueError, OverflowError):
        clock = any(name in phrase for name in ("hour", "clock_word", "part"))
        return Reading(TimeType.TIME if clock else TimeType.DATE, None)


def _point(phrase: Phrase, scene: Scene) -> Reading:
    if "unit" in phrase and phrase.code("unit") not in _STRETCHES:
        # Neither the last hour nor the next fortnight is a stretch of the calendar.
        return Reading(TimeType.DURATION, length(phrase))
    moment = point(phrase, scene)
    value = moment.value if moment else _unanchored(phrase)
    if (clock := _clock(phrase)) is None:
        return Reading(TimeType.DATE, value, moment)
    day = value if not moment or moment.grain is Grain.DAY else moment.within(Grain.DAY).value
    return Reading(TimeType.TIME, f"{day or ''}T{clock}", moment)


def _clock(phrase: Phrase) -> str | None:
    """The time of day that `phrase` names, as it stands behind the T. Raises ValueError for one that no day has."""
    if "clock_word" in phrase:
        return phrase.code("clock_word")
    if "hour" not in phrase:
        return phrase.code("part") if "part" in phrase else None
    hour = int(phrase.amount("hour") or 0)
    if "half_day" in phrase:
        hour = hour % 12 + phrase.number("half_day")
    if hour < 12 and hour >= _PART_BEGINS.get(phrase.codes.get("part", ""), 12):
        hour += 12
    minute = phrase.number("minute") if "minute" in phrase else 0
    if hour > _HOURS or minute >= _MINUTES:
        raise ValueError(f"no day has {hour}:{minute}")
    return f"{hour:02}:{minute:02}"


def _unanchored(phrase: Phrase) -> str | None:
    """What is known of a point without a day of publication: the parts that are named, or how far off it lies."""
    if "neighbour" in phrase or "neighbour_day" in phrase or "holiday" in phrase:
        return None
    if month := next((phrase.number(name) for name in MONTHS if name in phrase), None):
        return f"XXXX-{month:02}" + (f"-{phrase.number('day'):02}" if "day" in phrase else "")
    if "weekday" in phrase:
        return f"XXXX-WXX-{phrase.number('weekday')}"
    if "season" in phrase:
        return f"XXXX-{phrase.code('season')}"
    if "ordinal_part" in phrase:
        return f"XXXX-{phrase.code('part_of_year')}{phrase.number('ordinal_part')}"
    if "day_offset" in phrase:
        return _offset(phrase.number("day_offset"), Grain.DAY)
    if "year_offset" in phrase:
        return _offset(phrase.number("year_offset"), Grain.YEAR)
    if "unit" in phrase and "shift" in phrase:
        return _offset(phrase.number("shift"), Grain(phrase.code("unit")))
    return None


def _offset(count: int, grain: Grain) -> str:
    return f"OFFSET {'-' if count < 0 else ''}P{abs(count)}{grain.value}"


def _shifting(side: int, *, published: bool) -> Callable[[Phrase, Scene], Reading]:
    """Reads a length that leads from publication or from the time named last, back where `side` is -1, on where 1."""

    def shifted(phrase: Phrase, scene: Scene) -> Reading:
        span, count = length(phrase), counted(phrase)
        if "vague" in phrase and published:
            return Reading(TimeType.DATE, "PAST_REF" if side < 0 else "FUTURE_REF")
        if "vague" in phrase or phrase.code("unit").startswith("T"):
            return Reading(TimeType.DURATION, span)
        grain, steps = _steps(phrase.code("unit"), side * (count or 0))
        if not (span and steps) or steps != int(steps):
            return Reading(TimeType.DATE, None)
        if not (base := _base(phrase, scene, grain, published=published)):
            return Reading(TimeType.DATE, f"OFFSET {'-' if side < 0 else ''}{span}" if published else None)
        moment = base.shifted(int(steps), grain)
        # When something is compared with an earlier time, the later one goes on being spoken of.
        return Reading(TimeType.DATE, moment.value, moment if side > 0 else None)

    return shifted


def _base(phrase: Phrase, scene: Scene, grain: Grain, *, published: bool) -> Moment | None:
    """What a length is counted from; years from the quarter that is spoken of, which has its like in every year."""
    last = scene.last or scene.day
    if grain is Grain.YEAR and ("reported" in phrase or (last and last.grain is Grain.QUARTER)):
        return quarter_reported(scene)
    if published:
        last = Moment.around(scene.published, Grain.DAY) if scene.published else None
    return last and last.within(grain)


def _steps(unit: str, count: Amount) -> tuple[Grain, Amount]:
    """The stretch in which a length is counted back: a decade ago is a year, a fortnight ago a week."""
    if unit in _YEARS:
        return Grain.YEAR, count * _YEARS[unit]
    return (Grain.WEEK, 2 * count) if unit == "2W" else (Grain(unit), count)


def _duration(phrase: Phrase, scene: Scene) -> Reading:
    return Reading(TimeType.DURATION, phrase.code("length") if "length" in phrase else length(phrase))


def _set(phrase: Phrase, scene: Scene) -> Reading:
    return Reading(TimeType.SET, _recurring(phrase))


def _recurring(phrase: Phrase) -> str | None:
    """The times that recur, with X for what changes."""
    part = f"T{phrase.code('part')}" if "part" in phrase else ""
    if "frequency" in phrase:
        return phrase.code("frequency")
    if "weekday" in phrase:
        return f"XXXX-WXX-{phrase.number('weekday')}{part}"
    if "month" in phrase:
        return f"XXXX-{phrase.number('month'):02}"
    if "season" in phrase:
        return f"XXXX-{phrase.code('season')}"
    return f"XXXX-XX-XX{part}" if part else length(phrase)


def _reference(phrase: Phrase, scene: Scene) -> Reading:
    return Reading(TimeType.DATE, phrase.code("reference"))


_READINGS: dict[Means, Callable[[Phrase, Scene], Reading]] = {
    Means.POINT: _point,
    Means.AGO: _shifting(-1, published=True),
    Means.AHEAD: _shifting(1, published=True),
    Means.EARLIER: _shifting(-1, published=False),
    Means.LATER: _shifting(1, published=False),
    Means.DURATION: _duration,
    Means.SET: _set,
    Means.REFERENCE: _reference,
}
