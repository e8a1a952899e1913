"""Who may ask, and what a browser may do with the answer.

The server is meant for the one person at the machine. Other sites that this person visits can send requests to it too,
so that those are refused; and a page of hostile text can do nothing, for no script runs that is not ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Bytes of a request's body: a long article as the page it was published on is one or two million.
LARGEST_BODY = 10_000_000

_NAMES = ("127.0.0.1", "localhost", "::1")
_READING = ("GET", "HEAD")
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses what comes from other sites or is too large, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = _refusal(scope["method"], Headers(scope=scope))
        if refusal:
            await PlainTextResponse(refusal[1] + "\n", refusal[0])(scope, receive, guarded)
        else:
            await self._app(scope, _Capped(receive), guarded)


class BodyTooLargeError(Exception):
    """More came than a request may hold."""


class _Capped:
    """What a request sends, until it is too much."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._size = receive, 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > LARGEST_BODY:
            raise BodyTooLargeError
        return message


def _refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    """The status and the sentence with which a request is refused, None when it is not."""
    host = _host(f"//{headers.get('host', '')}")
    if host not in _NAMES:
        return 421, "This reader answers only to 127.0.0.1 and localhost: use the address that 'selon serve' tells."
    if method not in (*_READING, "POST"):
        return 405, "Pages are read with GET; only texts to be read are sent, with POST."
    if not _is_own(method, headers):
        return 403, "A request from another site is refused: open the page from its own address."
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return 413, f"That is too large: at most {LARGEST_BODY // 1_000_000} million bytes can be sent at once."
    return None


def _is_own(method: str, headers: Headers) -> bool:
    """True for requests of our own pages, of people who follow a link, and of programs that are no browser."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
    if method not in _READING:
        # Pages that send no referrer have forms without an origin; what a browser says of the site no page can forge.
        own = origin is None or _netloc(origin) == headers.get("host") or (origin == "null" and site == "same-origin")
        return own and site in ("same-origin", "none")
    if site in ("same-origin", "none"):
        return True
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
