"""What the formats of news agencies have in common: which items are no texts, when they came out, who wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from selon.articles.bylines import find_authors
from selon.articles.details import Details, Told
from selon.articles.failure import Failure
from selon.articles.languages import known_languages
from selon.articles.markup import parse_markup
from selon.articles.moments import Moment, read_moment
from selon.articles.phrases import phrases
from selon.articles.text import parse_text
from selon.errors import NoArticleError
from selon.record import Article

_Item = TypeVar("_Item")

# The kinds of items of NewsML-G2 and ninjs that hold no text of their own.
_NO_TEXTS = {
    "animation": "an animation",
    "audio": "a sound recording",
    "component": "a part of another item",
    "concept": "an entry of a vocabulary",
    "event": "an event",
    "graphic": "a graphic",
    "knowledge": "a vocabulary",
    "package": "a package, which only lists other items",
    "photo": "a picture",
    "picture": "a picture",
    "planning": "a plan of coverage",
    "video": "a video",
}
_TAKEN_BACK = {"canceled": "cancelled", "cancelled": "cancelled", "killed": "killed", "withheld": "withheld"}
# A tag or an entity, and no address between angle brackets.
_MARKUP = re.compile(r"</?[a-zA-Z][\w.:-]{0,40}(?:\s[^<>]{0,1000})?/?>|&#?\w{1,31};")


def parse_each(
    items: Sequence[_Item], parse: Callable[[_Item, str], Article], origin: str, *, alone: bool = True
) -> Iterator[Article | Failure]:
    """The article that `parse` makes of each of `items`, which it is given with what to call it in messages.

    origin: what holds the items. alone: whether nothing stands beside it, so that the error of an only item is raised.
    An item that cannot be read comes as a Failure in its place.
    """
    single = len(items) == 1
    for number, item in enumerate(items, 1):
        called = origin if single else f"{origin}, item {number}"
        found: Article | Failure
        try:
            found = parse(item, called)
        except Exception as error:
            if single and alone:
                raise
            found = Failure.of(called, error)
        yield found


def check_readable(kind: str | None, status: str | None, origin: str) -> None:
    """Raises NoArticleError when an item is of a `kind` that is no text, or when its `status` is that it is taken back.

    Both as the agency writes them, without the name of its vocabulary: "picture", "Canceled".
    """
    what, how = _NO_TEXTS.get((kind or "").lower()), _TAKEN_BACK.get((status or "").lower())
    if how:
        raise NoArticleError(f"{origin} was {how} by its agency: leave it out, or give the item that replaces it")
    if what:
        raise NoArticleError(f"{origin} is {what}, not a text: leave it out, or give the text that goes with it")


def is_markup(body: str) -> bool:
    """True for a text with a tag or an entity in it."""
    return bool(_MARKUP.search(body))


def parse_body(body: str, told: Told, details: Details, origin: str) -> Article:
    """The article whose body is `body`: a piece of HTML, or a plain text where it has no tag and no entity.

    Raises what `parse_markup` and `parse_text` raise.
    """
    parse = parse_markup if is_markup(body) else parse_text
    return parse(body, language=told.language, published=told.published, details=details, origin=origin)


def dated(details: Details, created: str | None, changed: str | None) -> Details:
    """`details` with when the item first came out, and when it last changed, where that was later.

    created, changed: as the agency writes them. What came in its first version is published when that was made. What
    is no moment is passed over.
    """
    first, last = _moment(created), _moment(changed)
    published = first or last
    return replace(
        details,
        published=published if not isinstance(published, datetime) else None,
        published_at=published if isinstance(published, datetime) else None,
        modified_at=last if isinstance(last, datetime) and first and _is_later(last, first) else None,
    )


def authors_in(byline: str | None) -> str | None:
    """The authors that `byline` names, without its "By" or "Par"; all of it where they cannot be told from the rest."""
    if not byline:
        return None
    found = (find_authors(byline, phrases(language)) for language in known_languages())
    return next((authors for authors in found if authors), byline)


def _moment(written: str | None) -> Moment | None:
    return read_moment(written) if written and written.strip() else None


def _is_later(last: datetime, first: Moment) -> bool:
    """Moments of which only one has a zone, or is a mere day, are compared by their days."""
    if isinstance(first, datetime) and (last.tzinfo is None) == (first.tzinfo is None):
        return last > first
    return last.date() > (first.date() if isinstance(first, datetime) else first)
