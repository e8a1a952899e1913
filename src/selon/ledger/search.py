"""Statements found again: newest first, each with its article and the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb

from selon.ledger.matching import Condition, condition_of
from selon.ledger.query import Query

# How many characters around a statement are shown with it.
_AROUND = 120


@dataclass(frozen=True, slots=True)
class Hit:
    """One statement of the ledger as a search gives it.

    id, article: ids of the statement and its article. position: its place among the article's statements, from 0.
    parent: the position of the statement inside whose content it stands. content, cue, source, addressee, medium: their
    words. said_on, said_until: the first and the last day of when it was said; said: what its words tell of that, as
    TIMEX3 writes it, None where both are the day on which the article came out. start, end: the characters of the
    article's text from its first to its last; words: those. before, after: the words around it in the article, up to
    120 characters each.
    """

    id: str
    article: str
    position: int
    parent: int | None
    speaker: str | None
    kind: str | None
    role: str | None
    organisation: str | None
    country: str | None
    stands_for: str | None
    form: str
    act: str
    content: str
    cue: str
    source: str
    addressee: str | None
    medium: str | None
    said_on: date | None
    said_until: date | None
    said: str | None
    published: date | None
    publisher: str | None
    title: str | None
    url: str | None
    origin: str | None
    language: str
    start: int
    end: int
    confidence: float
    spans: dict[str, list[list[int]]]
    before: str
    words: str
    after: str

    def to_dict(self) -> dict[str, Any]:
        """The hit as JSON types."""
        row = asdict(self)
        return row | {name: row[name].isoformat() if row[name] else None for name in _DAYS}


_DAYS = ("said_on", "said_until", "published")
_ORDERS = {
    # The last said comes first; what stands in one article is told in its order.
    "newest": "s.said_on DESC NULLS LAST, s.article DESC, s.position",
    "oldest": "s.said_on NULLS LAST, s.article, s.position",
    "kept": "s.number",
}
_STATEMENTS = """
    SELECT s.number, s.article, kept.hex(s.id), s.position, s.parent, w.name, w.kind, s.role, s.organisation, w.country,
        w.stands_for, s.form, s.act, s.content, s.cue, s.source, s.addressee, s.medium, s.said_on,
        s.said_until, s.said, s."start", s."end", round(s.confidence::DOUBLE, 4)
    FROM wanted JOIN kept.statements AS s ON s.number = wanted.one
    LEFT JOIN kept.actors AS w ON w.number = s.actor
"""
_ARTICLES = "SELECT number, kept.hex(id), language, text FROM wanted JOIN kept.articles ON number = wanted.one"
_APPEARANCES = """
    SELECT article, published, publisher, title, url, origin
    FROM wanted JOIN kept.appearances ON article = wanted.one
    QUALIFY row_number() OVER (PARTITION BY article ORDER BY published NULLS LAST, number) = 1
"""
_SPANS = """
    SELECT statement, part, "start", "end"
    FROM wanted JOIN kept.spans ON statement = wanted.one ORDER BY statement, part, "start"
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds: how many statements there are in all, and the first of them."""

    total: int
    hits: tuple[Hit, ...]


def search(connection: duckdb.DuckDBPyConnection, query: Query, *, order: str, limit: int) -> Found:
    """The first `limit` of the current statements that `query` holds of, and how many there are.

    Raises QueryError when the query cannot be understood.
    """
    condition = condition_of(connection, query)
    total = f"SELECT count(*) FROM kept.statements AS s WHERE {condition.sql}"
    ((number,),) = connection.execute(total, condition.values).fetchall()
    return Found(int(number), tuple(hits_of(connection, matching(connection, condition, order=order, limit=limit))))


def matching(
    connection: duckdb.DuckDBPyConnection, condition: Condition, *, order: str, limit: int | None
) -> list[int]:
    """The numbers of the statements that `condition` holds of, in the `order` "newest", "oldest" or "kept".

    limit: the most to give, None for all.
    """
    rows = connection.execute(
        f"SELECT s.number FROM kept.statements AS s WHERE {condition.sql} ORDER BY {_ORDERS[order]} LIMIT ?",
        [*condition.values, limit],
    ).fetchall()
    return [number for (number,) in rows]


def hits_of(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> Iterator[Hit]:
    """The statements with these numbers, in this order; all are held in memory together."""
    statements = {row[0]: row[1:] for row in _fetched(connection, _STATEMENTS, numbers)}
    wanted = list(dict.fromkeys(row[0] for row in statements.values()))
    articles = {row[0]: row[1:] for row in _fetched(connection, _ARTICLES, wanted)}
    appearances = {row[0]: row[1:] for row in _fetched(connection, _APPEARANCES, wanted)}
    spans: dict[int, dict[str, list[list[int]]]] = {}
    for statement, part, start, end in _fetched(connection, _SPANS, numbers):
        spans.setdefault(statement, {}).setdefault(part, []).append([start, end])
    for number in numbers:
        article, *row = statements[number]
        yield _hit(row, articles[article], appearances[article], spans.get(number, {}))


def _fetched(connection: duckdb.DuckDBPyConnection, query: str, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    # Joined like this, only the rows that are wanted are unpacked; for `number IN (…)` all around them are.
    wanted = f"WITH wanted AS (SELECT unnest(?::INTEGER[]) AS one) {query}"
    return connection.execute(wanted, [list(numbers)]).fetchall()


def _hit(
    row: Sequence[Any], article: Sequence[Any], published: Sequence[Any], spans: dict[str, list[list[int]]]
) -> Hit:
    own, *told, start, end, confidence = row
    called, language, text = article
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    words = " ".join(text[start:end].split())
    around = (_whole_start(before), words, _whole_end(after))
    values = (own, called, *told, *published, language, start, end, confidence, spans, *around)
    return Hit(*values)


def _whole_start(words: str) -> str:
    """The end of the words before a statement, without a word that was cut at its beginning."""
    if len(words) == _AROUND:
        words = words.partition(" ")[2]
    return " ".join(words.split())


def _whole_end(words: str) -> str:
    if len(words) == _AROUND:
        words = words.rpartition(" ")[0]
    return " ".join(words.split())
