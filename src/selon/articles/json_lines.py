"""JSON lines: one article a line, {"id", "text", "language"?, "published"?, "publisher"?, "title"?}."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from selon.articles.content import LARGEST, Content
from selon.articles.details import Details, Told
from selon.articles.failure import Failure
from selon.articles.text import parse_text
from selon.errors import UnreadableInputError
from selon.record import Article

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"[^\"]{0,60}\"\s*:")
_OTHER_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\[{]\s*$|\[\s*\{\s*\")")


def matches(head: bytes) -> bool:
    """True for bytes that begin as a JSON object or list does."""
    first = head.split(b"\n", 1)[0]
    return bool(_OBJECT.match(first) or _OTHER_JSON.match(first))


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles in `content`, one a line; blank lines are passed over."""
    number, line = 1, content.stream.readline(LARGEST)
    if _OTHER_JSON.match(line):
        raise UnreadableInputError(f"{content.origin} is JSON, but not one article a line: write it as JSON lines")
    while line:
        called = f"{content.origin}, line {number}"
        if line.strip():
            try:
                yield _parse_line(line, told, called)
            except Exception as error:
                yield Failure.of(called, error)
        number, line = number + 1, content.stream.readline(LARGEST)


def _parse_line(line: bytes, told: Told, origin: str) -> Article:
    fields = _object(line, origin)
    details = Details(
        language=_text_of(fields, "language", origin),
        published=None if told.published else _day(fields, origin),
        title=_text_of(fields, "title", origin),
        publisher=_text_of(fields, "publisher", origin),
        name=str(fields["id"]) if fields.get("id") is not None else None,
    )
    text = _text_of(fields, "text", origin) or ""
    return parse_text(text, language=told.language, published=told.published, details=details, origin=origin)


def _object(line: bytes, origin: str) -> dict[str, Any]:
    try:
        fields = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(f"{origin} is no JSON: write one article a line, as one object") from error
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise UnreadableInputError(f'{origin} has no "text": write one article a line, as {{"id": …, "text": …}}')
    return fields


def _text_of(fields: dict[str, Any], key: str, origin: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise UnreadableInputError(f'{origin} has a "{key}" that is no text: put it in quotation marks')
    return value or None


def _day(fields: dict[str, Any], origin: str) -> date | None:
    written = _text_of(fields, "published", origin)
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError as error:
        raise UnreadableInputError(
            f'{origin} was published on "{(written or "")[:40]}": write the day as 2022-03-14'
        ) from error
