"""Rows by the hundred into the ledger's tables, and the numbers they get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

_LONE = re.compile("[\ud800-\udfff]")


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Append `rows` to kept.`table`, their values in the order of its columns."""
    if not rows:
        return
    columns = {f"column_{place}": array_of(values) for place, values in enumerate(zip(*rows, strict=True))}
    # As parameters the same values would take five times as long.
    connection.register("new_rows", columns)
    connection.execute(f"INSERT INTO kept.{table} SELECT * FROM new_rows")
    connection.unregister("new_rows")


def array_of(values: Sequence[Any]) -> NDArray[np.object_]:
    """`values` as DuckDB takes a column."""
    # One by one: lists of one length would make a table.
    return np.fromiter(values, dtype=object, count=len(values))


def numbers(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[int]:
    """The numbers that the next rows of kept.`table` get."""
    ((last,),) = connection.execute(f"SELECT coalesce(max(number), 0) FROM kept.{table}").fetchall()
    return count(int(last) + 1)


def found_by_id(connection: duckdb.DuckDBPyConnection, table: str, ids: Iterable[int]) -> Mapping[int, int]:
    """The numbers of those rows of kept.`table` that have one of `ids`, of several with one id the last."""
    query = f"SELECT id, number FROM kept.{table} WHERE id IN (SELECT unnest(?::UBIGINT[])) ORDER BY number"
    return dict(connection.execute(query, [list(ids)]).fetchall())


def storable(words: str | None) -> str | None:
    """`words` as UTF-8 can hold them: lone surrogates, which no encoding has, as the sign �, one for one."""
    return _LONE.sub("\ufffd", words) if words else words
