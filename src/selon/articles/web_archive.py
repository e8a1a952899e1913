"""Web archives, WARC and ARC: the pages in them. Images, redirects, requests and the like are passed over."""

from __future__ import annotations

from collections.abc import Iterator

from selon.articles.archive_records import LARGEST, ArchiveRecord, read_records
from selon.articles.content import Content
from selon.articles.decoding import decode
from selon.articles.details import Details, Told
from selon.articles.failure import Failure
from selon.articles.http_message import Response, parse_media_type, parse_response
from selon.articles.page import parse_page
from selon.errors import NoArticleError
from selon.record import Article

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FOUND = 200


def matches(head: bytes) -> bool:
    """True for bytes that begin as a WARC or an ARC does."""
    return head.startswith((b"WARC/", b"filedesc:"))


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles on the pages in `content`; pages without one as failures.

    Raises NoArticleError when there are no pages in it.
    """
    is_empty = True
    for record in read_records(content):
        if isinstance(record, Failure):
            is_empty = False
            yield record
        elif page := _page_in(record):
            is_empty = False
            yield _read_page(page, record, told, content.origin)
    if is_empty:
        raise NoArticleError(f"{content.origin} is a web archive without pages: give one that has news pages in it")


def _page_in(record: ArchiveRecord) -> Response | None:
    """The page that `record` holds, None when it holds something else."""
    if record.kind not in ("response", "resource"):
        return None
    page = parse_response(record.block, LARGEST) or Response(
        _FOUND, *parse_media_type(record.media_type), body=record.block
    )
    return page if page.status == _FOUND and page.media_type in _PAGES else None


def _read_page(page: Response, record: ArchiveRecord, told: Told, origin: str) -> Article | Failure:
    called = f"{origin}, record {record.number} ({record.url})"
    try:
        return parse_page(
            decode(page.body, called, page.charset),
            language=told.language,
            published=told.published,
            details=Details(url=record.url or None),
            origin=called,
        )
    except Exception as error:
        return Failure.of(called, error)
