"""Times as dateparser's search finds them: always days, whatever the words name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

try:
    from dateparser.search import search_dates
except ImportError:
    search_dates = None


def _search(text: str, language: str, published: date) -> list[dict[str, Any]]:
    settings = {"RELATIVE_BASE": datetime(published.year, published.month, published.day), "PREFER_DATES_FROM": "past"}
    rows: list[dict[str, Any]] = []
    place = 0
    for words, moment in search_dates(text, languages=[language], settings=settings) or ():
        start = text.find(words, place)
        if start >= 0:
            place = start + len(words)
            rows.append({"span": [start, place], "type": "DATE", "value": moment.date().isoformat(), "mod": None})
    return rows


# The search, or nothing where dateparser is not installed.
searched: Callable[[str, str, date], list[dict[str, Any]]] | None = _search if search_dates else None
