"""Web archives: the pages in them are articles, the rest is passed over, and what is damaged is said."""

import gzip
import io
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.articles import Failure, read_articles
from selon.errors import NoArticleError, SelonError
from selon.record import Article

SAMPLES = Path(__file__).parents[2].parent / "shared" / "formats" / "warc"
WORDS = "The mayor of Brélis said on Monday that the harbour would stay shut until the summer, for want of money."
ADDRESS = "https://post.example/harbour"


def _page(number: int = 1) -> str:
    more = f"<p>The fishermen told her {number} times that they could not wait, and would go to court next week.</p>"
    return f"<!DOCTYPE html><html><body><article><p>{WORDS}</p>{more}</article></body></html>"


def _response(body: bytes, *fields: str, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    header = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *fields]
    return "\r\n".join(header).encode() + b"\r\n\r\n" + body


def _record(
    block: bytes, kind: str = "response", address: str = ADDRESS, media_type: str = "application/http"
) -> bytes:
    header = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{address}>\r\nContent-Type: {media_type}\r\n"
    return (
        f"{header}WARC-Date: 2022-03-14T10:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n" * 2
    )


def _pages(*numbers: int) -> list[bytes]:
    return [_record(_response(_page(number).encode())) for number in numbers]


def _read(*records: bytes) -> list[Article | Failure]:
    return list(read_articles(io.BytesIO(b"".join(records))))


def _times(found: list[Article | Failure]) -> list[str]:
    """How many times the fishermen told her in each article; an empty string for a failure."""
    return [item.text.partition(" times")[0][-1] if isinstance(item, Article) else "" for item in found]


def test_a_page_is_an_article_with_the_address_of_its_record() -> None:
    (article,) = _read(_record(b"software: none", "warcinfo"), *_pages(1))
    assert isinstance(article, Article)
    assert article.text.startswith(WORDS)
    assert (article.url, article.published) == (ADDRESS, None)
    assert article.origin == f"the input, record 2 ({ADDRESS})"


def test_what_is_no_page_is_passed_over() -> None:
    page = _page().encode()
    others = [
        _record(page, "request"),
        _record(_response(page), "revisit"),
        _record(_response(page, status="404 Not Found")),
        _record(_response(b"", "Location: /", status="301 Moved")),
        _record(_response(b"\x89PNG", media_type="image/png")),
        _record(b"a: b", "metadata", media_type="application/warc-fields"),
        _record(b"WARC/1.0\r\n\r\n", "resource", media_type="text/plain"),
    ]
    assert _times(_read(*others, *_pages(2))) == ["2"]
    with pytest.raises(NoArticleError, match="a web archive without pages"):
        _read(*others)


def test_a_page_kept_as_a_resource_is_read() -> None:
    resource = _record(_page(3).encode("cp1252"), "resource", media_type="text/html; charset=windows-1252")
    assert _times(_read(resource)) == ["3"]


def test_pages_without_an_article_are_failures() -> None:
    menu, german = b"<html><body><nav>Home</nav></body></html>", f"<html><body><p>{'Der Hafen bleibt zu. ' * 20}"
    first, second, third = _read(_record(_response(menu)), _record(_response(german.encode())), *_pages(1))
    assert isinstance(first, Failure)
    assert "record 1 (https://post.example/harbour) is a page without an article" in first.reason
    assert isinstance(second, Failure)
    assert "'de'" in second.reason
    assert isinstance(third, Article)


def _in_chunks(body: bytes) -> bytes:
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:])) + b"0\r\n\r\n"


def _bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("field", "pack"),
    [
        ("Content-Encoding: gzip", gzip.compress),
        ("Content-Encoding: deflate", zlib.compress),
        ("Content-Encoding: deflate", _bare_deflate),
        ("Content-Encoding: br", brotli.compress),
        ("Content-Encoding: gzip", bytes),
        ("Content-Encoding: br", bytes),
        ("Transfer-Encoding: chunked", _in_chunks),
        ("Transfer-Encoding: chunked", bytes),
    ],
)
def test_bodies_are_unpacked_and_those_that_were_before_are_read(field: str, pack: type[bytes]) -> None:
    assert _times(_read(_record(_response(pack(_page(4).encode()), field)))) == ["4"]


