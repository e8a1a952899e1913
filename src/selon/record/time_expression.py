"""Times that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from selon.record.period import period_of
from selon.record.span import Span


class TimeType(StrEnum):
    """What a time expression names: a calendar time, a time of day, a length, or times that recur (TIMEX3)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression, as TIMEX3 of TimeML has it.

    value: ISO 8601 as TIMEX3 extends it (1989-Q3, 2002-05-06TNI, P2M, PRESENT_REF), X for what is not known. Where the
    day of publication is unknown, what depends on it is counted from it: OFFSET -P1D, OFFSET P0W. None where the words
    name no time that the calendar has (31 février).
    mod: TIMEX3's modifier: START, MID, END, APPROX, MORE_THAN and so on.
    """

    span: Span
    type: TimeType
    value: str | None
    mod: str | None = None

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day of what a date or time of day names, None where the value tells no such days."""
        if self.value is None or self.type not in (TimeType.DATE, TimeType.TIME):
            return None
        return period_of(self.value)
