"""What a page says of its article in schema.org's JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

_SCRIPT = re.compile(r"<script\b[^<>]{0,300}\bapplication/ld\+json\b[^<>]{0,300}>", re.IGNORECASE)
_MOST_SCRIPTS = 50


@dataclass(frozen=True, slots=True)
class LinkedData:
    """Each is None where the page does not say it."""

    headline: str | None = None
    description: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None


def read_linked_data(source: str) -> LinkedData:
    """What the first article that `source` describes in JSON-LD says; broken JSON is passed over."""
    for item in _items(source):
        if "Article" in str(item.get("@type")) or "Posting" in str(item.get("@type")):
            return LinkedData(
                headline=_words(item.get("headline")),
                description=_words(item.get("description")),
                author=", ".join(_names(item.get("author"))) or None,
                publisher=next(_names(item.get("publisher")), None),
                published=day_of(item.get("datePublished")),
                published_at=moment_of(item.get("datePublished")),
                modified_at=moment_of(item.get("dateModified")),
            )
    return LinkedData()


def day_of(moment: object) -> date | None:
    """The day an ISO 8601 date or moment begins with, None when it is neither."""
    try:
        return date.fromisoformat(str(moment)[:10])
    except ValueError:
        return None


def moment_of(written: object) -> datetime | None:
    """The moment that `written` is in ISO 8601, None when it is a mere day or no moment."""
    try:
        return datetime.fromisoformat(str(written)) if len(str(written)) > len("2022-03-14") else None
    except ValueError:
        return None


def _items(source: str) -> Iterator[dict[str, Any]]:
    for number, script in enumerate(_SCRIPT.finditer(source)):
        if number == _MOST_SCRIPTS:
            return
        end = source.find("</script", script.end())
        try:
            data = json.loads(source[script.end() : end], strict=False)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (
                    part for part in ([item, *graph] if isinstance(graph, list) else [item]) if isinstance(part, dict)
                )


def _words(value: object) -> str | None:
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = _words(item.get("name") if isinstance(item, dict) else item)
        if name:
            yield name
