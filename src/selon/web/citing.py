"""A statement as it is cited: the words, who said them, where that was published, and where it is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from selon.ledger import Hit
from selon.web.interface import Interface

_MARKS = ("«", "“", '"')


@dataclass(frozen=True, slots=True)
class Citation:
    """What a colleague needs to know of a statement. link: where it is on record. url: where the article is."""

    words: str
    speaker: str | None
    role: str | None
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    link: str


def citation_of(hit: Hit, link: str) -> Citation:
    """The citation of a statement that is on record at `link`."""
    role = ", ".join(dict.fromkeys(part for part in (hit.role, hit.organisation) if part)) or None
    words = hit.content or f"{hit.source} {hit.cue}".strip()
    return Citation(words, hit.speaker, role, hit.title, hit.publisher, hit.published, hit.url, link)


def written(citation: Citation, t: Interface) -> str:
    """The citation on one line, as plain text."""
    quoted = citation.words.startswith(_MARKS)
    words = citation.words if quoted else t("cite.quoted", words=citation.words)
    who = ", ".join(part for part in (citation.speaker or t("speaker.unknown"), citation.role) if part)
    day = t.day(citation.published) if citation.published else None
    where = ", ".join(part for part in (citation.title, citation.publisher, day) if part)
    parts = (f"{words} – {who}.", f"{where}." if where else None, citation.url, citation.link)
    return " ".join(part for part in parts if part)
