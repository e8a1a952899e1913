"""What a statement is, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selon.record.span import Span


class Kind(StrEnum):
    """Who or what an actor is. PLACE: a place that is no state; a place never speaks."""

    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    PLACE = "place"


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
    actor: index in the record's actors of the speaker. time: index in the record's times of the words that say when it
    was said; None where none do.
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
    actor: int | None = None
    time: int | None = None
    confidence: float = 1.0

    @property
    def extent(self) -> Span:
        """From the first to the last character of all its parts. Raises ValueError when it has none."""
        spans = self.content + self.cue + self.source
        return Span(min(span.start for span in spans), max(span.end for span in spans))
