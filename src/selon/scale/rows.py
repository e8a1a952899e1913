"""One article as a row: its record as JSON, and beside it what people sort and choose records by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from selon.articles import Failure
from selon.articles.languages import settle_language
from selon.exports.safe import to_json
from selon.ledger.arrivals import End, Passed, Step, Taken
from selon.record import Article, Record
from selon.record.checking import check_record
from selon.record.rows import article_of, article_row
from selon.scale.partitions import Piece

# Of one record as JSON: more than any article makes, in characters.
_LARGEST = 50_000_000


class Row(NamedTuple):
    """What became of one article.

    input, place: the input it stands in, None when nobody can read that again, and its number there, from 0.
    origin: where it stands, for messages. id: the hash of its text, or of its page's source. published: YYYY-MM-DD.
    statements: how many, None where there is no record. record: as one line of `selon read --jsonl`; of an article that
    needed no reading it has no findings. failure: why it could not be read; then there is no record, and what is known
    of the article stands where it could be parsed.
    """

    input: str | None
    place: int
    origin: str
    id: str | None = None
    language: str | None = None
    published: date | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    statements: int | None = None
    record: str | None = None
    failure: str | None = None


def record_row(piece: Piece, record: Record) -> Row:
    """The row of an article that was read."""
    row = _known_row(piece, record.article)
    return row._replace(statements=len(record.statements), record=to_json(record.to_dict()).rstrip("\n"))


def article_only_row(piece: Piece, article: Article) -> Row:
    """The row of an article that needed no reading."""
    written = to_json(article_row(article, "")).rstrip("\n")
    return _known_row(piece, article)._replace(record=written)


def failure_row(piece: Piece, failure: Failure, article: Article | None = None) -> Row:
    """The row of what could not be read. article: what was parsed, None where that could not be done either."""
    row = _known_row(piece, article) if article else Row(piece.input, piece.place, failure.origin)
    return row._replace(origin=failure.origin, failure=failure.reason)


def _known_row(piece: Piece, article: Article) -> Row:
    known = (article.id, article.language, article.published, article.publisher, article.title, article.url)
    return Row(piece.input, piece.place, article.origin or "", *known)


def steps_of(rows: Iterable[Row | End | Passed]) -> Iterator[Step]:
    """What rows that were made by ourselves say."""
    for row in rows:
        yield Taken(row.input, _outcome(row), has_article(row)) if isinstance(row, Row) else row


def has_article(row: Row) -> bool:
    """False where not even an article could be parsed."""
    return row.failure is None or row.id is not None


def _outcome(row: Row) -> Record | Article | Failure:
    if row.failure is not None:
        return Failure(row.origin, row.failure)
    loaded = json.loads(row.record or "")
    return article_of(loaded) if row.statements is None else Record.from_dict(loaded)


def checked_outcome(row: Row, reader: str, called: str) -> Record | Failure:
    """What a row says that came from elsewhere; one that cannot be true is a failure.

    reader: the name that its record must carry. called: what to call the row in messages.
    """
    origin = row.origin or row.input or called
    if row.failure is not None:
        return Failure(origin, row.failure)
    try:
        if row.record is None or len(row.record) > _LARGEST:
            raise ValueError("it has no record, or one that is too large")
        loaded: Mapping[str, Any] = json.loads(row.record)
        record = Record.from_dict(loaded)
        check_record(record)
        settle_language(record.article.text, record.article.language, called)
        if record.reader != reader or not record.article.id == loaded["hash"] == row.id:
            raise ValueError("its reader or its hash is not what it says")
    except Exception as error:
        reason = f"{called} is no record ({type(error).__name__}: {error}): read the article again"
        return Failure(origin, reason)
    return record
