"""Fetching: what lies at an address is had, in bounds, and not from a private network unless that is asked for."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from selon.articles.details import Told
from selon.articles.fetching import fetched
from selon.articles.network import is_public
from selon.articles.reading import read_source
from selon.articles.sources import sources_in
from selon.errors import UnreadableInputError
from selon.record import Article

WORDS = "The mayor said on Monday that the harbour would stay shut until the summer, for want of money."
PAGE = f"<!DOCTYPE html><html><body><article><p>{WORDS}</p><p>{WORDS.replace('mayor', 'council')}</p></article>"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(dict(self.headers))  # type: ignore[attr-defined]
        getattr(self, f"_send_{self.path.strip('/').partition('/')[0]}", self._send_nothing)()

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""

    def _send(self, status: int, body: bytes = b"", **fields: str) -> None:
        self.send_response(status)
        fields.setdefault("Content_Length", str(len(body)))
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _send_page(self) -> None:
        self._send(200, PAGE.encode())

    def _send_packed(self) -> None:
        self._send(200, gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def _send_moved(self) -> None:
        self._send(301, Location="/page")

    def _send_loop(self) -> None:
        self._send(302, Location="/loop")

    def _send_inside(self) -> None:
        self._send(302, Location="http://169.254.169.254/secret")

    def _send_local(self) -> None:
        self._send(302, Location="file:///etc/passwd")

    def _send_large(self) -> None:
        self._send(200, b"a" * 3000)

    def _send_bomb(self) -> None:
        self._send(200, gzip.compress(b"a" * 3000), Content_Encoding="gzip")

    def _send_short(self) -> None:
        self._send(200, b"half", Content_Length="8")

    def _send_later(self) -> None:
        self._send(503)

    def _send_closed(self) -> None:
        self._send(403)

    def _send_headers(self) -> None:
        self._send(200, **{f"X_{number}": "a" for number in range(200)})

    def _send_silence(self) -> None:
        time.sleep(0.4)

    def _send_drops(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(10):
            time.sleep(0.05)
            self.wfile.write(b"X: y\r\n")

    def _send_nothing(self) -> None:
        self._send(404)


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.asked = []  # type: ignore[attr-defined]
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def root(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def _fetch(address: str, *, private: bool = True) -> bytes:
    with fetched(address, private=private) as stream:
        return stream.read()


def test_what_lies_at_an_address_is_had(root: str) -> None:
    assert _fetch(f"{root}/page/é?q=a b#top") == PAGE.encode()
    assert _fetch(f"{root}/packed") == PAGE.encode()


def test_the_server_is_told_who_asks(root: str, server: ThreadingHTTPServer) -> None:
    _fetch(f"{root}/page")
    asked = server.asked[-1]  # type: ignore[attr-defined]
    assert asked["User-Agent"].startswith("selon/")
    assert asked["Host"] == root.removeprefix("http://")


def test_an_article_has_the_address_it_was_found_at(root: str) -> None:
    (source,), _ = sources_in(f"{root}/moved", private=True)
    (article,) = read_source(source, Told())
    assert isinstance(article, Article)
    assert (article.url, article.origin) == (f"{root}/page", f"{root}/moved")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/missing", r"cannot be had \(it answers 404 Not Found\): check the address"),
        ("/closed", "is not open to programs"),
        ("/later", "try again later"),
        ("/loop", "leads from address to address"),
        ("/local", "file:///etc/passwd, to which .* leads, is no http or https address"),
        ("/short", "breaks off"),
        ("/headers", "does not answer as a web server does"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_sentence(root: str, path: str, sentence: str) -> None:
    with pytest.raises(UnreadableInputError, match=sentence) as raised:
        _fetch(root + path)
    assert root + path in str(raised.value)


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_too_large_is_refused(root: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.articles.fetching._LARGEST", 2000)
    with pytest.raises(UnreadableInputError, match="more than 2,000 bytes"):
        _fetch(root + path)


@pytest.mark.parametrize(("path", "limit"), [("/silence", "_LONGEST_STEP"), ("/drops", "_LONGEST")])
def test_too_slow_is_given_up(root: str, path: str, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"selon.articles.fetching.{limit}", 0.15)
    with pytest.raises(UnreadableInputError, match="did not answer in time"):
        _fetch(root + path)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"],
)
def test_a_private_network_is_refused(host: str) -> None:
    with pytest.raises(UnreadableInputError, match="within a private network"):
        _fetch(f"http://{host}:9/", private=False)


def test_a_redirect_into_a_private_network_is_refused(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.articles.network.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(UnreadableInputError, match=r"169\.254\.169\.254/secret, to which .* private network"):
        _fetch(f"{root}/inside", private=False)


def test_a_name_is_looked_up_once_and_all_that_it_means_is_checked(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = [("93.184.216.34", port), ("127.0.0.1", port)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in found]

    monkeypatch.setattr("selon.articles.network.getaddrinfo", look_up)
    with pytest.raises(UnreadableInputError, match=r"private network \(127\.0\.0\.1\)"):
        _fetch(f"http://post.example:{server.server_port}/page", private=False)
    assert asked == ["post.example"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("240.0.0.1", False),
        ("100.64.0.1", False),
        ("192.168.1.1", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://", "is no http or https address"),
        ("http:///path", "is no http or https address"),
        ("http://[::1", "is no address"),
        ("http://post.example:99999/", "is no address"),
        ("http://jane:secret@post.example/", "a user's name in it"),
        (f"http://{'a' * 70}.example/", "cannot be found"),
        ("http://a..example/", "cannot be found"),
    ],
)
def test_what_is_no_address_is_refused(address: str, sentence: str) -> None:
    with pytest.raises(UnreadableInputError, match=sentence):
        _fetch(address)


def test_a_server_that_cannot_be_reached_is_named(root: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(UnreadableInputError, match="cannot be reached"):
        _fetch(f"http://127.0.0.1:{port}/")
    with pytest.raises(UnreadableInputError, match="does not speak https"):
        _fetch(root.replace("http:", "https:"))
