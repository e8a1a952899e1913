"""Addresses: ours, made of words from outside, and those of others, shown only when they lead to the web."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_LINKED = ("http", "https")


def segment(words: str) -> str:
    """`words` as one part of the path of an address."""
    return quote(words, safe="")


def web_address(url: str | None) -> str | None:
    """`url` where a browser would open it as a page on the web; None for scripts, files and whatever else it may be."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in _LINKED and parts.netloc else None
