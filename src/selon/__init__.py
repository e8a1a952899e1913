"""Who said what, and on whose word: statements in French and English news, each tied to the characters that prove it.

    >>> import selon
    >>> record = selon.read("Pékin, 14 mars. « Je n'en ai jamais entendu parler », a déclaré Liu Pengyu.")
    >>> for statement in record.statements:
    ...     print(statement.speaker.name, statement.act, record.words(statement.content))
    Liu Pengyu state « Je n'en ai jamais entendu parler »

For many articles make one `Reader` and give it what `read_articles` finds in a file or a folder:

    >>> reader = selon.Reader()
    >>> for outcome in reader.read_all(selon.read_articles("articles/")):
    ...     if isinstance(outcome, selon.Failure):
    ...         print(outcome.reason)
    ...     else:
    ...         print(outcome.article.title, len(outcome.statements))

A `Ledger` keeps records in one file and finds them again:

    >>> ledger = selon.Ledger("selon.duckdb")
    >>> ledger.add("articles/")
    >>> for hit in ledger.find(selon.Query("sanctions", speaker="Sullivan"), limit=10):
    ...     print(hit.said_on, hit.speaker, hit.content, hit.title)

Every offset in a record counts characters of `record.article.text`, so that `text[start:end]` is the proof. Whatever
selon cannot do with an input it says with a `SelonError`, whose words are one sentence.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selon.errors import SelonError
from selon.record import (
    Act,
    Actor,
    Article,
    Entity,
    EntityLabel,
    Figure,
    Form,
    Kind,
    Passage,
    PassageKind,
    Place,
    PlaceKind,
    Record,
    Role,
    Segment,
    Span,
    Speaker,
    Statement,
    TimeExpression,
    TimeType,
    Unit,
)

if TYPE_CHECKING:
    from selon.articles import Failure, parse_page, parse_text, read_articles
    from selon.extract.reader import Reader
    from selon.ledger import Ledger, Query

__all__ = [
    "Act",
    "Actor",
    "Article",
    "Entity",
    "EntityLabel",
    "Failure",
    "Figure",
    "Form",
    "Kind",
    "Ledger",
    "Passage",
    "PassageKind",
    "Place",
    "PlaceKind",
    "Query",
    "Reader",
    "Record",
    "Role",
    "Segment",
    "SelonError",
    "Span",
    "Speaker",
    "Statement",
    "TimeExpression",
    "TimeType",
    "Unit",
    "parse_page",
    "parse_text",
    "read",
    "read_articles",
]

# What needs the model or the page parsers is imported when it is first asked for: `selon --help` must answer at once.
_WHEN_ASKED = {
    "Failure": "selon.articles",
    "Ledger": "selon.ledger",
    "Query": "selon.ledger",
    "Reader": "selon.extract.reader",
    "parse_page": "selon.articles",
    "parse_text": "selon.articles",
    "read_articles": "selon.articles",
}
_LONGEST_PATH = 255


def __getattr__(name: str) -> Any:
    if name not in _WHEN_ASKED:
        raise AttributeError(f"module 'selon' has no attribute '{name}'")
    return getattr(import_module(_WHEN_ASKED[name]), name)


def read(text_or_path: str | Path, *, language: str | None = None, published: date | None = None) -> Record:
    """The record of one article.

    text_or_path: the article's text, or where it lies as text, HTML or one JSON line. A `Path` is always a path. A
    `str` is a path when it has no line end and at most 255 characters and names a file that exists; any other `str` is
    text. (For the source of a page that you hold as a `str`, use `Reader().read(parse_page(source))`.)
    language: "fr" or "en"; detected when not given. published: the day of publication; looked for in the article when
    not given.
    The model is loaded on the first call and kept. For many articles `Reader.read_all` is faster.
    Raises SelonError when there is no article to read, it is in no language that selon reads, or there are several.

        >>> selon.read(Path("aide-militaire.txt"), published=date(2022, 3, 14)).statements[0].speaker.name
        'deux responsables américains'
    """
    return _reader().read(_article(text_or_path, language, published))


@cache
def _reader() -> Reader:
    from selon.extract.reader import Reader

    return Reader()


def _article(text_or_path: str | Path, language: str | None, published: date | None) -> Article:
    from selon.articles import Failure, parse_text, read_articles

    if isinstance(text_or_path, str) and not _names_a_file(text_or_path):
        return parse_text(text_or_path, language=language, published=published)
    found = read_articles(Path(text_or_path), language=language, published=published)
    article = next(found, None)
    if isinstance(article, Failure):
        raise SelonError(article.reason)
    if article is None or next(found, None):
        raise SelonError(f"{text_or_path} does not hold exactly one article: use selon.Reader and selon.read_articles")
    return article


def _names_a_file(words: str) -> bool:
    return len(words) <= _LONGEST_PATH and len(words.splitlines()) == 1 and Path(words).is_file()
