"""What an article is: its text, the passages of it, and what is known of its publication."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from selon.record.span import Span


class PassageKind(StrEnum):
    """What a stretch of an article is. Only headlines and paragraphs are read for statements."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    BYLINE = "byline"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Passage:
    """One headline, paragraph, byline or piece of page furniture of an article."""

    span: Span
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of an article's text and the run of the page it was taken from (of other length where it was escaped)."""

    text: Span
    original: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it came in.

    text: for plain text exactly the characters that were given; for a page its body as a person would read it.
    passages: the parts of `text` in order; they do not overlap.
    segments: for a page, how `text` maps to the characters of the page's source; empty for plain text.
    original: the decoded source of a page; empty for plain text, whose original is `text` itself.
    original_hash: the id of an article that was kept without the source of its page.
    published: the day of publication, the document creation time; None where it is not known.
    published_at, modified_at: the moments of publication and of the last change, with their zone where it is stated.
    language: ISO 639-1 code.
    origin: the path or address it was read from, for messages; not part of its identity.
    """

    text: str
    language: str
    passages: tuple[Passage, ...] = ()
    published: date | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    dateline: str | None = None
    name: str | None = None
    origin: str | None = None
    original: str = field(default="", repr=False)
    segments: tuple[Segment, ...] = field(default=(), repr=False)
    original_hash: str | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The hash of the original text: the same article has the same id wherever it is read."""
        if self.original_hash:
            return self.original_hash
        source = self.original or self.text
        return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def locate(self, span: Span) -> Span:
        """Where `span` of `text` stands in what the user gave: the page's source, or `text` itself."""
        if not self.segments:
            return span
        return Span(self._origin(span.start), self._origin(max(span.end - 1, span.start), end=True))

    def _origin(self, offset: int, *, end: bool = False) -> int:
        place = max(bisect_right(self.segments, offset, key=lambda segment: segment.text.start) - 1, 0)
        segment = self.segments[place]
        within, length = offset - segment.text.start, segment.text.end - segment.text.start
        if segment.original.end - segment.original.start == length:
            return min(segment.original.start + within + end, segment.original.end)
        return segment.original.end if end else segment.original.start
