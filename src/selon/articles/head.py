"""What the first paragraphs of an article tell about it: author, dateline, day of publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from selon.articles.bylines import find_authors, find_dateline
from selon.articles.dates import find_day
from selon.articles.phrases import Phrases
from selon.record import PassageKind

_HEAD = 8
_LEAD = 2


@dataclass(frozen=True, slots=True)
class Head:
    """Each is None where the text does not say it."""

    author: str | None
    dateline: str | None
    published: date | None


def read_head(paragraphs: Sequence[str], kinds: Sequence[PassageKind], language: Phrases) -> Head:
    """What the first of `paragraphs`, whose kinds are `kinds`, say of the article."""
    top = list(zip(paragraphs[:_HEAD], kinds, strict=False))
    bylines = [words for words, kind in top if kind is PassageKind.BYLINE]
    leads = [words for words, kind in top if kind is PassageKind.PARAGRAPH][:_LEAD]
    dateline, day = _first_dateline(bylines + leads, language)
    author = next((authors for words in bylines if (authors := find_authors(words, language))), None)
    days = (dated.day for words in bylines if (dated := find_day(words, language)))
    return Head(author, dateline, day or next(days, None))


def _first_dateline(lines: Iterable[str], language: Phrases) -> tuple[str | None, date | None]:
    for line in lines:
        if found := find_dateline(line, language):
            return found
    return None, None
