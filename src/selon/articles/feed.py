"""Feeds, RSS and Atom: each entry that has a text is an article; the pages that entries link to are not fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from time import strftime
from typing import Any
from urllib.parse import urlsplit
from xml.sax import SAXException

from selon.articles.content import Content
from selon.articles.decoding import decode
from selon.articles.details import Details, Told
from selon.articles.failure import Failure
from selon.articles.markup import blocks_of, parse_markup
from selon.articles.moments import Moment, read_moment
from selon.articles.text import parse_text
from selon.errors import NoArticleError, UnreadableInputError
from selon.record import Article

# What feedparser finds in a feed or an entry: a dictionary with values of many kinds.
_Fields = Any

# What may stand before the first element, each once told not looked at in another way.
_PROLOGUE = (
    rb"[^<]{0,100}"
    rb"(?>(?:<\?[^<>]{0,1000}\?>|<!--.{0,5000}?-->|<!DOCTYPE[^<>\[]{0,1000}(?:\[.{0,5000}?\]\s{0,9})?>)\s{0,100}){0,9}"
)
_ROOT = re.compile(
    _PROLOGUE + rb"<(?:\w{1,20}:)?(?:(?:rss|feed)\b|RDF\b.{0,5000}?(?:purl\.org/rss/|my\.netscape\.com/rdf/simple/))",
    re.DOTALL,
)
_LARGEST = 10_000_000
_FEWEST_WORDS = 20
_PERSON = re.compile(
    r"(?P<before>[^()<>@]{1,200}?) ?[(<][^\s@]{1,100}@\S{1,100}[)>]|"
    r"[^\s@]{1,100}@\S{1,100} ?\((?P<after>[^()@]{1,200})\)"
)
_MARKUP = re.compile(r"</?[a-zA-Z]|&#?\w+;")


@dataclass(frozen=True, slots=True)
class _Body:
    """One of the texts that an entry has; words: how many."""

    text: str
    is_markup: bool
    language: str | None
    words: int


def matches(head: bytes) -> bool:
    """True for bytes that begin as a feed does."""
    return bool(_ROOT.match(head.replace(b"\0", b"")))


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles in the feed `content`, one for each entry with a text; the other entries as failures.

    Raises NoArticleError when it has no entries, UnreadableInputError when it is too large or defines entities.
    """
    found = _parsed(decode(content.read_whole(), content.origin), content)
    broken = isinstance(found.get("bozo_exception"), SAXException)
    if not found.entries:
        what = "broken XML in which no entries can be told" if broken else "a feed without entries"
        raise NoArticleError(f"{content.origin} is {what}: give a feed that has news in it")
    for number, entry in enumerate(found.entries, start=1):
        called = f"{content.origin}, entry {number}"
        try:
            yield _read_entry(entry, found, told, called)
        except Exception as error:
            yield Failure.of(called, error)
    if broken:
        reason = str(found.bozo_exception).removeprefix("<unknown>:")
        yield Failure(
            content.origin,
            f"{content.origin} is broken XML (at {reason}): entries may be missing or cut, fetch it again for all",
        )


def _parsed(source: str, content: Content) -> _Fields:
    """What feedparser makes of `source`, which it is given as it stands, never an address to fetch from."""
    import feedparser

    if len(source) > _LARGEST:
        raise UnreadableInputError(f"{content.origin} has more than {_LARGEST:,} characters: give a shorter feed")
    # A few entities that stand for each other can grow to fill the memory.
    if "<!ENTITY" in source:
        raise UnreadableInputError(f"{content.origin} is a feed that defines entities: give one that defines none")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": content.address or ""}
    data = BytesIO(source.encode("utf-8", "replace"))
    try:
        return feedparser.parse(data, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    # References to characters that there are none of, and more of the kind, go through it unforeseen.
    except Exception as error:
        raise UnreadableInputError(f"{content.origin} is a feed too broken to be read: fetch it again") from error


def _read_entry(entry: _Fields, found: _Fields, told: Told, origin: str) -> Article:
    link = _address(entry.get("feedburner_origlink")) or _address(entry.get("link"))
    body = max(_bodies(entry), key=lambda body: body.words, default=None)
    if body is None or body.words < _FEWEST_WORDS:
        page = f" ({link})" if link else ""
        raise NoArticleError(f"{origin} has only its title or a few words: open its page{page} and give that")
    published, modified = _moment(entry, "published"), _moment(entry, "updated")
    # Many feeds date their entries only in the field for changes.
    published, modified = (published, modified) if published else (modified, None)
    details = Details(
        language=body.language or entry.get("language") or found.feed.get("language"),
        published=None if isinstance(published, datetime) else published,
        published_at=published if isinstance(published, datetime) else None,
        modified_at=modified if isinstance(modified, datetime) else None,
        title=_words(entry, "title"),
        publisher=_words(entry.get("source", {}), "title") or _words(found.feed, "title"),
        author=_authors(entry) or (_authors(found.feed) if found.version.startswith("atom") else None),
        url=link,
        name=entry.get("id") or None,
    )
    parse = parse_markup if body.is_markup else parse_text
    return parse(body.text, language=told.language, published=told.published, details=details, origin=origin)


def _bodies(entry: _Fields) -> Iterator[_Body]:
    summary = entry.get("summary_detail")
    for detail in [*entry.get("content", []), *([summary] if summary else [])]:
        text, kind = detail.get("value") or "", detail.get("type", "")
        if kind.startswith("text/") or kind == "application/xhtml+xml":
            is_markup = kind != "text/plain" and bool(_MARKUP.search(text))
            words = " ".join(block for block, _ in blocks_of(text)) if is_markup else text
            yield _Body(text, is_markup, detail.get("language"), len(words.split()))


def _words(fields: _Fields, key: str) -> str | None:
    """The words of a field that may be in HTML."""
    text = fields.get(key) or ""
    if fields.get(f"{key}_detail", {}).get("type") != "text/plain" and _MARKUP.search(text):
        text = " ".join(words for words, _ in blocks_of(text))
    return " ".join(text.split()) or None


def _authors(fields: _Fields) -> str | None:
    names = [author["name"] for author in fields.get("authors", []) if author.get("name")]
    written = fields.get("author") or ""
    # RSS names one person together with a mail address, of which feedparser may take a part for the name.
    if len(names) < 2 and "@" in written:
        person = _PERSON.fullmatch(written.strip())
        return (person["before"] or person["after"]) if person else None
    return ", ".join(names) or None


def _address(link: str | None) -> str | None:
    """`link` where it is an absolute address of the web."""
    try:
        return link if link and urlsplit(link).scheme in ("http", "https") else None
    except ValueError:
        return None


def _moment(entry: _Fields, key: str) -> Moment | None:
    """The moment in the zone it is written in; in UTC where only feedparser understands it."""
    if key not in entry:
        return None
    parsed = entry.get(f"{key}_parsed")
    return read_moment(entry[key]) or (read_moment(strftime("%Y-%m-%dT%H:%M:%SZ", parsed)) if parsed else None)
