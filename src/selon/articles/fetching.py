"""Fetching what lies at an address: within bounds of size and time, and never from a private network unasked."""

from __future__ import annotations

import io
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from importlib.metadata import version
from socket import SHUT_RDWR, gaierror, socket
from typing import IO
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from selon.articles.http_message import unpack
from selon.articles.network import PrivateNetworkError, connect
from selon.errors import UnreadableInputError

_LARGEST = 50_000_000
_PIECE = 65_536
# For all of it, redirects included, and for each step of it.
_LONGEST, _LONGEST_STEP = 60.0, 15.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSALS = frozenset({401, 402, 403, 407, 451})
_LATER = frozenset({408, 425, 429})
_PORTS = {"http": 80, "https": 443}
_AS_THEY_STAND = "/%:@!$&'()*+,;=~?"


class Fetched(io.BytesIO):
    """The bytes that were fetched; address: where they lay in the end, after redirects."""

    def __init__(self, data: bytes, address: str) -> None:
        super().__init__(data)
        self.address = address


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server sent: the address it redirects to, or what was asked for."""

    redirect: str | None
    body: bytes = b""


@contextmanager
def fetched(address: str, *, private: bool) -> Iterator[IO[bytes]]:
    """What lies at the http or https address, as a stream of at most 50 million bytes, a `Fetched`.

    private: whether it may be fetched from within a private network, such as the user's own machine.
    Raises UnreadableInputError when it cannot be had within 60 seconds and 5 redirects.
    """
    deadline = time.monotonic() + _LONGEST
    here = address
    for _ in range(_MOST_REDIRECTS + 1):
        called = here if here == address else f"{here}, to which {address} leads,"
        answer = _ask(here, called, private, deadline)
        if answer.redirect is None:
            yield Fetched(answer.body, here)
            return
        here = urljoin(here, answer.redirect)
    raise UnreadableInputError(f"{address} leads from address to address: open it in a browser and save the page")


def _ask(address: str, called: str, private: bool, deadline: float) -> _Answer:
    parts, port = _checked(address, called)
    step = max(min(_LONGEST_STEP, deadline - time.monotonic()), 0.01)
    try:
        connection = connect(parts.hostname or "", port, private=private, seconds=step)
        with _secured(connection, parts) as secured, _cut_off(secured, deadline):
            return _exchange(secured, parts, called, deadline)
    except (OSError, HTTPException, UnicodeError) as error:
        reason = _reason(TimeoutError() if time.monotonic() >= deadline else error)
        raise UnreadableInputError(f"{called} {reason}") from error


def _checked(address: str, called: str) -> tuple[SplitResult, int]:
    """The parts of the address, and its port."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError as error:
        raise UnreadableInputError(f"{called} is no address: check it") from error
    if not (port and parts.hostname and parts.scheme in _PORTS):
        raise UnreadableInputError(f"{called} is no http or https address: check it")
    if parts.username is not None:
        raise UnreadableInputError(f"{called} has a user's name in it: give the address without it")
    return parts, port


def _secured(connection: socket, parts: SplitResult) -> socket:
    """The connection, for https with encryption that begins when it is first used."""
    if parts.scheme == "http":
        return connection
    context = ssl.create_default_context()
    return context.wrap_socket(connection, server_hostname=parts.hostname, do_handshake_on_connect=False)


@contextmanager
def _cut_off(connection: socket, deadline: float) -> Iterator[None]:
    """Ends the connection at the deadline, for a server that sends a byte now and then would never end it."""

    def end() -> None:
        with suppress(OSError):
            connection.shutdown(SHUT_RDWR)

    timer = threading.Timer(max(deadline - time.monotonic(), 0), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _exchange(connection: socket, parts: SplitResult, called: str, deadline: float) -> _Answer:
    if isinstance(connection, ssl.SSLSocket):
        connection.do_handshake()
    client = HTTPConnection(parts.hostname or "")
    client.sock = connection
    query = f"?{quote(parts.query, _AS_THEY_STAND)}" if parts.query else ""
    headers = {
        "Host": parts.netloc.encode("idna").decode("ascii"),
        "User-Agent": f"selon/{version('selon')} (+news reader)",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    client.request("GET", (quote(parts.path, _AS_THEY_STAND) or "/") + query, headers=headers)
    with client.getresponse() as response:
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            return _Answer(location)
        if not 200 <= response.status < 300:
            raise UnreadableInputError(f"{called} {_refusal(response)}")
        return _Answer(None, _body(response, called, deadline))


def _body(response: HTTPResponse, called: str, deadline: float) -> bytes:
    received = bytearray()
    while len(received) <= _LARGEST and (piece := response.read(_PIECE)):
        received += piece
    if time.monotonic() >= deadline:
        raise TimeoutError
    body = unpack(bytes(received), response.getheader("Content-Encoding", ""), _LARGEST + 1)
    if max(len(received), len(body)) > _LARGEST:
        raise UnreadableInputError(f"{called} has more than {_LARGEST:,} bytes: save it and give the file")
    if response.length:
        raise IncompleteRead(b"")
    return body


def _refusal(response: HTTPResponse) -> str:
    answer = f"answers {response.status} {response.reason}".strip()
    if response.status in _REFUSALS:
        return f"is not open to programs (it {answer}): open it in a browser and save the page"
    if response.status in _LATER or response.status >= 500:
        return f"cannot be had now (it {answer}): try again later"
    return f"cannot be had (it {answer}): check the address"


def _reason(error: Exception) -> str:
    """What went wrong, and what to do."""
    match error:
        case PrivateNetworkError():
            return f"lies within a private network ({error}): save it and give the file"
        case TimeoutError():
            return "did not answer in time: try again later"
        case gaierror() | UnicodeError():
            return "cannot be found: check the name of the host and the network"
        case ssl.SSLCertVerificationError():
            return f"cannot prove that it is who it says ({error.verify_message}): check the address"
        case ssl.SSLError():
            return f"does not speak https ({error.reason}): check the address"
        case IncompleteRead():
            return "breaks off: try again later"
        case HTTPException():
            return "does not answer as a web server does: check the address"
        case _:
            return f"cannot be reached ({getattr(error, 'strerror', None) or error}): check the address and the network"
