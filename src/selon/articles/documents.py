"""Files that hold one article and nothing else: a plain text, or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selon.articles.content import Content
from selon.articles.decoding import decode
from selon.articles.details import Details, Told
from selon.articles.page import parse_page
from selon.articles.text import parse_text
from selon.errors import UnreadableInputError
from selon.record import Article

_PAGE = re.compile(
    r"[\s\ufeff]{0,1000}(?>(?:<!--.{0,2000}?-->|<\?xml[^<>]{0,300}\?>)\s{0,100}){0,5}"
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h1|meta|title|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"[\s\ufeff]{0,1000}<\?xml\b", re.IGNORECASE)


def matches(head: bytes) -> bool:
    """True: what is nothing else is a text, or is refused with the reason."""
    return True


def read(content: Content, told: Told) -> Iterator[Article]:
    """The one article in `content`.

    Raises UnreadableInputError when it is neither text nor page, and what `parse_text` and `parse_page` raise.
    """
    source = decode(content.read_whole(), content.origin)
    yield parse_document(source, told, Details(url=content.address), content.origin)


def parse_document(source: str, told: Told, details: Details, origin: str) -> Article:
    """The article in `source`, which is a page or a plain text, as it shows.

    details: what its container says of it. origin: what to call it in messages.
    """
    if _PAGE.match(source):
        return parse_page(source, language=told.language, published=told.published, details=details, origin=origin)
    if _XML.match(source):
        raise UnreadableInputError(f"{origin} is XML of a kind selon does not read: give one of those the README lists")
    return parse_text(source, language=told.language, published=told.published, details=details, origin=origin)
