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
from selon.articles.unparsed import Unparsed, parsed
from selon.errors import NoArticleError
from selon.record import Article

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FOUND = 200
# Of so many characters of a page one is of its article, roughly.
_MARKUP = 10


def matches(head: bytes) -> bool:
    """True for bytes that begin as a WARC or an ARC does."""
    return head.startswith((b"WARC/", b"filedesc:"))


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles on the pages in `content`; pages without one as failures.

    Raises NoArticleError when there are no pages in it.
    """
    return parsed(unparsed(content, told), told)


def unparsed(content: Content, told: Told) -> Iterator[Unparsed | Failure]:
    """The pages that `read` makes articles of, and damaged records. Raises what it raises."""
    is_empty = True
    for record in read_records(content):
        if isinstance(record, Failure):
            is_empty = False
            yield record
        elif page := _page_in(record):
            is_empty = False
            called = f"{content.origin}, record {record.number} ({record.url})"
            yield Unparsed(called, (page.body, page.charset, record.url), _read_page, len(page.body) // _MARKUP)
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


def _read_page(page: tuple[bytes, str | None, str], told: Told, origin: str) -> Iterator[Article]:
    """page: its bytes, their encoding as its server says, its address."""
    body, charset, url = page
    yield parse_page(
        decode(body, origin, charset),
        language=told.language,
        published=told.published,
        details=Details(url=url or None),
        origin=origin,
    )
