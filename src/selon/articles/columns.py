"""From one row of a table to an article: which column holds what, and what its values mean."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from selon.articles.decoding import decode
from selon.articles.details import Details, Told
from selon.articles.documents import parse_document
from selon.articles.markup import parse_markup
from selon.articles.moments import Moment, read_moment
from selon.articles.text import parse_text
from selon.errors import UnreadableInputError
from selon.record import Article

_MARKS = re.compile(r"[\W_]+")
_PAGE = re.compile(r"[\s\ufeff]{0,1000}(?:<\?xml\b|<!doctype\s+html|<html\b|<head\b|<body\b)", re.IGNORECASE)
# One of them may stand in a plain text that is about pages.
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|li|blockquote|br)\b[^<>]{0,500}>", re.IGNORECASE)
_FEWEST_BLOCKS = 2
# "0000-00-00", "0": what databases write where they have no date.
_NO_DAY = re.compile(r"[0.:/TZ+ -]+")
_MOST_NAMES, _LONGEST_NAME = 30, 40


def known_fields(names: Iterable[str]) -> set[str]:
    """The fields that columns of these `names` are known to hold."""
    plain = {_plain(name) for name in names}
    return {field for field, known in _names().items() if not plain.isdisjoint(known)}


def choose_columns(names: Sequence[str], told: Mapping[str, str], origin: str) -> dict[str, str]:
    """Which of the columns `names` holds which field; `text` is always among the fields.

    told: the columns of some fields; the others are told by their names. origin: what to call the table in messages.
    Raises UnreadableInputError when `told` names a field or a column that there is not, or when no column can be told
    to hold the text.
    """
    check_columns(told)
    for name in told.values():
        if name not in names:
            raise UnreadableInputError(f"{origin} has no column '{name}': it has {_listed(names)}")
    free = {_plain(name): name for name in reversed(names) if name not in told.values()}
    guessed = {field: next((free[name] for name in known if name in free), None) for field, known in _names().items()}
    chosen = {field: name for field, name in guessed.items() if name is not None} | dict(told)
    if "text" not in chosen:
        raise UnreadableInputError(
            f"{origin} has no column that is called as a text is: say which one holds it, "
            f"as in --column text=NAME, of {_listed(names)}"
        )
    return chosen


def check_columns(told: Mapping[str, str]) -> None:
    """Raises UnreadableInputError when `told` gives the column of a field that there is not."""
    for field in told:
        if field not in _names():
            raise UnreadableInputError(f"'{field}' is no field of an article: name one of {', '.join(_names())}")


def article_of(values: Mapping[str, object], told: Told, origin: str) -> Article:
    """The article in one row.

    values: by field; the text may be a plain text, a page or a piece of HTML. origin: what to call the row in messages.
    Raises UnreadableInputError when the text is none or a date cannot be read, and what the parsers of texts and pages
    raise.
    """
    language = _language(values.get("language"))
    told_language = told.language or language
    published = None if told.published else _moment(values, "published", told_language, origin)
    modified = _moment(values, "modified", told_language, origin)
    details = Details(
        language=language,
        published=None if isinstance(published, datetime) else published,
        published_at=published if isinstance(published, datetime) else None,
        modified_at=modified if isinstance(modified, datetime) else None,
        title=_words(values.get("title")),
        publisher=_words(values.get("publisher")),
        author=_words(values.get("author")),
        url=_words(values.get("url")),
        name=_words(values.get("id")),
    )
    return _parse(_text(values["text"], origin), told, details, origin)


def read_row(values: Mapping[str, object], told: Told, origin: str) -> Iterator[Article]:
    """What `article_of` makes of a row, as what `Unparsed.parse` is asked for."""
    yield article_of(values, told, origin)


def _parse(text: str, told: Told, details: Details, origin: str) -> Article:
    if _PAGE.match(text):
        return parse_document(text, told, details, origin)
    is_markup = len(_BLOCK.findall(text)) >= _FEWEST_BLOCKS
    parse = parse_markup if is_markup else parse_text
    return parse(text, language=told.language, published=told.published, details=details, origin=origin)


def _text(value: object, origin: str) -> str:
    """The text as it stands in its cell, character for character."""
    if value is None or _is_unknown(value):
        return ""
    if isinstance(value, bytes):
        return decode(value, origin)
    if not isinstance(value, str):
        raise UnreadableInputError(f"{origin} has a text that is not made of words: put it in quotation marks")
    return value


def _words(value: object) -> str | None:
    """What `value` says in words: itself, its name, or the names in it; None where it says nothing."""
    items = value if isinstance(value, list | tuple) else [value]
    return ", ".join(name for item in items if (name := _name(item))) or None


def _name(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name")
    if value is None or isinstance(value, list | tuple | Mapping) or _is_unknown(value):
        return None
    return (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)).strip()


def _language(value: object) -> str | None:
    words = _words(value)
    return _languages().get(words.lower(), words) if words else None


def _moment(values: Mapping[str, object], field: str, language: str | None, origin: str) -> Moment | None:
    value = values.get(field)
    if value is None or _is_unknown(value):
        return None
    moment = read_moment(value, language)
    if moment is None and not _NO_DAY.fullmatch(str(value)):
        words = str(value)[:40]
        language_tells = ", or name the language, if it puts the day first" if "/" in words else ""
        raise UnreadableInputError(f'{origin} was {field} on "{words}": write the day as 2022-03-14{language_tells}')
    return moment


def _is_unknown(value: object) -> bool:
    return isinstance(value, str | float) and str(value).strip().lower() in _unknown()


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(f"'{name[:_LONGEST_NAME]}'" for name in names[:_MOST_NAMES])
    return f"{listed} and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else listed


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    """`name` without case, accents, spaces and marks."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return _MARKS.sub("", "".join(letter for letter in letters if not unicodedata.combining(letter)))


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("selon.articles") / "columns.toml").read_text("utf-8"))


@cache
def _names() -> dict[str, list[str]]:
    """The known names of the column of each field, the surest first."""
    return {field: [_plain(name) for name in names] for field, names in _table()["fields"].items()}


@cache
def _languages() -> dict[str, str]:
    return {name: code for code, names in _table()["languages"].items() for name in names}


@cache
def _unknown() -> frozenset[str]:
    return frozenset(_table()["unknown"]["values"])
