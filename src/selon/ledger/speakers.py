"""Who is on record in a ledger, and what for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb

from selon.ledger.matching import Condition, condition_of
from selon.ledger.query import Query, searched_name
from selon.ledger.search import matching

# A state is called by its own name sooner than by its capital's.
_BY_GROUP = """
    WITH told AS (
        SELECT g.group, w.name, w.kind, w.country, w.stands_for, w.id, w.number, s.article, count(*) AS statements,
            min(s.said_on) AS "first", max(s.said_until) AS "last"
        FROM kept.statements AS s
        JOIN kept.actors AS w ON w.number = s.actor
        JOIN kept.grouped AS g ON g.actor = s.actor
        WHERE {condition} GROUP BY ALL
    ), weighed AS (
        SELECT *, sum(statements) OVER (PARTITION BY "group", name) AS weight FROM told
    ), called AS (
        SELECT first(name ORDER BY stands_for IS NOT NULL, weight DESC, number) AS name,
            first(kind ORDER BY weight DESC, number) AS kind,
            first(country ORDER BY country IS NULL, weight DESC, number) AS country,
            sum(statements)::INTEGER AS statements, count(DISTINCT article) AS articles,
            min("first") AS "first", max("last") AS "last", kept.hex(arg_min(id, number)) AS id
        FROM weighed GROUP BY "group"
    )
    FROM called ORDER BY statements DESC, kept.folded(name), kind, id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """One speaker, by the name under which most was said.

    statements, articles: how many; first, last: the days on which they were said; id: of the actor that was kept first.
    """

    name: str
    kind: str
    country: str | None
    statements: int
    articles: int
    first: date | None
    last: date | None
    id: str

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON types."""
        row = asdict(self)
        return row | {name: row[name].isoformat() if row[name] else None for name in ("first", "last")}


def speakers(connection: duckdb.DuckDBPyConnection, query: Query, *, limit: int | None = None) -> list[SpeakerCount]:
    """The speakers of the statements that `query` holds of, those with the most first; at most `limit` of them.

    Who is one speaker is said at the view kept.own_groups of the schema. Raises QueryError when the query cannot be
    understood.
    """
    condition = condition_of(connection, query)
    rows = connection.execute(_BY_GROUP.format(condition=condition.sql), [*condition.values, limit]).fetchall()
    return [SpeakerCount(*row) for row in rows]


def said_by(connection: duckdb.DuckDBPyConnection, name: str, query: Query, *, limit: int | None = None) -> list[int]:
    """The numbers of what the speaker called `name`, just so but for capitals and accents, is on record as saying,
    whatever else articles call that speaker.

    The oldest comes first, of what `query` holds of; at most `limit` of them.
    """
    condition = condition_of(connection, query)
    _add_name(condition, name)
    return matching(connection, condition, order="oldest", limit=limit)


def _add_name(condition: Condition, name: str) -> None:
    # What is searched of a capital has the name of its state besides its own.
    named = "searched = ? OR (stands_for IS NOT NULL AND kept.folded(name) = kept.folded(?))"
    called = f"SELECT g.group FROM kept.grouped AS g JOIN kept.actors ON number = g.actor WHERE {named}"
    everybody = f'SELECT actor FROM kept.grouped WHERE "group" IN ({called})'
    condition.add(f"s.actor IN ({everybody})", searched_name(name), name)
