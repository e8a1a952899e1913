"""JSON: one object a line, one list of objects, or one object over several lines; its keys are an article's fields.

What web services answer, an object with a list of articles somewhere in it, is taken for the list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from selon.articles.columns import article_of, choose_columns, known_fields
from selon.articles.content import LARGEST, Content
from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.articles.unparsed import Unparsed, parsed, whole
from selon.errors import UnreadableInputError
from selon.record import Article

_MARK = b"\xef\xbb\xbf"
_BEGINNING = re.compile(rb"\{\s*\"[^\"]{0,60}\"\s*:|\[\s*\{\s*\"|[\[{]$")
# How many objects a list of articles may stand inside, and what an article has and a paragraph has not.
_DEEPEST = 3
_OF_ARTICLES = frozenset({"title", "publisher", "author", "published", "url"})
# A line that ends so opens an object that goes on.
_GOES_ON = (b"{", b"[", b",", b":")


def matches(head: bytes) -> bool:
    """True for bytes that begin as a JSON object or a list of objects does."""
    return bool(_BEGINNING.match(_first_line(head)[0]))


def holds_lines(head: bytes) -> bool:
    """True for JSON that begins with `head` and has one object a line; False for JSON that is a whole."""
    first, is_whole = _first_line(head)
    return not (first.startswith(b"[") or (is_whole and first.endswith(_GOES_ON)))


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles in `content`: one a line, blank lines passed over; or one for each item of the list that it is.

    Raises SelonError when it is no list and not one object a line, and is no JSON or no article as a whole.
    """
    if holds_lines(content.head):
        yield from parsed(_lines(content), told)
        return
    yield from _articles_in(_loaded(content.read_whole(), content.origin), told, content.origin)


def unparsed(content: Content, told: Told) -> Iterator[Unparsed]:
    """What `read` makes articles of: lines, or the whole. Raises UnreadableInputError when that is too large."""
    return _lines(content) if holds_lines(content.head) else iter([whole(content, read)])


def _first_line(head: bytes) -> tuple[bytes, bool]:
    """The first line that is not blank, and whether all of it is in `head`."""
    line, end, _ = head.removeprefix(_MARK).lstrip().partition(b"\n")
    return line.rstrip(), bool(end)


def _lines(content: Content) -> Iterator[Unparsed]:
    for number, line in enumerate(iter(lambda: content.stream.readline(LARGEST), b""), start=1):
        if line.removeprefix(_MARK).strip():
            yield Unparsed(f"{content.origin}, line {number}", line, _read_line, len(line))


def _read_line(line: bytes, told: Told, origin: str) -> Iterator[Article | Failure]:
    data = _loaded(line, origin)
    # A list in a line would be one in a file of one line.
    yield from _articles_in(data, told, origin) if isinstance(data, dict) else (_article_in(data, told, origin),)


def _articles_in(data: Any, told: Told, origin: str) -> Iterator[Article | Failure]:
    items = data if isinstance(data, list) else _enveloped(data, told)
    if items is None:
        yield _article_in(data, told, origin)
        return
    for number, item in enumerate(items, start=1):
        called = f"{origin}, item {number}"
        try:
            yield _article_in(item, told, called)
        except Exception as error:
            yield Failure.of(called, error)


def _enveloped(data: Any, told: Told, depth: int = 0) -> list[Any] | None:
    """The only list of articles in `data`, or in an object in it, when it is no article itself."""
    if not isinstance(data, dict) or depth > _DEEPEST or "text" in _fields_of(data, told):
        return None
    found = [value for value in data.values() if isinstance(value, list) and value and _is_article(value[0], told)]
    if not found:
        inner = (_enveloped(value, told, depth + 1) for value in data.values())
        found = [items for items in inner if items is not None]
    return found[0] if len(found) == 1 else None


def _is_article(item: Any, told: Told) -> bool:
    """Whether an object in a list is an article: it has a text, and what a paragraph has not."""
    fields = _fields_of(item, told) if isinstance(item, dict) else frozenset()
    return "text" in fields and not fields.isdisjoint(_OF_ARTICLES)


def _fields_of(item: dict[str, Any], told: Told) -> AbstractSet[str]:
    return known_fields(item) | {field for field, name in told.columns.items() if name in item}


def _loaded(data: bytes, origin: str) -> Any:
    try:
        return json.loads(data.removeprefix(_MARK))
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(
            f"{origin} is no JSON: write one article a line, as one object, or all of them as one list"
        ) from error


def _article_in(fields: Any, told: Told, origin: str) -> Article:
    if not isinstance(fields, dict):
        raise UnreadableInputError(f'{origin} is no JSON object: write each article as {{"id": …, "text": …}}')
    # An object may lack what is not known of its article.
    optional = (name for field, name in told.columns.items() if field != "text")
    columns = choose_columns((*fields, *optional), told.columns, origin)
    return article_of({field: fields.get(name) for field, name in columns.items()}, told, origin)
