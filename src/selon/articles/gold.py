"""JSON lines: one article a line, {"id", "text", "language"?, "published"?, "publisher"?, "title"?}."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from selon.articles.text import parse_text
from selon.errors import UnreadableInputError
from selon.record import Article

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"[^\"]{0,60}\"\s*:")
_OTHER_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\[{]\s*$|\[\s*\{\s*\")")


def is_article_line(line: bytes) -> bool:
    """True for a line that begins as a JSON object does."""
    return bool(_OBJECT.match(line))


def is_other_json(line: bytes) -> bool:
    """True for a line as JSON begins that has its articles in a list or spread over lines."""
    return bool(_OTHER_JSON.match(line))


def parse_line(line: bytes, origin: str, *, language: str | None = None, published: date | None = None) -> Article:
    """The article on one line of a JSON lines file; other keys than those of the format are passed over.

    language, published: overrule what the line says.
    origin: what to call the line in messages.
    Raises UnreadableInputError when the line is no such object; NoArticleError and UnknownLanguageError as
    `parse_text` does.
    """
    fields = _object(line, origin)
    return parse_text(
        _text_of(fields, "text", origin) or "",
        language=language or _text_of(fields, "language", origin),
        published=published or _day(fields, origin),
        title=_text_of(fields, "title", origin),
        publisher=_text_of(fields, "publisher", origin),
        name=str(fields["id"]) if fields.get("id") is not None else None,
        origin=origin,
    )


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
