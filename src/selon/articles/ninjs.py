"""ninjs, the IPTC's JSON for news, in versions 1 to 3, whose keys differ in little but capitals.

A file holds one item, a list of items, one item a line, or items within an answer of an agency's programming interface.
An item was published when it says so, else when it was first created; one that says neither, with its version.
Of several bodies the one in HTML is read, else the plain text, else NITF; the article keeps it as it stands in the
JSON, unescaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import IO, Any

from selon.articles.agency import authors_in, check_readable, dated, parse_body, parse_each
from selon.articles.agency_xml import parse_xml
from selon.articles.content import LARGEST, Content
from selon.articles.decoding import decode
from selon.articles.details import Details, Told
from selon.articles.failure import Failure
from selon.articles.nitf import parse_nitf
from selon.articles.text import parse_text
from selon.errors import NoArticleError, SelonError, UnreadableInputError
from selon.record import Article

# All keys are read in small letters.
_Item = dict[str, Any]

_JSON = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\[\s*)?\{")
_NAME_KEY = re.compile(rb'"(?:uri|guid)"\s*:', re.IGNORECASE)
_OTHER_KEY = re.compile(
    rb'"(?:body_html|body_xhtml|body_text|bodies|headlines|versioncreated|firstcreated|pubstatus|representationtype|'
    rb'eventdetails|renditions)"\s*:',
    re.IGNORECASE,
)
_NAMES = ("uri", "guid")
_ITEM_KEYS = frozenset({"type", "versioncreated", "headline", "headlines", "bodies", "body_html", "eventdetails"})
_BODIES = {"body_html": "text/html", "body_xhtml": "text/html", "body_text": "text/plain", "body_nitf": "nitf"}
_FIRST_DATES = ("firstpublished", "firstcreated", "contentcreated")
_DEEPEST = 6


def matches(head: bytes) -> bool:
    """True for JSON with the keys of ninjs: the name of an item, and its body, its dates or its state."""
    plain = head.replace(b"\0", b"")
    return bool(_JSON.match(plain) and _NAME_KEY.search(plain) and _OTHER_KEY.search(plain))


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles in `content`, in order; items that cannot be read, or are no texts, as failures in their place.

    Raises UnreadableInputError when all of it is one document that is no JSON, NoArticleError when there is no item in
    it, and what is wrong with its only item.
    """
    for called, data in _documents(content):
        alone = called == content.origin
        try:
            items = _items_in(data, called)
        except SelonError as error:
            if alone:
                raise
            yield Failure.of(called, error)
        else:
            yield from parse_each(items, partial(_parse_item, told), called, alone=alone)


def _documents(content: Content) -> Iterator[tuple[str, bytes]]:
    """Each piece of JSON in `content`, one a line or all of it, with what to call it."""
    if not _is_one_a_line(content.head):
        yield content.origin, content.read_whole()
        return
    lines = _lines(content.stream)
    first, second = next(lines), next(lines, None)
    if second is None:
        yield content.origin, first[1]
        return
    for number, line in chain((first, second), lines):
        yield f"{content.origin}, line {number}", line


def _is_one_a_line(head: bytes) -> bool:
    """True when the first line is a whole object, or is so long that it must be."""
    first, end, _ = head.lstrip().partition(b"\n")
    try:
        return isinstance(json.loads(first), dict) if end else first.startswith(b"{")
    except (ValueError, RecursionError):
        return False


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    number, line = 1, stream.readline(LARGEST)
    while line:
        if line.strip():
            yield number, line
        number, line = number + 1, stream.readline(LARGEST)


def _items_in(data: bytes, origin: str) -> list[_Item]:
    try:
        value = json.loads(decode(data, origin), object_pairs_hook=_with_small_keys)
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(f"{origin} is damaged JSON: fetch it again") from error
    items = list(_items(value, 0))
    if not items:
        raise NoArticleError(f"{origin} holds no item of ninjs: give items with their uri, type and body")
    return items


def _with_small_keys(pairs: list[tuple[str, Any]]) -> _Item:
    return {key.lower(): value for key, value in pairs}


def _items(value: object, depth: int) -> Iterator[_Item]:
    """The items in a piece of JSON in order; those of a package that has no text of its own stand for it."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict) and any(name in value for name in _NAMES) and not _ITEM_KEYS.isdisjoint(value):
        parts = list(_items(value.get("associations"), depth + 1)) if _is_package(value) else []
        yield from parts or [value]
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _items(part, depth + 1)


def _is_package(item: _Item) -> bool:
    return item.get("type") in ("package", "composite") and not _bodies(item)


def _parse_item(told: Told, item: _Item, origin: str) -> Article:
    kind = _words(item.get("type")) or ("event" if "eventdetails" in item else None)
    check_readable(kind, _words(item.get("pubstatus")), origin)
    bodies, details = _bodies(item), _details(item)
    for wanted in ("html", "plain", "nitf"):
        for kind_of_body, body in bodies:
            if wanted in kind_of_body:
                return _parse_body(wanted, body, told, details, origin)
    raise NoArticleError(f"{origin} has no text in it: fetch the item with its body")


def _parse_body(kind: str, body: str, told: Told, details: Details, origin: str) -> Article:
    if kind == "nitf":
        return parse_nitf(parse_xml(body, origin), told, details, origin)
    if kind == "html":
        return parse_body(body, told, details, origin)
    return parse_text(body, language=told.language, published=told.published, details=details, origin=origin)


def _bodies(item: _Item) -> list[tuple[str, str]]:
    """The bodies that are not empty, each after its media type in small letters."""
    keyed = [(kind, item.get(key)) for key, kind in _BODIES.items()]
    listed = [
        (str(body.get("contenttype") or body.get("role") or "plain").lower(), body.get("value"))
        for body in _dicts(item.get("bodies"))
    ]
    return [(kind, body) for kind, body in keyed + listed if isinstance(body, str) and body.strip()]


def _details(item: _Item) -> Details:
    created = next((moment for key in _FIRST_DATES if (moment := _words(item.get(key)))), None)
    details = Details(
        language=_words(item.get("language")),
        title=_title(item),
        publisher=_publisher(item),
        author=authors_in(_words(item.get("byline")) or _words(item.get("by"))) or _names(item.get("authors")),
        url=_address(item),
        name=next((name for key in _NAMES if (name := _words(item.get(key)))), None),
    )
    return dated(details, created, _words(item.get("versioncreated")))


def _title(item: _Item) -> str | None:
    listed = _dicts(item.get("headlines"))
    main = [headline for headline in listed if headline.get("role") in (None, "main")]
    headlines = [_words(headline.get("value")) for headline in main + listed]
    return next((words for words in [_words(item.get("headline")), *headlines] if words), _words(item.get("title")))


def _publisher(item: _Item) -> str | None:
    named = (_words(item.get(key)) or _names(item.get(key)) for key in ("provider", "infosources", "source"))
    return next((name for name in named if name), _words(item.get("copyrightholder")))


def _address(item: _Item) -> str | None:
    """The canonical address the item states, else its uri where that can be opened."""
    canonical = [entry.get("value") for entry in _dicts(item.get("altids")) if entry.get("role") == "canonical"]
    candidates = [_words(item.get("canonicalurl")), *map(_words, canonical), _words(item.get("uri"))]
    return next((address for address in candidates if address and address.startswith(("http://", "https://"))), None)


def _names(value: object) -> str | None:
    """The names in a list of objects, or in one."""
    names = (_words(entry.get("name")) for entry in _dicts(value))
    return ", ".join(name for name in names if name) or None


def _dicts(value: object) -> list[_Item]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