def test_the_charset_of_the_server_comes_before_that_of_the_page() -> None:
    body = _page().replace("<body>", '<meta charset="cp1252"><body>').replace("Brélis", "Łódź").encode("iso-8859-2")
    (article,) = _read(_record(_response(body, media_type="text/html; charset=ISO-8859-2")))
    assert isinstance(article, Article)
    assert "Łódź" in article.text


def test_a_packed_page_that_grows_without_bounds_is_refused() -> None:
    bomb = gzip.compress(b"<html><p>" + b"a " * 3_000_000)
    (failure,) = _read(_record(_response(bomb, "Content-Encoding: gzip")))
    assert isinstance(failure, Failure)
    assert "more than 5,000,000 characters" in failure.reason


def test_an_archive_that_breaks_off_gives_the_records_before() -> None:
    whole = b"".join(_pages(1, 2))
    packed = b"".join(gzip.compress(page) for page in _pages(1, 2))
    for broken in (whole[:-100], whole[: -len(_pages(2)[0]) + 40], packed[:-50]):
        *articles, failure = _read(broken)
        assert _times(articles) == ["1"]
        assert isinstance(failure, Failure)
        assert "breaks off in record 2" in failure.reason


def test_what_comes_after_a_damaged_member_is_read() -> None:
    members = [gzip.compress(page) for page in _pages(1, 2, 3)]
    members[1] = members[1][:150] + b"\xff\x00\xff" + members[1][153:]
    found = _read(*members)
    assert _times(found) == ["1", "", "3"]
    assert isinstance(found[1], Failure)
    assert "is damaged at record 2" in found[1].reason


@pytest.mark.parametrize(
    "harm", [(b"Content-Length: ", b"Content-Length: x"), (b"WARC/1.1", b"WORC/1.1"), (WORDS.encode(), b"")]
)
def test_what_comes_after_a_damaged_record_is_read(harm: tuple[bytes, bytes]) -> None:
    first, second, third, fourth = _pages(1, 2, 3, 4)
    found = _times(_read(first, second.replace(*harm), third, fourth))
    assert found[0] == "1"
    assert found[-1] == "4"
    assert "" in found


def test_members_are_read_however_they_are_cut() -> None:
    pages = b"".join(_pages(1, 2, 3))
    assert _times(_read(gzip.compress(pages))) == ["1", "2", "3"]
    parts = [gzip.compress(pages[place : place + 100]) for place in range(0, len(pages), 100)]
    assert _times(_read(*parts, b"\0" * 100)) == ["1", "2", "3"]


def test_the_older_arc_is_read() -> None:
    version = b"1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n"
    block = _response(_page(5).encode())
    records = [
        b"filedesc://a.arc 127.0.0.1 20220314100000 text/plain %d\n%s\n" % (len(version), version),
        b"%s?q=a b 192.0.2.1 20220314100000 text/html %d\n%s\n" % (ADDRESS.encode(), len(block), block),
    ]
    (article,) = _read(*records)
    assert isinstance(article, Article)
    assert article.url == f"{ADDRESS}?q=a b"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1200), st.integers(0, 60), st.binary(max_size=60), st.booleans())
def test_a_damaged_archive_raises_nothing_unforeseen(place: int, length: int, noise: bytes, packed: bool) -> None:
    data = b"".join(gzip.compress(page) if packed else page for page in _pages(1, 2))
    try:
        for item in _read(data[:8] + data[8:place] + noise + data[place + length :]):
            assert isinstance(item, Article) or "could not be read (" not in item.reason
    except SelonError:
        pass


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the shared samples")
def test_samples_give_articles_or_one_clear_reason() -> None:
    found = list(read_articles(SAMPLES / "webrecorder_warcio__example.warc"))
    found += read_articles(SAMPLES / "webrecorder_warcio__example.arc")
    found += read_articles(SAMPLES / "webrecorder_warcio__example-resource.warc.gz")
    assert [item.url for item in found if isinstance(item, Article)] == ["http://example.com/"] * 3
