"""NITF, the IPTC's format of one article: its headlines and its body are the article.

Of the moments NITF has, the issue of the document counts as publication, before its release and the publication in
print. What the article keeps as its `original` is the headlines and the body, written as HTML without namespaces. The
abstract is left out: it repeats what the body says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selon.articles.agency import authors_in, check_readable, dated, parse_body
from selon.articles.agency_xml import Element, inner_markup, language_of, read_xml, root_name, words_of
from selon.articles.content import Content
from selon.articles.details import Details, Told
from selon.errors import NoArticleError
from selon.record import Article

_ISSUED = (
    (".//docdata/date.issue", "norm"),
    (".//docdata/date.release", "norm"),
    (".//pubdata", "date.publication"),
    (".//dateline/story.date", "norm"),
)


def matches(head: bytes) -> bool:
    """True for XML whose root is `nitf`."""
    return root_name(head) == "nitf"


def read(content: Content, told: Told) -> Iterator[Article]:
    """The one article in `content`. Raises what `read_xml` and `parse_nitf` raise."""
    yield parse_nitf(read_xml(content), told, Details(), content.origin)


def parse_nitf(nitf: Element, told: Told, details: Details, origin: str) -> Article:
    """The article in the element `nitf`.

    details: what its container says of it, which overrules what it says itself. origin: what to call it in messages.
    Raises NoArticleError when it has no words in its body or was taken back by its agency, and what `parse_body` does.
    """
    status = nitf.find(".//docdata[@management-status]")
    check_readable(None, status.get("management-status") if status is not None else None, origin)
    return parse_body(_body(nitf, origin), told, _filled(details, nitf), origin)


def _body(nitf: Element, origin: str) -> str:
    body = nitf.find(".//body.content")
    if words_of(body) is None:
        raise NoArticleError(f"{origin} has no words in its body: give an article with its full text")
    parts = [part for part in (_headlines(nitf), body) if part is not None]
    return "\n".join(f"<div>{inner_markup(part)}</div>" for part in parts)


def _headlines(nitf: Element) -> Element | None:
    title = nitf.find(".//body.head//hl1")
    return title.getparent() if title is not None else None


def _filled(details: Details, nitf: Element) -> Details:
    """`details`, where they are silent what `nitf` says."""
    if details.day is None:
        moments = (nitf.find(path).get(name) for path, name in _ISSUED if nitf.find(path) is not None)
        details = dated(details, next(filter(None, moments), None), None)
    return replace(
        details,
        language=details.language or nitf.get("baselang") or language_of(nitf),
        title=details.title or words_of(nitf.find(".//body.head//hl1")) or words_of(nitf.find("head/title")),
        publisher=details.publisher or _publisher(nitf),
        author=details.author or authors_in(words_of(nitf.find(".//body.head/byline"))),
        url=details.url or _address(nitf),
        name=details.name or _attribute(nitf, ".//docdata/doc-id", "id-string"),
    )


def _publisher(nitf: Element) -> str | None:
    return (
        _attribute(nitf, ".//pubdata", "name")
        or words_of(nitf.find(".//body.head/distributor"))
        or _attribute(nitf, ".//docdata/doc.copyright", "holder")
    )


def _address(nitf: Element) -> str | None:
    address = _attribute(nitf, ".//pubdata", "ex-ref")
    return address if address and address.startswith(("http://", "https://")) else None


def _attribute(nitf: Element, path: str, name: str) -> str | None:
    found = nitf.find(path)
    return None if found is None else found.get(name) or None
