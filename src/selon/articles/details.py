"""What is known of an article besides its words, from the person who gives it or from what it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the container of an article (a feed, a table, a news agency's envelope) says of it; None where it does not.

    language: as it stands there, such as "fr" or "en-GB". published: the day of publication; published_at, modified_at:
    the moments of publication and of the last change, with their zone where it is stated. name: the article's own name,
    such as its key in a collection.
    """

    language: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    name: str | None = None

    @property
    def day(self) -> date | None:
        """The day of publication, where the moment was told that of the moment in its own zone."""
        return self.published or (self.published_at.date() if self.published_at else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the person who gives the articles says of all of them, which overrules what the articles say.

    columns: for tables and JSON, where an article's fields stand: {"text": "body", "published": "date"}.
    """

    language: str | None = None
    published: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def over(self, found: Details) -> Details:
        """What was `found` in a container, overruled by what the person says."""
        if self.published:
            found = replace(found, published=self.published, published_at=None)
        return replace(found, language=self.language) if self.language else found
