"""The days that a time expression names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.record import Span, TimeExpression, TimeType


def period(value: str | None, type_: TimeType = TimeType.DATE) -> tuple[date, date] | None:
    return TimeExpression(Span(0, 1), type_, value).period


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-03-10", date(2026, 3, 10), date(2026, 3, 10)),
        ("2026-03-10T14:30", date(2026, 3, 10), date(2026, 3, 10)),
        ("2026-03-10TEV", date(2026, 3, 10), date(2026, 3, 10)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-W11", date(2026, 3, 9), date(2026, 3, 15)),
        ("2026-W11-WE", date(2026, 3, 14), date(2026, 3, 15)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-SU", date(2026, 6, 1), date(2026, 8, 31)),
        ("2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("19", date(1900, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_date_names_a_first_and_a_last_day(value: str, first: date, last: date) -> None:
    assert period(value) == (first, last)


@pytest.mark.parametrize(
    "value", [None, "PRESENT_REF", "OFFSET -P1D", "XXXX-WXX-1", "2026-XX", "2026-02-31", "2026-W60", "0000", "2026-13"]
)
def test_what_is_not_known_or_not_in_the_calendar_names_none(value: str | None) -> None:
    assert period(value) is None


def test_a_length_of_time_names_no_days() -> None:
    assert period("2026", TimeType.DURATION) is None


@given(st.text(alphabet="0123456789-TWXQHSPUFAIE:", max_size=12))
def test_no_value_is_too_strange(value: str) -> None:
    found = period(value)
    assert found is None or found[0] <= found[1]
