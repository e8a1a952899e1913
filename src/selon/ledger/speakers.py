"""Who is on record in a ledger, and what for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb

from selon.ledger.matching import Condition, condition_of
from selon.ledger.query import Query, searched_name
from selon.ledger.search import matching

_BY_NAME = """
    SELECT mode(name), kind, searched, nullif(mode(coalesce(country, '')), ''), sum(statements)::INTEGER,
        count(DISTINCT article), min("first"), max("last")
    FROM (
        SELECT w.name, w.kind, w.searched, w.country, w.number, s.article, count(*) AS statements,
            min(s.said_on) AS "first", max(s.said_on) AS "last"
        FROM kept.statements AS s JOIN kept.actors AS w ON w.number = s.actor
        WHERE {condition} GROUP BY ALL
    )
    GROUP BY kind, searched ORDER BY 5 DESC, searched, kind LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """One speaker by name and kind. statements, articles: how many; first, last: the days on which they were said."""

    name: str
    kind: str
    country: str | None
    statements: int
    articles: int
    first: date | None
    last: date | None

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON types."""
        row = asdict(self)
        return row | {name: row[name].isoformat() if row[name] else None for name in ("first", "last")}


def speakers(connection: duckdb.DuckDBPyConnection, query: Query, *, limit: int | None = None) -> list[SpeakerCount]:
    """The speakers of the statements that `query` holds of, those with the most first; at most `limit` of them.

    Actors that articles name alike, whatever capitals and accents, and that are of one kind are one.
    Raises QueryError when the query cannot be understood.
    """
    condition = condition_of(connection, query)
    rows = connection.execute(_BY_NAME.format(condition=condition.sql), [*condition.values, limit]).fetchall()
    return [SpeakerCount(name, kind, *numbers) for name, kind, _, *numbers in rows]


def said_by(connection: duckdb.DuckDBPyConnection, name: str, query: Query, *, limit: int | None = None) -> list[int]:
    """The numbers of what the speaker called `name`, just so but for capitals and accents, is on record as saying.

    The oldest comes first, of what `query` holds of; at most `limit` of them.
    """
    condition = condition_of(connection, query)
    _add_name(condition, name)
    return matching(connection, condition, order="oldest", limit=limit)


def _add_name(condition: Condition, name: str) -> None:
    # What is searched of a capital has the name of its state besides its own.
    named = "searched = ? OR (stands_for IS NOT NULL AND kept.folded(name) = kept.folded(?))"
    condition.add(f"s.actor IN (SELECT number FROM kept.actors WHERE {named})", searched_name(name), name)
