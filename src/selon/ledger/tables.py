"""Rows by the hundred into the ledger's tables, and the numbers they get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import duckdb

_LONE = re.compile("[\ud800-\udfff]")


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Append `rows` to kept.`table`, their values in the order of its columns."""
    if not rows:
        return
    types = connection.execute(
        "SELECT data_type FROM duckdb_columns() WHERE schema_name = 'kept' AND table_name = ? ORDER BY column_index",
        [table],
    ).fetchall()
    columns = ", ".join(f"unnest(?::{kind}[])" for (kind,) in types)
    connection.execute(
        f"INSERT INTO kept.{table} SELECT {columns}", [list(values) for values in zip(*rows, strict=True)]
    )


def numbers(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[int]:
    """The numbers that the next rows of kept.`table` get."""
    (last,) = connection.execute(f"SELECT coalesce(max(number), 0) FROM kept.{table}").fetchone() or (0,)
    return count(int(last) + 1)


def found_by_id(connection: duckdb.DuckDBPyConnection, table: str, ids: Iterable[int]) -> Mapping[int, int]:
    """The numbers of those rows of kept.`table` that have one of `ids`."""
    query = f"SELECT id, number FROM kept.{table} WHERE id IN (SELECT unnest(?::UBIGINT[]))"
    return dict(connection.execute(query, [list(ids)]).fetchall())


def storable(words: str | None) -> str | None:
    """`words` as UTF-8 can hold them: lone surrogates, which no encoding has, as the sign �, one for one."""
    return _LONE.sub("\ufffd", words) if words else words
