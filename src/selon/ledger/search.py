"""Statements found again: newest first, each with its article and the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb

from selon.ledger.matching import Condition, condition_of
from selon.ledger.query import Query

# How many characters around a statement are shown with it.
_AROUND = 120
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """One statement of the ledger as a search gives it.

    id, article: ids of the statement and its article. position: its place among the article's statements, from 0.
    parent: the position of the statement inside whose content it stands. content, cue, source, addressee, medium: their
    words; start, end: the characters of the article's text from the first to the last of these. before, after: the
    words around it in the article, up to 120 characters each; words: those from `start` to `end`.
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
        return row | {name: row[name].isoformat() if row[name] else None for name in ("said_on", "published")}


_COLUMNS = f"""
    kept.hex(s.id), kept.hex(a.id), s.position, s.parent, w.name, w.kind, s.role, s.organisation, w.country,
    w.stands_for, s.form, s.act, s.content, s.cue, s.source, s.addressee, s.medium, s.said_on, p.published,
    p.publisher, p.title, p.url, p.origin, a.language, s."start", s."end", round(s.confidence::DOUBLE, 4), b.spans,
    a.text[greatest(s."start" - {_AROUND}, 0) + 1 : s."start"],
    a.text[s."start" + 1 : s."end"],
    a.text[s."end" + 1 : s."end" + {_AROUND}]
"""
_SPANS = """
    SELECT statement, list([part, "start"::VARCHAR, "end"::VARCHAR] ORDER BY "start") AS spans FROM kept.spans
    WHERE statement IN (SELECT number FROM chosen) GROUP BY statement
"""
_ORDERS = {
    # The last said comes first; what stands in one article is told in its order.
    "newest": "s.said_on DESC NULLS LAST, s.article DESC, s.position",
    "oldest": "s.said_on NULLS LAST, s.article, s.position",
    "kept": "s.number",
}


def count(connection: duckdb.DuckDBPyConnection, query: Query) -> int:
    """How many current statements `query` holds of. Raises QueryError when it cannot be understood."""
    condition = condition_of(connection, query)
    found = connection.execute(f"SELECT count(*) FROM kept.statements AS s WHERE {condition.sql}", condition.values)
    (number,) = found.fetchone() or (0,)
    return int(number)


def find(
    connection: duckdb.DuckDBPyConnection, query: Query, *, order: str = "newest", limit: int | None = None
) -> Iterator[Hit]:
    """The current statements that `query` holds of, in the `order` "newest", "oldest" or "kept".

    limit: the most to give, None for all.
    Raises QueryError when the query cannot be understood.
    """
    return hits(connection, condition_of(connection, query), order=order, limit=limit)


def hits(
    connection: duckdb.DuckDBPyConnection, condition: Condition, *, order: str, limit: int | None
) -> Iterator[Hit]:
    """The statements that `condition` holds of, as `find` gives them."""
    by = _ORDERS[order]
    # The order is settled over the narrow columns; texts are fetched for what is shown alone.
    chosen = f"SELECT * FROM kept.statements AS s WHERE {condition.sql} ORDER BY {by} LIMIT ?"
    rows = connection.execute(
        f"WITH chosen AS MATERIALIZED ({chosen}), b AS ({_SPANS}) SELECT {_COLUMNS} FROM chosen AS s "
        "JOIN b ON b.statement = s.number "
        "JOIN kept.articles AS a ON a.number = s.article "
        "JOIN kept.appearances AS p ON p.article = s.article AND p.is_first "
        f"LEFT JOIN kept.actors AS w ON w.number = s.actor ORDER BY {by}",
        [*condition.values, limit],
    )
    while some := rows.fetchmany(_TOGETHER):
        for row in some:
            yield _hit(row)


def _hit(row: tuple[Any, ...]) -> Hit:
    *told, written, before, words, after = row
    spans: dict[str, list[list[int]]] = {}
    for part, start, end in written:
        spans.setdefault(part, []).append([int(start), int(end)])
    values = (*told, spans, _whole_start(before), " ".join(words.split()), _whole_end(after))
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
