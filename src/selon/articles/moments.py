"""Days and moments as tables write them: ISO 8601, seconds since 1970, RFC 822, days in figures or in words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from selon.articles.dates import find_day
from selon.articles.languages import code_of, known_languages
from selon.articles.phrases import phrases

# A moment, or a mere day.
Moment = datetime | date

_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)[/.-](\d\d?)[/.-](\d\d?)(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d{6})(\d{6})?")
_ZONE = re.compile(r"(?<=\d) ?(?:UTC|GMT|Z)$|(?<=\d) (?=[+-]\d\d:?\d\d$)")
_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d\b")
# From 1973 on, when news in tables begins; then the same in milliseconds, microseconds and nanoseconds.
_FIRST_SECOND = 1e8
_UNITS = (1, 1e3, 1e6, 1e9)


def read_moment(value: object, language: str | None = None) -> Moment | None:
    """The moment that `value` names, with its zone where it states one; a day where it names no more.

    Midnight in no zone is how programs write a mere day. `03/04/2022` can be two days, and is none where the language
    does not say which.
    value: a date, a datetime, a number of seconds or parts of them since 1970, or words. None where it cannot be read.
    language: of the article, as in `Details`, where it is known.
    """
    if isinstance(value, datetime):
        return _without_idle_midnight(value)
    if isinstance(value, date):
        return value
    words = " ".join(str(value).split())
    return _from_figures(words) or _from_iso(words) or _from_rfc_822(words) or _from_words(words, language)


def _without_idle_midnight(moment: datetime) -> Moment:
    is_day = moment.tzinfo is None and not (moment.hour or moment.minute or moment.second or moment.microsecond)
    return moment.date() if is_day else moment


def _from_figures(words: str) -> Moment | None:
    if compact := _COMPACT.fullmatch(words):
        return _from_iso("T".join(part for part in compact.groups() if part))
    try:
        number = float(words)
    except ValueError:
        return None
    for unit in _UNITS:
        if _FIRST_SECOND <= number / unit < 1000 * _FIRST_SECOND:
            return datetime.fromtimestamp(number / unit, UTC)
    return None


def _from_iso(words: str) -> Moment | None:
    dashed = _YEAR_FIRST.sub(lambda day: f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}", words, count=1)
    zoned = _ZONE.sub(lambda zone: "+00:00" if zone[0].strip() else "", dashed)
    try:
        return _without_idle_midnight(datetime.fromisoformat(zoned))
    except ValueError:
        return None


def _from_rfc_822(words: str) -> Moment | None:
    try:
        return parsedate_to_datetime(words) if _RFC_822.match(words) else None
    except (ValueError, OverflowError):
        return None


def _from_words(words: str, language: str | None) -> date | None:
    own = code_of(language) if language else None
    found = (find_day(words, phrases(one), is_certain=one == own) for one in known_languages())
    return next((dated.day for dated in found if dated), None)
