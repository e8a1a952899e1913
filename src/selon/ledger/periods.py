"""Days as people write them: a day, a month or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from selon.errors import QueryError

_PERIOD = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year: 2022-03-14, 2022-03 or 2022.

    Raises QueryError when it is none.
    """
    found = _PERIOD.fullmatch(period)
    try:
        if found:
            year, month, day = (int(part or 0) for part in found.groups())
            first = date(year, month or 1, day or 1)
            return first, date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        pass
    raise QueryError(f"'{period}' is no day: write it as 2022-03-14, 2022-03 or 2022")
