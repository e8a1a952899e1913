"""The vocabulary of selon: what an article is, what a statement is, and what proves it.

Every class is frozen, typed and goes to JSON and back unchanged. Offsets are characters (Python code points) of
`Article.text`, half-open, so that `article.text[span.start:span.end]` is the proof of whatever the span stands for.
This module imports nothing else of selon.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Who a speaker is."""

    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"


class Form(StrEnum):
    """How much of the content stands in quotation marks: all, some, none; or there is no content at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NONE = "none"


class Act(StrEnum):
    """What the speaker does by speaking."""

    STATE = "state"
    DENY = "deny"
    ACCUSE = "accuse"
    WARN = "warn"
    PROMISE = "promise"
    ASK = "ask"
    ANNOUNCE = "announce"
    CRITICISE = "criticise"
    PRAISE = "praise"
    BELIEVE = "believe"
    DECLINE = "decline"
    NO_REPLY = "no_reply"


class PassageKind(StrEnum):
    """What a stretch of an article is. Only headlines and paragraphs are read for statements."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    BYLINE = "byline"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to but not including `end` of an article's text.

    Raises ValueError when the bounds are not 0 <= start <= end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, not ({self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True when `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share a character."""
        return self.start < other.end and other.start < self.end


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


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source is, as far as the article says.

    name: the fullest name the article gives; for unnamed sources the noun phrase that describes them.
    role, organisation: in the article's own words. country: ISO 3166-1 alpha-3.
    stands_for: set where a capital or seat (Pékin, the White House) was read as the state it stands for.
    """

    name: str
    kind: Kind
    role: str | None = None
    organisation: str | None = None
    country: str | None = None
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: a content that the reporter puts on a source's word, with the spans that prove it.

    content, cue, source: spans in text order; content may be in pieces and is empty for refusals and silences.
    parent: index in the record's statements of the one inside whose content this one stands.
    confidence: the model's own, between 0 and 1.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: Speaker | None = None
    form: Form = Form.INDIRECT
    act: Act = Act.STATE
    parent: int | None = None
    addressee: Span | None = None
    medium: Span | None = None
    confidence: float = 1.0

    @property
    def extent(self) -> Span:
        """From the first to the last character of all its parts. Raises ValueError when it has none."""
        spans = self.content + self.cue + self.source
        return Span(min(span.start for span in spans), max(span.end for span in spans))


class Unit(StrEnum):
    """What befell those who are counted, or that a number is a percentage. CASUALTY: killed or wounded, not said which.

    KILLED: dead by what is reported. DISPLACED: driven or evacuated from home. PERSON: people of whom nothing is said.
    """

    KILLED = "killed"
    WOUNDED = "wounded"
    CASUALTY = "casualties"
    MISSING = "missing"
    ARRESTED = "arrested"
    DETAINED = "detained"
    HOSTAGE = "hostages"
    DISPLACED = "displaced"
    INFECTED = "infected"
    PERSON = "people"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts or measures something, and on whose word.

    span: the number with the words that bound it and, right behind it, those that say what is counted.
    value: the number that is named; None where two are (entre 20 et 30) or none is (des milliers).
    low, high: the bounds the words commit to, None where there is none. An exact number is its own bounds; au moins 35
    has value and low, jusqu'à 35 value and high; environ 30 and une trentaine have a value and no bounds.
    unit: a Unit, a currency by ISO 4217 (EUR), a physical unit or a time by its name in CLDR (kilometer, year: ages
    too), None for other things.
    thing: the noun that is counted, where one stands beside the number.
    statement: index in the record's statements of the innermost one whose content it stands in; None on the reporter's
    own word.
    """

    span: Span
    value: int | float | None
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = None
    thing: Span | None = None
    statement: int | None = None


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


@dataclass(frozen=True, slots=True)
class Record:
    """What one reader found in one article, in the order of the text.

    reader: which selon and which model read it.
    """

    article: Article
    statements: tuple[Statement, ...]
    reader: str

    def words(self, spans: Iterable[Span]) -> str:
        """The article's words under `spans`, pieces joined by an ellipsis, line ends as spaces."""
        return " … ".join(" ".join(span.of(self.article.text).split()) for span in spans)

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON types, in the shape of the gold files: one object, spans as [start, end].

        The article's `name` stands as `id` where it has one, as in the files it came from; its content hash is `hash`.
        """
        article = self.article
        row: dict[str, Any] = {"id": article.name or article.id, "hash": article.id, "reader": self.reader}
        row |= {name: getattr(article, name) for name in _TEXTUAL if getattr(article, name) is not None}
        row["published"] = article.published.isoformat() if article.published else None
        moments = {name: getattr(article, name) for name in _MOMENTS}
        row |= {name: moment.isoformat() for name, moment in moments.items() if moment}
        row["text"] = article.text
        row["passages"] = [[p.span.start, p.span.end, p.kind.value] for p in article.passages]
        if article.original:
            row["original"] = article.original
        if article.segments:
            row["segments"] = [[s.text.start, s.text.end, s.original.start, s.original.end] for s in article.segments]
        row["statements"] = [_statement_row(statement, article) for statement in self.statements]
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Record:
        """The record that `to_dict` wrote. Raises KeyError or ValueError when `row` is no such record."""
        published = row["published"]
        textual: dict[str, Any] = {name: row.get(name) for name in _TEXTUAL}
        moments: dict[str, Any] = {name: datetime.fromisoformat(row[name]) for name in _MOMENTS if row.get(name)}
        segments = tuple(Segment(Span(a, b), Span(c, d)) for a, b, c, d in row.get("segments", ()))
        original = row.get("original", "")
        article = Article(
            text=row["text"],
            passages=tuple(Passage(Span(a, b), PassageKind(kind)) for a, b, kind in row["passages"]),
            published=date.fromisoformat(published) if published else None,
            name=None if row["id"] == row["hash"] else row["id"],
            original=original,
            segments=segments,
            original_hash=row["hash"] if segments and not original else None,
            **moments,
            **textual,
        )
        return cls(article, tuple(_statement_of(found) for found in row["statements"]), row["reader"])


_MOMENTS = ("published_at", "modified_at")
_TEXTUAL = ("language", "title", "publisher", "author", "url", "dateline", "origin")
_PARTS = ("content", "cue", "source")
_SPEAKER = ("role", "organisation", "country", "stands_for")


def _statement_row(statement: Statement, article: Article) -> dict[str, Any]:
    row: dict[str, Any] = {part: [[s.start, s.end] for s in getattr(statement, part)] for part in _PARTS}
    if article.segments:
        places = {part: [article.locate(s) for s in getattr(statement, part)] for part in _PARTS}
        row["in_original"] = {part: [[s.start, s.end] for s in spans] for part, spans in places.items()}
    speaker = statement.speaker
    row |= {"speaker": speaker.name if speaker else None, "kind": speaker.kind.value if speaker else None}
    row |= {name: getattr(speaker, name) for name in _SPEAKER if speaker and getattr(speaker, name)}
    row |= {"form": statement.form.value, "act": statement.act.value, "parent": statement.parent}
    for name in ("addressee", "medium"):
        span = getattr(statement, name)
        row |= {name: [span.start, span.end]} if span else {}
    return row | {"confidence": round(statement.confidence, 4)}


def _statement_of(row: Mapping[str, Any]) -> Statement:
    speaker = None
    if row["speaker"] is not None:
        speaker = Speaker(row["speaker"], Kind(row["kind"]), **{name: row.get(name) for name in _SPEAKER})
    return Statement(
        **{part: tuple(Span(a, b) for a, b in row[part]) for part in _PARTS},
        speaker=speaker,
        form=Form(row["form"]),
        act=Act(row["act"]),
        parent=row["parent"],
        addressee=Span(*row["addressee"]) if row.get("addressee") else None,
        medium=Span(*row["medium"]) if row.get("medium") else None,
        confidence=row["confidence"],
    )
