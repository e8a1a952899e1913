"""Standing searches: what is new since they were last run."""

from __future__ import annotations

import json
from dataclasses import dataclass

import duckdb

from selon.errors import LedgerError
from selon.ledger.matching import condition_of
from selon.ledger.query import Query
from selon.ledger.search import Hit, hits_of, matching
from selon.ledger.tables import insert, numbers, storable


@dataclass(frozen=True, slots=True)
class Watch:
    """A search with a name. seen: the number of the last statement of the ledger that it has told of."""

    name: str
    query: Query
    seen: int


def add_watch(connection: duckdb.DuckDBPyConnection, name: str, query: Query) -> None:
    """Keep a search under `name`; its first run tells of all that the ledger has.

    Raises LedgerError when there is a watch of that name, QueryError when the query cannot be understood.
    """
    if any(watch.name == name for watch in watches(connection)):
        raise LedgerError(f"there is a watch '{name}' already: remove it, or give another name")
    condition_of(connection, query)
    insert(connection, "watches", [(storable(name), json.dumps(query.to_dict()), 0)])


def remove_watch(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Forget the watch called `name`. Raises LedgerError when there is none."""
    named_watch(connection, name)
    connection.execute("DELETE FROM kept.watches WHERE name = ?", [name])


def watches(connection: duckdb.DuckDBPyConnection) -> list[Watch]:
    """All watches, by name."""
    rows = connection.execute("SELECT name, query, seen FROM kept.watches ORDER BY name").fetchall()
    return [Watch(name, Query.from_dict(json.loads(query)), seen) for name, query, seen in rows]


def named_watch(connection: duckdb.DuckDBPyConnection, name: str) -> Watch:
    """The watch called `name`. Raises LedgerError when there is none."""
    for watch in watches(connection):
        if watch.name == name:
            return watch
    raise LedgerError(f"there is no watch '{name}': see them with 'selon watch list'")


def new_hits(connection: duckdb.DuckDBPyConnection, watch: Watch) -> list[Hit]:
    """What the search of `watch` finds that is new since its last run, in the order in which it was kept.

    A statement that a newer reader found again is not new.
    """
    condition = condition_of(connection, watch.query)
    condition.add("s.number > ?", watch.seen)
    condition.add("s.id NOT IN (SELECT id FROM kept.statements WHERE number <= ?)", watch.seen)
    return list(hits_of(connection, matching(connection, condition, order="kept", limit=None)))


def last_statement(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the last statement of the ledger, 0 when it has none."""
    return next(numbers(connection, "statements")) - 1


def mark_seen(connection: duckdb.DuckDBPyConnection, watch: Watch, number: int) -> None:
    """Remember that `watch` has told of all up to the statement `number`."""
    connection.execute("UPDATE kept.watches SET seen = greatest(seen, ?) WHERE name = ?", [number, watch.name])
